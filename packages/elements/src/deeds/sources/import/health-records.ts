/** What a step record of Apple Health says: from when to when, how many, and who counted. Pure. */
import { dayMs, dayOf } from './calendar.ts';
import type { RawRecord } from './health-elements.ts';

/** A record on the clock of the wall that it was written by. */
export interface StepRecord {
  readonly sourceName: string;
  /** Milliseconds since the beginning of 1970 on that clock, as if it stood in UTC. */
  readonly startMs: number;
  readonly endMs: number;
  readonly steps: number;
}

/** Nobody walks for longer at a stretch, nor more steps in it; an app may write one record for a day. */
const recordMsMost = 2 * dayMs;
const stepsMost = 200_000;

/**
 * Reads `2024-05-01 08:00:00 +0800` and a number. Null where it is written in another way, where it ends
 * before it begins, or where it says more than anybody walks.
 */
export function readRecord(raw: RawRecord): StepRecord | null {
  const start = readTime(raw.startDate);
  const end = readTime(raw.endDate);
  const steps = /^\d{1,6}(?:\.\d{1,18})?$/.test(raw.value) ? Number(raw.value) : null;
  if (start === null || end === null || steps === null || steps > stepsMost) return null;
  const ms = end.instantMs - start.instantMs;
  if (ms < 0 || ms > recordMsMost) return null;
  // Its own offset says which day it was for who walked. A record in which the clocks were changed is
  // as long as it was, on the clock that it began by.
  return { sourceName: raw.sourceName, startMs: start.wallMs, endMs: start.wallMs + ms, steps };
}

const timeForm = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/;

function readTime(text: string): { readonly wallMs: number; readonly instantMs: number } | null {
  const parts = timeForm.exec(text);
  if (!parts) return null;
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1, 7)
    .map(Number);
  const day = dayOf(year, month, date);
  const offsetMin = Number(parts[8]) * 60 + Number(parts[9]);
  if (day === null || hour > 23 || minute > 59 || second > 60 || offsetMin > 14 * 60) return null;
  const wallMs = day * dayMs + ((hour * 60 + minute) * 60 + second) * 1_000;
  return { wallMs, instantMs: wallMs - (parts[7] === '-' ? -1 : 1) * offsetMin * 60_000 };
}
