/** How the stand-in of Stripe fails when it is told to fail by chance: by a seed, so that a run can be repeated. */

/** Chances are parts of one. */
export interface Chaos {
  readonly seed: number;
  /** Requests that each endpoint takes in a second; Stripe's own limit is 25. */
  readonly perSecond: number;
  /** Answers 500; every other of them after Stripe has begun, which is then its answer for that key. */
  readonly error: number;
  /** Does the work and loses the connection. */
  readonly cut: number;
}

export type Mishap = 429 | 500 | 'lasting 500' | 'cut after the work' | undefined;

/** Numbers from 0 to 1 by mulberry32, which is small and good enough to choose by. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Decides for one request after another what befalls it. */
export function mishapsOf({ seed, perSecond, error, cut }: Chaos): (line: string) => Mishap {
  const random = randomOf(seed);
  const lately = new Map<string, number[]>();
  return (line) => {
    const endpoint = line.replace(/\?.*|\/\w+_\w+/g, '');
    const nowMs = performance.now();
    const times = (lately.get(endpoint) ?? []).filter((time) => time > nowMs - 1_000);
    lately.set(endpoint, times);
    if (times.length >= perSecond) return 429;
    times.push(nowMs);
    const chance = random();
    if (chance < error) return random() < 0.5 ? 500 : 'lasting 500';
    return chance < error + cut ? 'cut after the work' : undefined;
  };
}
