/**
 * The JSON that apps export:
 *
 * - Fitbit, by its own site and by Takeout, `steps-2024-05-01.json`: `[{"dateTime": "05/01/24 08:00:00", "value":
 *   "12"}, …]`, for each minute, month first and in UTC. Its other files look the same, and only the name tells.
 * - Garmin, by its data export, `UDSFile_….json`: `[{"calendarDate": "2024-05-01", "totalSteps": 7256, …}, …]`.
 */
import { dayMs, dayOf, readDay } from './calendar.ts';
import { readSteps } from './csv.ts';
import type { Part, Table, TableContext } from './tables.ts';

export async function readJsonTable(text: string, context: TableContext): Promise<Table> {
  const rows = parsed(text);
  if (!Array.isArray(rows))
    return { ok: false, problem: rows === undefined ? 'cut_off' : 'not_steps' };
  const isFitbit = /(^|\/)steps[-_][^/]*$/i.test(context.fileName);
  const parts: Part[] = [];
  let unread = 0;
  let kind: 'fitbit' | 'garmin' | null = null;
  for (const [index, row] of rows.entries()) {
    if (index % 200 === 0) await context.pause();
    if (isFitbit && has(row, 'dateTime')) kind = 'fitbit';
    else if (has(row, 'calendarDate') && has(row, 'totalSteps')) kind = 'garmin';
    else continue;
    const part = kind === 'fitbit' ? fitbitPart(row, context) : garminPart(row);
    if (part === null) unread += 1;
    else parts.push(part);
  }
  return kind === null ? { ok: false, problem: 'not_steps' } : { ok: true, kind, parts, unread };
}

/** Undefined for what is no JSON, as a file that ends too early. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // There is no telling where it broke, so nothing of it counts.
    return undefined;
  }
}

function has(row: unknown, name: string): row is object {
  return typeof row === 'object' && row !== null && Object.hasOwn(row, name);
}

function field(row: object, name: string): string {
  const value: unknown = Reflect.get(row, name);
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : '';
}

const fitbitTime = /^(\d\d)\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d)$/;

function fitbitPart(row: object, { dayOfInstant }: TableContext): Part | null {
  const steps = readSteps(field(row, 'value'));
  const time = fitbitTime.exec(field(row, 'dateTime'))?.slice(1).map(Number);
  if (steps === null || !time) return null;
  const [month = 0, date = 0, year = 0, hour = 0, minute = 0, second = 0] = time;
  const day = dayOf(2_000 + year, month, date);
  if (day === null || hour > 23 || minute > 59) return null;
  const instantMs = day * dayMs + ((hour * 60 + minute) * 60 + second) * 1_000;
  return { day: dayOfInstant(instantMs), part: `${instantMs}`, steps };
}

function garminPart(row: object): Part | null {
  const steps = readSteps(field(row, 'totalSteps'));
  const day = readDay(field(row, 'calendarDate').slice(0, 10));
  return steps === null || day === null ? null : { day, part: '', steps };
}
