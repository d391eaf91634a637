/**
 * The few things of the web platform that the client uses, so that it compiles without the types of
 * a browser or of Node and runs on both.
 */

/** The platform's own AbortSignal where the compiler knows one, else what the client needs of it. */
export type Signal = typeof globalThis extends { AbortSignal: { prototype: infer Native } }
  ? Native
  : SignalLike;

interface SignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** What the client sends. */
export interface FetchInit {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly credentials: 'omit';
  readonly cache: 'default' | 'no-cache';
  readonly signal: Signal;
  readonly body?: string;
}

/** What the client reads of an answer. */
export interface FetchResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** Any function that behaves like the platform's `fetch`. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

declare function fetch(url: string, init: FetchInit): Promise<FetchResponse>;
declare function setTimeout(run: () => void, ms: number): number;
declare function clearTimeout(timer: number): void;
declare const AbortController: new () => {
  readonly signal: Signal;
  abort(reason?: unknown): void;
};

/** The platform's `fetch`, looked up at each call so that a test or a tracer can replace it. */
export const platformFetch: Fetch = (url, init) => fetch(url, init);

/** Runs `run` after `ms` milliseconds; the function it returns calls that off. */
export function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

export function newAbortController(): InstanceType<typeof AbortController> {
  return new AbortController();
}
