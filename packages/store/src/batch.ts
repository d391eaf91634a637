/** Gathers what is asked for within one frame. */

/**
 * Returns a function that takes one thing and, once per frame, hands all things taken to `load`,
 * each once, sorted by id so that the same set is the same address for every cache on the way, and
 * at most `max` at a time.
 */
export function createBatch<Item extends { readonly id: string }>(
  schedule: (run: () => void) => void,
  max: number,
  load: (items: readonly Item[]) => void,
): (item: Item) => void {
  const waiting = new Set<Item>();
  const flush = () => {
    const items = [...waiting].sort((left, right) => (left.id < right.id ? -1 : 1));
    waiting.clear();
    for (let start = 0; start < items.length; start += max) load(items.slice(start, start + max));
  };
  return (item) => {
    if (waiting.size === 0) schedule(flush);
    waiting.add(item);
  };
}
