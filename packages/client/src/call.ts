/** One call: its attempts, the waits between them, and its end. */
import type { EndpointName } from '@kindcart/contract/routes';
import { readAnswer } from './answer.ts';
import type { PreparedRequest } from './request.ts';
import { type Failure, failure, type Result } from './result.ts';
import { waitMs } from './retry.ts';
import { after, type Fetch, newAbortController, platformFetch, type Signal } from './web.ts';

/** The settings of a client and of one call, joined. */
export interface CallSettings {
  readonly fetch?: Fetch;
  readonly timeoutMs?: number;
  readonly deadlineMs?: number;
  readonly retriesMax?: number;
  readonly sleep?: (ms: number) => Promise<void>;
  readonly random?: () => number;
  readonly now?: () => number;
  readonly signal?: Signal;
  readonly fresh?: boolean;
  /** Codes that no page meets. */
  readonly moreCodes?: readonly unknown[];
}

const platformSleep = (ms: number) => new Promise<void>((resolve) => after(ms, resolve));

/**
 * Sends a request until it has an answer worth giving to the caller. Every attempt is the same
 * request, idempotency key included, so an attempt that was done but not answered is not done twice.
 */
export async function call(
  name: EndpointName,
  request: PreparedRequest,
  settings: CallSettings,
): Promise<Result<unknown>> {
  const { retriesMax = 3, now = Date.now, random = Math.random, sleep = platformSleep } = settings;
  const { timeoutMs = 10_000, deadlineMs = 30_000, signal } = settings;
  const endMs = now() + deadlineMs;
  for (let retries = 0; ; retries += 1) {
    const attemptMs = Math.min(timeoutMs, endMs - now());
    const result = await until(signal, attemptMs, (stop) => send(name, request, settings, stop));
    if (result.ok || !result.error.retryable || retries >= retriesMax) return result;
    const pauseMs = waitMs(result.error.retryAfterMs, retries, random());
    if (now() + pauseMs >= endMs) return result;
    const interrupted = await until(signal, null, () => sleep(pauseMs));
    if (interrupted) return interrupted;
  }
}

async function send(
  name: EndpointName,
  { url, ...init }: PreparedRequest,
  { fetch = platformFetch, now = Date.now, fresh, moreCodes }: CallSettings,
  signal: Signal,
): Promise<Result<unknown>> {
  const cache = fresh ? 'no-cache' : 'default';
  let response: Awaited<ReturnType<Fetch>>;
  let text: string;
  try {
    response = await fetch(url, { ...init, credentials: 'omit', cache, signal });
    text = await response.text();
  } catch (cause) {
    return failure('network_error', `${name} got no answer: ${cause}`, { retryable: true });
  }
  return readAnswer(name, response, text, now(), moreCodes);
}

/**
 * Does the work until it is done, the caller cancels, or the time is over. The work is told to stop
 * and not waited for, since a `fetch` that hangs may not listen.
 */
async function until<Done>(
  signal: Signal | undefined,
  ms: number | null,
  work: (stop: Signal) => Promise<Done>,
): Promise<Done | Failure> {
  const aborted = failure('aborted', 'The page cancelled the request.');
  if (signal?.aborted) return aborted;
  const controller = newAbortController();
  const clean: (() => void)[] = [() => controller.abort()];
  const ended = new Promise<Failure>((resolve) => {
    const onAbort = () => resolve(aborted);
    signal?.addEventListener('abort', onAbort);
    clean.push(() => signal?.removeEventListener('abort', onAbort));
    const timeout = failure('timeout', 'No answer came in time.', { retryable: true });
    if (ms !== null) clean.push(after(ms, () => resolve(timeout)));
  });
  try {
    return await Promise.race([ended, work(controller.signal)]);
  } finally {
    for (const run of clean) run();
  }
}
