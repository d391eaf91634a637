/** What samples of a long run say, and whether it may be so. Pure. */

/** The platform at one moment. */
export interface Sample {
  /** Milliseconds since the load began. */
  readonly atMs: number;
  /**
   * Memory of its own that the process holds: in RAM without pages of files, and what the machine has
   * swapped out of it, so that a machine short of memory makes it no smaller.
   */
  readonly rssBytes: number;
  /** Open files and sockets of the process. */
  readonly handles: number;
  /** Age of the oldest news in the outbox that is due. */
  readonly outboxLagMs: number;
}

export interface Figures {
  /** Of the lows: what is above them, a garbage collector has yet to take. */
  readonly rssSlopeMbPerMinute: number;
  readonly rssMb: number;
  /** Between the first quarter of the samples and the last, each by its median. */
  readonly handlesGrowth: number;
  readonly handles: number;
  /** The longest seen, the warm-up included. */
  readonly outboxLagMaxMs: number;
}

/**
 * What is too much. The database's pool opens and closes its ten connections as it needs them; handles
 * that grow by more than these are not given back.
 */
const limits = { rssSlopeMbPerMinute: 1, handlesGrowth: 11, outboxLagMaxMs: 5_000 } as const;

const mb = 1024 * 1024;
const minuteMs = 60_000;

/** Slope of the line that lies closest to the points, by least squares; 0 for fewer than two. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (place: 0 | 1) =>
    points.reduce((sum, point) => sum + point[place], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  let [above, below] = [0, 0];
  for (const [x, y] of points) {
    above += (x - meanX) * (y - meanY);
    below += (x - meanX) ** 2;
  }
  return below > 0 ? above / below : 0;
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

/** In thirty minutes each low is one of five minutes, and collections are at most three apart. */
const lowsCount = 5;

/** When each fifth of the samples held least, and how many megabytes. */
function lowsOf(samples: readonly Sample[]): [minutes: number, rssMb: number][] {
  const length = Math.floor(samples.length / lowsCount);
  return Array.from({ length: lowsCount }, (_, place) => {
    const fifth = samples.slice(place * length, (place + 1) * length);
    const low = fifth.reduce((least, one) => (one.rssBytes < least.rssBytes ? one : least));
    return [low.atMs / minuteMs, low.rssBytes / mb];
  });
}

/**
 * What the samples say of the time after the warm-up.
 *
 * @throws RangeError when fewer than five samples are left of it
 */
export function figuresOf(samples: readonly Sample[], warmUpMs: number): Figures {
  const warm = samples.filter(({ atMs }) => atMs >= warmUpMs);
  if (warm.length < lowsCount)
    throw new RangeError(`${warm.length} samples after the warm-up are too few`);
  const handles = warm.map((sample) => sample.handles);
  const quarter = Math.floor(handles.length / 4);
  return {
    rssSlopeMbPerMinute: slopeOf(lowsOf(warm)),
    rssMb: (warm.at(-1)?.rssBytes ?? 0) / mb,
    handlesGrowth: medianOf(handles.slice(-quarter)) - medianOf(handles.slice(0, quarter)),
    handles: handles.at(-1) ?? 0,
    outboxLagMaxMs: Math.max(...samples.map(({ outboxLagMs }) => outboxLagMs)),
  };
}

/** A figure for people. */
export function oneDigit(figure: number): number {
  return Math.round(figure * 10) / 10;
}

/** What is over its limit, a sentence each. */
export function faultsOf(figures: Figures): string[] {
  const faults: string[] = [];
  const { rssSlopeMbPerMinute, handlesGrowth, outboxLagMaxMs } = figures;
  if (rssSlopeMbPerMinute >= limits.rssSlopeMbPerMinute) {
    faults.push(
      `Memory grows by ${oneDigit(rssSlopeMbPerMinute)} MB a minute; ${limits.rssSlopeMbPerMinute} is too much.`,
    );
  }
  if (handlesGrowth >= limits.handlesGrowth) {
    faults.push(`There are ${handlesGrowth} more open handles than after the warm-up.`);
  }
  if (outboxLagMaxMs >= limits.outboxLagMaxMs) {
    faults.push(
      `News waited ${Math.round(outboxLagMaxMs)} ms in the outbox; ${limits.outboxLagMaxMs} is too long.`,
    );
  }
  return faults;
}

/** Share of updates that needed no new entry in any index, in percent; 100 where there were none. */
export function hotPercent({
  updates,
  hotUpdates,
}: {
  updates: number;
  hotUpdates: number;
}): number {
  return updates === 0 ? 100 : oneDigit((hotUpdates / updates) * 100);
}
