import type { TestContext } from 'node:test';

/**
 * Catches what the page is to run after so long a time, so that a test can let it pass.
 *
 * @returns runs what was caught last
 */
export function catchTimeout(
  t: Pick<TestContext, 'after'>,
  isCaught: (ms: number) => boolean,
): () => void {
  const real = window.setTimeout;
  let due: (() => void) | undefined;
  const caught = (run: () => void, ms = 0) => {
    if (!isCaught(ms)) return real(run, ms);
    due = run;
    return 0;
  };
  Object.defineProperty(window, 'setTimeout', { value: caught, configurable: true });
  t.after(() => Object.defineProperty(window, 'setTimeout', { value: real, configurable: true }));
  return () => due?.();
}
