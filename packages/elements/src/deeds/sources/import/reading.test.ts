import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import type { Imported, ImportProgress, ImportWish } from './outcome.ts';
import { readFiles } from './reading.ts';
import { healthExport, record, zipOf } from './testing.ts';

const may = { first: '2024-05-01', last: '2024-05-31' };

function wishOf(files: readonly File[], more: Partial<ImportWish> = {}): ImportWish {
  return { files, days: may, timeZone: 'Asia/Shanghai', ...more };
}

function read(...files: readonly File[]): Promise<Imported> {
  return readFiles(wishOf(files), { onProgress: () => {}, pause: () => undefined });
}

function file(name: string, ...parts: readonly BlobPart[]): File {
  return new File([...parts], name);
}

const health = healthExport(record() + record({ sourceName: 'Watch', value: '1200' }));
const ofHealth: Imported = {
  days: [{ day: '2024-05-01', steps: 1_200 }],
  kinds: ['apple_health'],
  problems: [],
  unreadRows: 0,
  typedRows: 0,
  newestDay: '2024-05-01',
};
const fitDays = 'Date,Step count\n2024-05-01,900\n2024-05-02,800\n';

test("reads Apple Health's file, as it is and in its zip, whatever both are called", async () => {
  deepEqual(await read(file('export.xml', health)), ofHealth);
  deepEqual(await read(file('steps.csv', '\uFEFF \n', health)), ofHealth);
  for (const options of [{}, { is64: true }]) {
    const zip = await zipOf(
      [
        { path: 'apple_health_export/export_cda.xml', content: `<a/>${' '.repeat(100_000)}` },
        { path: 'apple_health_export/workout-routes/route.gpx', content: '<gpx/>' },
        { path: 'apple_health_export/导出.xml', content: health },
      ],
      options,
    );
    deepEqual(await read(zip), ofHealth);
  }
});

test('reads a Takeout zip by the files in it that tell steps', async () => {
  const zip = await zipOf([
    { path: 'Takeout/archive_browser.html', content: '<html/>' },
    { path: 'Takeout/Fit/Daily activity metrics/Daily activity metrics.csv', content: fitDays },
    {
      path: 'Takeout/Fit/Daily activity metrics/2024-05-01.csv',
      content: 'Start time,Step count\n08:00:00.000+08:00,900\n',
    },
    { path: 'Takeout/Fit/Daily activity metrics/2019-05-01.csv', content: 'broken"' },
    { path: 'Takeout/Fit/Activities/2024-05-01.tcx', content: '<tcx/>' },
    { path: 'Takeout/Fit/All Data/weight.json', content: '[1]' },
    {
      path: 'Takeout/Fitbit/Global Export Data/steps-2024-04-05.json',
      content: JSON.stringify([{ dateTime: '05/02/24 01:00:00', value: '950' }]),
    },
  ]);
  deepEqual(await read(zip), {
    days: [
      { day: '2024-05-01', steps: 900 },
      { day: '2024-05-02', steps: 950 },
    ],
    kinds: ['google_fit', 'fitbit'],
    problems: [],
    unreadRows: 0,
    typedRows: 0,
    newestDay: '2024-05-02',
  });
});

test('reads what a spreadsheet saved in UTF-16', async () => {
  const text = '\uFEFFDate\tStep count\r\n2024-05-01\t1,234\r\n';
  for (const isLittle of [true, false]) {
    const view = new DataView(new ArrayBuffer(text.length * 2));
    for (let place = 0; place < text.length; place += 1) {
      view.setUint16(place * 2, text.charCodeAt(place), isLittle);
    }
    deepEqual((await read(file('a.csv', view))).days, [{ day: '2024-05-01', steps: 1_234 }]);
  }
});

test('adds up no two apps, and counts a file that is chosen twice once', async () => {
  const minutes = 'timestamp,steps\n2024-05-02T01:00:00Z,500\n2024-05-02T01:01:00Z,600\n';
  const { days, kinds } = await read(
    file('export.xml', health),
    file('export (1).xml', health),
    file('Daily activity metrics.csv', fitDays),
    file('steps_2024-05-02.csv', minutes),
    file('steps_2024-05-02 (1).csv', minutes),
  );
  deepEqual(days, [
    { day: '2024-05-01', steps: 1_200 },
    { day: '2024-05-02', steps: 1_100 },
  ]);
  deepEqual(kinds, ['apple_health', 'google_fit', 'fitbit']);
});

