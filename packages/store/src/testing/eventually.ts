import type { TestContext } from 'node:test';

/** Waits until the condition throws no more; patient, since machines that test may be busy. */
export function eventually<Value>(t: TestContext, condition: () => Value): Promise<Awaited<Value>> {
  return t.waitFor(condition, { timeout: 20_000, interval: 2 });
}
