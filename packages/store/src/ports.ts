/** What the store needs of the world, each a port with a default, so that tests need no browser. */
import type { LiveHandlers } from './live.ts';

/** Time: what it is, and something later. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: () => number;
  /** Runs `run` after `ms` milliseconds; the function it returns calls that off. */
  readonly after: (ms: number, run: () => void) => () => void;
}

/** The part of `sessionStorage` that the store uses. */
export interface StoragePort {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Opens the live stream at an address; the function it returns closes it. */
export type OpenLive = (url: string, handlers: LiveHandlers) => () => void;

declare function setTimeout(run: () => void, ms: number): number;
declare function clearTimeout(timer: number): void;
declare const crypto: { randomUUID(): string };

/** The platform's own clock. */
export const platformClock: Clock = {
  nowMs: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** A fresh idempotency key: a random UUID, so no two pages ever make the same. */
export const randomKey = (): string => crypto.randomUUID();
