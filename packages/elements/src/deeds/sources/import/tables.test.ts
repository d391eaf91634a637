import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { dayInZone, dayText } from './calendar.ts';
import { readJsonTable } from './json-tables.ts';
import { readTable, type Table } from './tables.ts';

/** Reads a file of a walker in Shanghai. */
function read(fileName: string, text: string): Promise<Table> {
  const reader = fileName.endsWith('.json') ? readJsonTable : readTable;
  const dayOfInstant = dayInZone('Asia/Shanghai');
  return reader(text, { fileName, dayOfInstant, pause: () => undefined });
}

/** The sums of each day, or the problem; and how many rows were left unread. */
async function sums(fileName: string, text: string) {
  const table = await read(fileName, text);
  if (!table.ok) return table.problem;
  const days = new Map<string, number>();
  for (const { day, steps } of table.parts) {
    days.set(dayText(day), (days.get(dayText(day)) ?? 0) + steps);
  }
  return { kind: table.kind, unread: table.unread, ...Object.fromEntries(days) };
}

const fitbitNames =
  'Date,Calories Burned,Steps,Distance,Floors,Minutes Sedentary,Minutes Lightly Active,' +
  'Minutes Fairly Active,Minutes Very Active,Activity Calories';

const files: readonly (readonly [what: string, name: string, text: string, read: object])[] = [
  [
    "Google Fit's days",
    'Daily activity metrics.csv',
    'Date,Move Minutes count,Calories (kcal),Distance (m),Heart Points,Step count,Walking duration (ms)\n' +
      '2024-05-01,40,2000,5000.3,12,10468,1800000\n2024-05-02,,1700,,,,\n2024-05-03,1,2,3,4,0,6\n',
    { kind: 'google_fit', unread: 0, '2024-05-01': 10_468, '2024-05-03': 0 },
  ],
  [
    "Google Fit's quarters of an hour",
    'Takeout/Fit/Daily activity metrics/2024-05-01.csv',
    'Start time,End time,Move Minutes count,Step count\n' +
      '00:00:00.000+05:30,00:15:00.000+05:30,,11\n07:15:00.000+05:30,07:30:00.000+05:30,5,400\n' +
      '18:00:00.000+05:30,18:15:00.000+05:30,,\n',
    { kind: 'google_fit', unread: 0, '2024-05-01': 411 },
  ],
  [
    "Fitbit's own, month first, with tables after it",
    'fitbit_export_20240520.csv',
    `Activities\r\n${fitbitNames}\r\n"05-01-2024","2,101","8,123","5.9","10","700","200","20","30","900"\r\n` +
      '"05-02-2024","1,988","12,010","8.1","3","700","200","20","30","900"\r\n\r\nSleep\r\n' +
      'Start Time,End Time,Minutes Asleep\r\n"05-03-2024 1:00AM","05-03-2024 8:00AM","400"\r\n',
    { kind: 'fitbit', unread: 0, '2024-05-01': 8_123, '2024-05-02': 12_010 },
  ],
  [
    "Fitbit's own, day first, in German numbers",
    'fitbit.csv',
    `Activities\n${fitbitNames.replaceAll(',', ';')}\n30.04.2024;2.101;8.123;5,9;1;2;3;4;5;6\n` +
      '01.05.2024;2.101;12.010;5,9;1;2;3;4;5;6\n',
    { kind: 'fitbit', unread: 0, '2024-04-30': 8_123, '2024-05-01': 12_010 },
  ],
  [
    "Fitbit's minutes by Takeout, in UTC",
    'steps_2024-05-01.csv',
    'timestamp,steps\n2024-05-01T15:59:00Z,10\n2024-05-01T16:00:00Z,20\n',
    { kind: 'fitbit', unread: 0, '2024-05-01': 10, '2024-05-02': 20 },
  ],
  [
    "Fitbit's minutes as JSON, in UTC",
    'Takeout/Fitbit/Global Export Data/steps-2024-05-01.json',
    JSON.stringify([
      { dateTime: '05/01/24 15:59:00', value: '10' },
      { dateTime: '05/01/24 16:00:00', value: '20' },
      { dateTime: '13/01/24 16:00:00', value: '20' },
      { dateTime: '05/01/24 16:01:00', value: null },
      { other: 1 },
      null,
    ]),
    { kind: 'fitbit', unread: 2, '2024-05-01': 10, '2024-05-02': 20 },
  ],
  [
    "Garmin's report",
    'Steps.csv',
    '\uFEFF,"Actual","Goal"\n"4/30/2024","9,812","7,500"\n"5/1/2024","10,234","8,500"\n',
    { kind: 'garmin', unread: 0, '2024-04-30': 9_812, '2024-05-01': 10_234 },
  ],
  [
    "Garmin's data",
    'UDSFile_2024-01-30_2024-05-09.json',
    JSON.stringify([
      { calendarDate: '2024-05-01', totalSteps: 7_256 },
      { calendarDate: '2024-05-02' },
    ]),
    { kind: 'garmin', unread: 0, '2024-05-01': 7_256 },
  ],
  [
    'unknown columns, in another order and case',
    'export.csv',
    'Mood,STEP COUNT,  date ,Dog\ngood,"1,000",2024-05-01,"Rex, the"\n',
    { kind: 'google_fit', unread: 0, '2024-05-01': 1_000 },
  ],
  [
    'rows that make no sense',
    'days.csv',
    'Date,Step count\n2024-05-01,many\nnever,5\n2024-02-31,5\n2024-05-02,7\n2024-05-03,-7\n2024-05-04,1e9\n',
    { kind: 'google_fit', unread: 5, '2024-05-02': 7 },
  ],
  ['names and no rows', 'days.csv', 'Date,Step count\n', { kind: 'google_fit', unread: 0 }],
];

