/** Asks for what is of a new day until it is told. */
const firstAskMinMs = 2_000;
const firstAskMaxMs = 20_000;
const pauseFirstMs = 60_000;
const pauseMaxMs = 60 * 60_000;

/**
 * How long to wait before the platform is asked again, in milliseconds: at first a moment by chance, as midnight is
 * the same for all pages, and then twice as long each time.
 *
 * @param asked - how often it was asked already
 * @param chance - from 0 up to, not including, 1
 */
export function askPauseMs(asked: number, chance: number): number {
  if (asked === 0) return firstAskMinMs + chance * (firstAskMaxMs - firstAskMinMs);
  return Math.min(pauseFirstMs * 2 ** (asked - 1), pauseMaxMs);
}

/**
 * Asks again and again, ever more rarely.
 *
 * @param random - a number from 0 up to, not including, 1
 * @returns calls it off
 */
export function keepAsking(ask: () => void, random: () => number = Math.random): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const wait = (asked: number) => {
    timer = setTimeout(
      () => {
        wait(asked + 1);
        ask();
      },
      askPauseMs(asked, random()),
    );
  };
  wait(0);
  return () => clearTimeout(timer);
}