test('tells only days that are wanted, and which day is the newest', async () => {
  const text = 'Date,Step count\n2024-04-30,1\n2024-05-01,2\n2024-05-31,3\n2024-06-01,4\n';
  const { days, newestDay } = await read(file('a.csv', text));
  deepEqual(days, [
    { day: '2024-05-01', steps: 2 },
    { day: '2024-05-31', steps: 3 },
  ]);
  equal(newestDay, '2024-06-01');
  const early = record({
    startDate: '2023-05-01 08:00:00 +0800',
    endDate: '2023-05-01 08:10:00 +0800',
  });
  const old = await read(file('export.xml', healthExport(early)));
  deepEqual([old.days, old.newestDay, old.problems], [[], '2023-05-01', []]);
});

test('tells at most the last hundred of the days that are wanted', async () => {
  const rows = Array.from({ length: 366 }, (_, day) => {
    const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
    return `${date},${day}\n`;
  });
  const wish = wishOf([file('a.csv', 'Date,Step count\n', ...rows)], {
    days: { first: '2024-01-01', last: '2024-12-31' },
  });
  const { days } = await readFiles(wish, { onProgress: () => {}, pause: () => undefined });
  deepEqual([days.length, days[0]?.day, days[99]?.day], [100, '2024-09-23', '2024-12-31']);
});

