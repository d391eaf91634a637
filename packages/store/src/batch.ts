/** Gathers what is asked for within one frame. */

/**
 * Returns a function that takes one id and, once per frame, hands all ids taken to `load`, each
 * once, sorted so that the same set is the same address for every cache on the way, and at most
 * `idsMax` at a time.
 */
export function createBatch<Id extends string>(
  schedule: (run: () => void) => void,
  idsMax: number,
  load: (ids: readonly Id[]) => void,
): (id: Id) => void {
  const waiting = new Set<Id>();
  const flush = () => {
    const ids = [...waiting].sort();
    waiting.clear();
    for (let start = 0; start < ids.length; start += idsMax) load(ids.slice(start, start + idsMax));
  };
  return (id) => {
    if (waiting.size === 0) schedule(flush);
    waiting.add(id);
  };
}
