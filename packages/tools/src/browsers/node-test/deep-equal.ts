// Structural comparison by the rules of node:assert/strict, for what tests of pages compare.

/** Whether two values have the same prototypes, keys and values all the way down. */
export function isDeepEqual(left: unknown, right: unknown): boolean {
  return compare(left, right, []);
}

type Pair = readonly [object, object];

function compare(left: unknown, right: unknown, open: readonly Pair[]): boolean {
  if (Object.is(left, right)) return true;
  if (!isObject(left) || !isObject(right)) return false;
  if (Object.getPrototypeOf(left) !== Object.getPrototypeOf(right)) return false;
  // A cycle is equal when the same two objects are already being compared further up.
  if (open.some(([a, b]) => a === left && b === right)) return true;
  const pairs: readonly Pair[] = [...open, [left, right]];
  return sameContent(left, right, pairs) && sameProperties(left, right, pairs);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function sameContent(left: object, right: object, open: readonly Pair[]): boolean {
  if (left instanceof Date && right instanceof Date) return +left === +right;
  if (left instanceof RegExp && right instanceof RegExp) return String(left) === String(right);
  if (left instanceof Error && right instanceof Error) {
    return left.message === right.message && left.name === right.name;
  }
  if (left instanceof Set && right instanceof Set) return sameMembers([...left], [...right], open);
  if (left instanceof Map && right instanceof Map) return sameMembers([...left], [...right], open);
  if (left instanceof URL && right instanceof URL) return left.href === right.href;
  return true;
}

function sameMembers(left: unknown[], right: unknown[], open: readonly Pair[]): boolean {
  if (left.length !== right.length) return false;
  const unmatched = [...right];
  return left.every((member) => {
    const index = unmatched.findIndex((other) => compare(member, other, open));
    if (index < 0) return false;
    unmatched.splice(index, 1);
    return true;
  });
}

function sameProperties(left: object, right: object, open: readonly Pair[]): boolean {
  const keys = ownKeys(left);
  if (keys.length !== ownKeys(right).length) return false;
  return keys.every(
    (key) => Object.hasOwn(right, key) && compare(read(left, key), read(right, key), open),
  );
}

function ownKeys(value: object): (string | symbol)[] {
  return Reflect.ownKeys(value).filter((key) =>
    Object.prototype.propertyIsEnumerable.call(value, key),
  );
}

function read(value: object, key: string | symbol): unknown {
  return Reflect.get(value, key);
}
