/**
 * Day totals of records by several devices that may have counted the same walk.
 *
 * An iPhone in the pocket and a Watch on the wrist both write what they count, and Apple Health shows one
 * number: where records overlap in time, those of the source that stands higher in the owner's list. The
 * export does not tell that list. So here, for each day, the source with the most steps of that day stands
 * highest, and the others count only in those minutes of which no higher one says anything. Steps of a
 * record are spread evenly over its time, minutes and midnight included.
 *
 * A minute is the unit: memory is bounded by the days that are wanted, whatever the file says.
 */
import type { StepRecord } from './health-records.ts';

const minuteMs = 60_000;
const dayMinutes = 1_440;
/** Devices and apps that count on one day. */
const sourcesMost = 12;
/** Of a minute of which a source says nothing. */
const silent = -1;

export class DayMinutes {
  readonly #first: number;
  readonly #last: number;
  readonly #days = new Map<number, Map<string, Float64Array>>();

  /** @param first the first day that is wanted, as its number; `last` is included */
  constructor(first: number, last: number) {
    this.#first = first;
    this.#last = last;
  }

  /** Adds what of a record is in days that are wanted. */
  add({ sourceName, startMs, endMs, steps }: StepRecord): void {
    const firstMinute = Math.floor(startMs / minuteMs);
    const lastMinute = Math.max(firstMinute, Math.ceil(endMs / minuteMs) - 1);
    if (lastMinute < this.#first * dayMinutes) return;
    if (firstMinute >= (this.#last + 1) * dayMinutes) return;
    for (let minute = firstMinute; minute <= lastMinute; minute += 1) {
      const from = Math.max(startMs, minute * minuteMs);
      const to = Math.min(endMs, (minute + 1) * minuteMs);
      const share = endMs > startMs ? (to - from) / (endMs - startMs) : 1;
      this.#addMinute(minute, sourceName, steps * share);
    }
  }

  #addMinute(minute: number, sourceName: string, steps: number): void {
    const day = Math.floor(minute / dayMinutes);
    if (day < this.#first || day > this.#last) return;
    const sources = this.#days.get(day) ?? new Map<string, Float64Array>();
    this.#days.set(day, sources);
    const known = sources.get(sourceName);
    if (!known && sources.size >= sourcesMost) return;
    const minutes = known ?? new Float64Array(dayMinutes).fill(silent);
    if (!known) sources.set(sourceName, minutes);
    const place = minute - day * dayMinutes;
    minutes[place] = Math.max(0, minutes[place] ?? 0) + steps;
  }

  /** Whole steps by the number of the day. */
  totals(): ReadonlyMap<number, number> {
    return new Map([...this.#days].map(([day, sources]) => [day, stepsOf([...sources.values()])]));
  }
}

function sumOf(minutes: Float64Array): number {
  return minutes.reduce((sum, steps) => sum + Math.max(0, steps), 0);
}

/** No step more than was walked: what sharing leaves below a step is dropped, what floats lose is not. */
function stepsOf(sources: readonly Float64Array[]): number {
  const highestFirst = [...sources].sort((a, b) => sumOf(b) - sumOf(a));
  let steps = 0;
  for (let place = 0; place < dayMinutes; place += 1) {
    const teller = highestFirst.find((minutes) => minutes[place] !== silent);
    steps += teller?.[place] ?? 0;
  }
  return Math.floor(steps + 1e-6);
}