test('says of each file what is wrong with it, and reads the others', async () => {
  const locked = await zipOf([{ path: 'a/export.xml', content: health, flags: 1 }]);
  const named = (name: string, from: File) => new File([from], name);
  const { days, problems } = await read(
    file('photo.jpg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 1])),
    file('empty.xml'),
    file('page.html', '<!DOCTYPE html><html><Record/></html>'),
    file('nothing.xml', healthExport('')),
    named('locked.zip', locked),
    named('odd.zip', await zipOf([{ path: 'a/export.xml', content: health, method: 12 }])),
    named('photos.zip', await zipOf([{ path: 'a.jpg', content: 'x' }])),
    named(
      'broken.zip',
      new File([(await zipOf([{ path: 'a.xml', content: health }])).slice(0, 200)], ''),
    ),
    file('weights.csv', 'Date,Weight\n2024-05-01,61\n'),
    file('large.json', '[', ' '.repeat(17 * 1_024 * 1_024), ']'),
    file('Daily activity metrics.csv', fitDays),
  );
  deepEqual(
    problems.map(({ file: name, problem }) => [name, problem]),
    [
      ['photo.jpg', 'not_steps'],
      ['empty.xml', 'not_steps'],
      ['page.html', 'not_steps'],
      ['nothing.xml', 'not_steps'],
      ['locked.zip', 'zip_locked'],
      ['odd.zip', 'zip_unknown'],
      ['photos.zip', 'not_steps'],
      ['broken.zip', 'zip_broken'],
      ['weights.csv', 'not_steps'],
      ['large.json', 'too_large'],
    ],
  );
  equal(days.length, 2);
});

test('offers what it read of a file that is cut off', async () => {
  const text = healthExport(
    record() + record({ value: '7', endDate: '2024-05-01 08:00:00 +0800' }),
  );
  const cut = await read(file('export.xml', text.slice(0, text.indexOf('</HealthData>'))));
  deepEqual(cut.problems, [{ file: 'export.xml', problem: 'cut_off' }]);
  deepEqual(cut.days, [{ day: '2024-05-01', steps: 1_007 }]);

  const half = await read(file('export.xml', text.slice(0, text.lastIndexOf('<Record') + 60)));
  deepEqual(half.days, [{ day: '2024-05-01', steps: 1_000 }]);
  deepEqual(half.problems, [{ file: 'export.xml', problem: 'cut_off' }]);
});

test('offers what it could unpack of a zip whose bytes are broken', async () => {
  const records = Array.from({ length: 20_000 }, (_, index) => {
    const minute = `${Math.floor(index / 60) % 60}`.padStart(2, '0');
    const time = `2024-05-01 08:${minute}:${`${index % 60}`.padStart(2, '0')} +0800`;
    return record({
      startDate: time,
      endDate: time,
      value: `${(index * 7_919) % 97}`,
      id: `${(index * 48_271) % 2_147_483_647}`,
    });
  });
  const zip = await zipOf([{ path: 'a/export.xml', content: healthExport(records.join('')) }]);
  const bytes = new Uint8Array(await zip.arrayBuffer());
  bytes.fill(0xff, bytes.length / 2, bytes.length / 2 + 2_000);
  const { days, problems } = await read(new File([bytes], 'export.zip'));
  deepEqual(problems, [{ file: 'export.zip', problem: 'cut_off' }]);
  ok((days[0]?.steps ?? 0) > 1_000);

  bytes.fill(0xff, 60, 2_000);
  const nothing = await read(new File([bytes], 'export.zip'));
  deepEqual(nothing.problems, [{ file: 'export.zip', problem: 'zip_broken' }]);
});

test('says that a file went away while it was read', async () => {
  const gone = file('export.xml', health);
  const fail = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
  Object.defineProperty(gone, 'slice', { value: () => ({ arrayBuffer: fail }) });
  const { problems, days } = await read(gone, file('a.csv', fitDays));
  deepEqual([problems, days.length], [[{ file: 'export.xml', problem: 'unreadable' }], 2]);
});

test('counts rows that could not be read', async () => {
  const content =
    record() +
    record({ value: '-1' }) +
    record({ startDate: 'now' }) +
    record().replace(' value', ' v');
  const { unreadRows, days } = await read(
    file('export.xml', healthExport(content)),
    file('a.csv', 'Date,Step count\n2024-05-02,many\n2024-05-03,3\n'),
  );
  deepEqual([unreadRows, days.length], [4, 2]);
});

test('leaves out steps that were typed into Apple Health, and says how many records', async () => {
  const mark = '<MetadataEntry key="HKWasUserEntered" value="1"/>';
  const typed = record({ sourceName: 'Health', value: '90000' }).replace('/>', `>${mark}</Record>`);
  const { days, typedRows, unreadRows } = await read(
    file('export.xml', healthExport(typed + record() + typed)),
  );
  deepEqual([days, typedRows, unreadRows], [[{ day: '2024-05-01', steps: 1_000 }], 2, 0]);
});

test('tells how far it is, over all files', async () => {
  const told: ImportProgress[] = [];
  const zip = await zipOf([{ path: 'a/export.xml', content: health }]);
  const files = [file('export.xml', health), zip, file('a.csv', fitDays)];
  await readFiles(wishOf(files), { onProgress: (at) => told.push(at), pause: () => undefined });
  const total = files.reduce((sum, { size }) => sum + size, 0);
  deepEqual(told.at(-1), { bytesRead: total, bytesTotal: total });
  ok(told.every(({ bytesRead }, at) => bytesRead >= (told[at - 1]?.bytesRead ?? 0)));
});

test('ends where its pause says so, and for days that are none', async () => {
  const stop = () => Promise.reject(new DOMException('enough', 'AbortError'));
  const ports = { onProgress: () => {}, pause: stop };
  await rejects(readFiles(wishOf([file('export.xml', health)]), ports), { name: 'AbortError' });
  const days = { first: 'today', last: '2024-05-01' };
  await rejects(readFiles(wishOf([], { days }), ports), RangeError);
});

test('keeps no more of a long file than of a short one', async () => {
  const part = healthExport('').split('</HealthData>')[0] ?? '';
  const other = record({ type: 'HKQuantityTypeIdentifierHeartRate' }).repeat(2_000);
  let largest = 0;
  let pauses = 0;
  const parts = [part, ...Array.from({ length: 12 }, () => other), record(), '</HealthData>'];
  const long = file('export.xml', ...parts);
  const { days } = await readFiles(wishOf([long]), {
    onProgress: ({ bytesRead }) => {
      largest = Math.max(largest, bytesRead);
    },
    pause: () => {
      pauses += 1;
      return undefined;
    },
  });
  deepEqual(days, [{ day: '2024-05-01', steps: 1_000 }]);
  equal(largest, long.size);
  // It may stop after each 64 kB.
  ok(pauses >= long.size / 65_536);
});
