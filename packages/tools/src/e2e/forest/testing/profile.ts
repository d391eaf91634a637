/** Reads a profile of V8: for how long without a gap some code was on the stack. Pure. */

/** What `Profiler.stop` of the DevTools protocol answers, as far as it is read here. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[] | undefined;
  }[];
  /** Ids of the nodes that were running, one for each sample. */
  readonly samples?: readonly number[] | undefined;
  /** Microseconds from one sample to the next; the first from the start. */
  readonly timeDeltas?: readonly number[] | undefined;
}

/**
 * The longest stretch of samples, in milliseconds, of which each has a function on its stack whose file is
 * counted. A sample stands for the time until the next one. What V8 does for itself in between, such as
 * collecting garbage, belongs to the stretch around it.
 */
export function longestStretchMs(
  { nodes, samples = [], timeDeltas = [] }: CpuProfile,
  counts: (url: string) => boolean,
): number {
  const counted = countedNodes(nodes, counts);
  const collecting = new Set(
    nodes
      .filter(({ callFrame }) => callFrame.functionName === '(garbage collector)')
      .map(({ id }) => id),
  );
  let longest = 0;
  let stretch = 0;
  for (const [at, sample] of samples.entries()) {
    const untilNext = timeDeltas[at + 1] ?? 0;
    if (counted.has(sample) || (stretch > 0 && collecting.has(sample))) stretch += untilNext;
    else stretch = 0;
    longest = Math.max(longest, stretch);
  }
  return longest / 1_000;
}

/** Ids of all nodes that are counted or lie below one. What has no file is idle or V8's own. */
function countedNodes(nodes: CpuProfile['nodes'], counts: (url: string) => boolean): Set<number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const counted = new Set<number>();
  const mark = (id: number) => {
    if (counted.has(id)) return;
    counted.add(id);
    for (const child of byId.get(id)?.children ?? []) mark(child);
  };
  for (const { id, callFrame } of nodes)
    if (callFrame.url !== '' && counts(callFrame.url)) mark(id);
  return counted;
}
