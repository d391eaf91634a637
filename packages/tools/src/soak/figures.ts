/** What samples of a long run say, and whether it may be so. Pure. */

/** The platform at one moment. */
export interface Sample {
  /** Milliseconds since the load began. */
  readonly atMs: number;
  /** Memory that the process holds in RAM. */
  readonly rssBytes: number;
  /** Open files and sockets of the process. */
  readonly handles: number;
  /** Age of the oldest news in the outbox that is due. */
  readonly outboxLagMs: number;
}

export interface Figures {
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

/**
 * What the samples say of the time after the warm-up.
 *
 * @throws RangeError when fewer than four samples are left of it
 */
export function figuresOf(samples: readonly Sample[], warmUpMs: number): Figures {
  const warm = samples.filter(({ atMs }) => atMs >= warmUpMs);
  if (warm.length < 4) throw new RangeError(`${warm.length} samples after the warm-up are too few`);
  const handles = warm.map((sample) => sample.handles);
  const quarter = Math.floor(handles.length / 4);
  const rss = warm.map(({ atMs, rssBytes }) => [atMs / minuteMs, rssBytes / mb] as const);
  return {
    rssSlopeMbPerMinute: slopeOf(rss),
    rssMb: rss.at(-1)?.[1] ?? 0,
    handlesGrowth: medianOf(handles.slice(-quarter)) - medianOf(handles.slice(0, quarter)),
    handles: handles.at(-1) ?? 0,
    outboxLagMaxMs: Math.max(...samples.map(({ outboxLagMs }) => outboxLagMs)),
  };
}

/** What is over its limit, a sentence each. */
export function faultsOf(figures: Figures): string[] {
  const faults: string[] = [];
  const { rssSlopeMbPerMinute, handlesGrowth, outboxLagMaxMs } = figures;
  if (rssSlopeMbPerMinute >= limits.rssSlopeMbPerMinute) {
    faults.push(
      `Memory grows by ${rssSlopeMbPerMinute.toFixed(2)} MB a minute; ${limits.rssSlopeMbPerMinute} is too much.`,
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
  return updates === 0 ? 100 : Math.round((hotUpdates / updates) * 1_000) / 10;
}
