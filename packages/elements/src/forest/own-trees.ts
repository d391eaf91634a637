/** Which trees were adopted on this device, so that a map can show a person's own. */

const name = 'kindcart.trees';
/** More than anybody adopts; the oldest are forgotten. */
const keptMax = 500;

/** Numbers of the trees that were adopted here, oldest first. */
export function ownTrees(): readonly number[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
    return Array.isArray(kept) ? kept.filter((each) => Number.isSafeInteger(each)) : [];
  } catch {
    return [];
  }
}

/** Remembers a tree; a browser that forbids storage costs nothing but that. */
export function rememberTree(number: number): void {
  const others = ownTrees().filter((each) => each !== number);
  try {
    localStorage.setItem(name, JSON.stringify([...others, number].slice(-keptMax)));
  } catch {
    // The tree has its page and its certificate all the same.
  }
}
