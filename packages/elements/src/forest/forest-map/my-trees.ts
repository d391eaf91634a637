/** The numbers of the visitor's own trees: told by the page, and kept on this device by the picker. */

import type { Tree } from '@kindcart/contract';

/** Where this device keeps them, as a JSON list of numbers. */
const name = 'kindcart.trees';

/** As many as are read at once. */
const most = 200;

/** Numbers of trees from an attribute such as `12,34` and from this device, each once. */
export function myTrees(told: string | undefined): readonly number[] {
  const said = (told ?? '').split(/[\s,]+/).map(Number);
  return [...new Set([...said, ...kept()])].filter(isNumber).slice(0, most);
}

function isNumber(number: unknown): number is number {
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0;
}

function kept(): readonly number[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
    return Array.isArray(list) ? list.filter(isNumber) : [];
  } catch {
    // A browser that forbids storage, or something else under the name: no tree is known then.
    return [];
  }
}

/** The one to show after another, where they are gone through one by one; the first after the last. */
export function nextOf(trees: readonly Tree[], number: number | undefined): Tree | undefined {
  const at = trees.findIndex((tree) => tree.number === number);
  return trees[at + 1] ?? trees[0];
}