test('reads …', async () => {
  for (const [what, name, text, expected] of files)
    deepEqual(await sums(name, text), expected, what);
});

const refused: readonly (readonly [what: string, name: string, text: string, problem: string])[] = [
  ['nothing', 'a.csv', '', 'not_steps'],
  ['words', 'a.txt', 'Dear diary,\ntoday I walked far.\n', 'not_steps'],
  ['a table of something else', 'a.csv', 'Date,Weight\n2024-05-01,61\n', 'not_steps'],
  ['a table of steps of nobody we know', 'a.csv', 'Date,Steps\n2024-05-01,61\n', 'not_steps'],
  ['names far down', 'a.csv', `${'x\n'.repeat(50)}Date,Step count\n2024-05-01,61\n`, 'not_steps'],
  [
    'days and months that are as likely',
    'a.csv',
    `${fitbitNames}\n01-05-2024,1,2,3,4,5,6,7,8,9\n`,
    'unclear_dates',
  ],
  ['quarters of an hour of no day', 'day.csv', 'Start time,Step count\n07:00,5\n', 'unclear_dates'],
  ['broken JSON', 'steps-2024-05-01.json', '[{"dateTime": "05/01/2', 'cut_off'],
  [
    'JSON of something else',
    'heart_rate-2024-05-01.json',
    '[{"dateTime":"05/01/24 00:00:00","value":"1"}]',
    'not_steps',
  ],
  ['JSON that is no list', 'steps-2024-05-01.json', '{"steps": 12}', 'not_steps'],
  ['an empty list', 'steps-2024-05-01.json', '[]', 'not_steps'],
];

test('says what is wrong with …', async () => {
  for (const [what, name, text, problem] of refused) equal(await sums(name, text), problem, what);
});

test('says the same of a part whichever file tells it, so that it counts once', async () => {
  const table = await read('steps_2024-05-01.csv', 'timestamp,steps\n2024-05-01T15:59:00Z,10\n');
  const json = JSON.stringify([{ dateTime: '05/01/24 15:59:00', value: '10' }]);
  const other = await read('steps-2024-05-01.json', json);
  deepEqual(table, other);
});

test('gives way between the rows', async () => {
  let pauses = 0;
  const pause = () => {
    pauses += 1;
    return undefined;
  };
  const text = `Date,Step count\n${'2024-05-01,5\n'.repeat(10_000)}`;
  await readTable(text, { fileName: 'a.csv', dayOfInstant: () => 0, pause });
  equal(pauses, 50);
});
