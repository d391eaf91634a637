/**
 * When declined payments look like somebody trying out stolen cards, and what is done about it: first
 * at the address, then wherever the same card was tried, and only then at the key. Pure.
 */

/** How far back a decline is held against anybody. */
export const windowMs = 10 * 60_000;

/** What each measure needs, within the window. */
export const thresholds = {
  /** An address with so many declines is asked for proof of work. */
  addressProof: 5,
  /** One with so many begins nothing more. */
  addressPause: 20,
  /** Whoever tried a card with so many declines, anywhere, is asked for proof of work. */
  cardProof: 5,
  /** So many count of one address or one card for the key: no single one stops the others. */
  sourceMax: 5,
  /** A key with so many, in so large a share of what was begun, asks everybody. */
  keyProof: { declines: 10, sharePercent: 40 },
  /** And is paused with so many. */
  keyPause: { declines: 40, sharePercent: 70 },
  /** Declines that one payment takes before it is closed. */
  payment: 5,
} as const;

/** Declines from one address with one card. */
export interface DeclineCount {
  readonly address: string;
  /** Null where the provider names no card. */
  readonly card: string | null;
  readonly declines: number;
}

/** What happened with a key within the window, and since its last pause ended. */
export interface KeyFacts {
  readonly counts: readonly DeclineCount[];
  /** Donations begun. */
  readonly attempts: number;
  /** When its pause ends; null when it has none. */
  readonly pausedUntilMs: number | null;
}

/** The facts, weighed once for many questions. */
export interface KeyWeight {
  readonly declines: number;
  readonly attempts: number;
  readonly pausedUntilMs: number | null;
  readonly byAddress: ReadonlyMap<string, number>;
  /** Addresses that tried a card with too many declines. */
  readonly triedBurntCard: ReadonlySet<string>;
}

/** What is done about a donation that is about to begin. */
export type Verdict =
  | { readonly kind: 'open' }
  | { readonly kind: 'proof'; readonly numberMax: number }
  | { readonly kind: 'paused'; readonly of: 'address' | 'key'; readonly untilMs: number };

/** Weighs a key's facts, where one address or card counts for no more than `sourceMax`. */
export function weigh({ counts, attempts, pausedUntilMs }: KeyFacts): KeyWeight {
  const byAddress = sums(counts, ({ address }) => address);
  const byCard = sums(counts, ({ card }) => card);
  const left = new Map<string, number>();
  let declines = 0;
  let excess = 0;
  for (const count of counts) {
    const sources = [`address ${count.address}`, ...(count.card === null ? [] : [count.card])];
    const room = sources.map((source) => left.get(source) ?? thresholds.sourceMax);
    const taken = Math.min(count.declines, ...room);
    for (const [place, source] of sources.entries()) left.set(source, (room[place] ?? 0) - taken);
    declines += taken;
    excess += count.declines - taken;
  }
  const burnt = counts.filter(
    ({ card }) => card !== null && (byCard.get(card) ?? 0) >= thresholds.cardProof,
  );
  return {
    declines,
    // What was declined was begun, whether or not this process has heard of it yet.
    attempts: Math.max(attempts - excess, declines),
    pausedUntilMs,
    byAddress,
    triedBurntCard: new Set(burnt.map(({ address }) => address)),
  };
}

function sums(
  counts: readonly DeclineCount[],
  nameOf: (count: DeclineCount) => string | null,
): Map<string, number> {
  const sum = new Map<string, number>();
  for (const count of counts) {
    const name = nameOf(count);
    if (name !== null) sum.set(name, (sum.get(name) ?? 0) + count.declines);
  }
  return sum;
}

/** What is done about a donation that somebody at the address is about to begin. */
export function judge(weight: KeyWeight, address: string, nowMs: number): Verdict {
  const { pausedUntilMs, byAddress, triedBurntCard } = weight;
  if (pausedUntilMs !== null && pausedUntilMs > nowMs) {
    return { kind: 'paused', of: 'key', untilMs: pausedUntilMs };
  }
  const declines = byAddress.get(address) ?? 0;
  if (declines >= thresholds.addressPause) {
    return { kind: 'paused', of: 'address', untilMs: nowMs + windowMs };
  }
  const isAsked =
    declines >= thresholds.addressProof ||
    triedBurntCard.has(address) ||
    reaches(weight, thresholds.keyProof);
  return isAsked ? { kind: 'proof', numberMax: numberMaxOf(declines) } : { kind: 'open' };
}

/** Whether the key is to be paused now. */
export function isToPause(weight: KeyWeight): boolean {
  return weight.pausedUntilMs === null && reaches(weight, thresholds.keyPause);
}

function reaches(
  { declines, attempts }: KeyWeight,
  least: { readonly declines: number; readonly sharePercent: number },
): boolean {
  return declines >= least.declines && declines * 100 >= attempts * least.sharePercent;
}

/** About a second on a phone. */
const numberMaxFirst = 50_000;
const numberMaxMost = 400_000;

/** Twice the work for every five declines more. */
function numberMaxOf(declines: number): number {
  const steps = Math.max(0, Math.floor(declines / 5) - 1);
  return Math.min(numberMaxFirst * 2 ** steps, numberMaxMost);
}

const pauseMinutes = [5, 15, 60, 240] as const;

/** How long a pause lasts, which grows with each that the key had within a day. */
export function pauseMs(pausesBefore: number): number {
  const minutes = pauseMinutes[Math.min(pausesBefore, pauseMinutes.length - 1)] ?? 0;
  return minutes * 60_000;
}
