/** One call: its attempts, the waits between them, and its end. */
import type { EndpointName } from '@kindcart/contract/routes';
import { readAnswer } from './answer.ts';
import type { PreparedRequest } from './request.ts';
import { type Failure, failure, type Result } from './result.ts';
import { waitBeforeRetry } from './retry.ts';
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
    const waitMs = waitBeforeRetry(result, retries, { retriesMax, endMs, now, random });
    if (waitMs === null) return result;
    const interrupted = await until(signal, null, () => sleep(waitMs));
    if (interrupted) return interrupted;
  }
}

async function send(
  name: EndpointName,
  request: PreparedRequest,
  { fetch = platformFetch, now = Date.now, fresh }: CallSettings,
  signal: Signal,
): Promise<Result<unknown>> {
  const { url, ...init } = request;
  let response: Awaited<ReturnType<Fetch>>;
  let text: string;
  try {
    const cache = fresh ? 'no-cache' : 'default';
    response = await fetch(url, { ...init, credentials: 'omit', cache, signal });
    text = await response.text();
  } catch (cause) {
    return failure({
      code: 'network_error',
      message: `${name} got no answer: ${String(cause)}. Trying again is safe.`,
      retryable: true,
    });
  }
  return readAnswer(name, response, text, now());
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
  if (signal?.aborted) return aborted;
  const controller = newAbortController();
  let end: (why: Failure) => void = () => {};
  const ended = new Promise<Failure>((resolve) => {
    end = resolve;
  });
  const onAbort = () => end(aborted);
  signal?.addEventListener('abort', onAbort);
  const callOff = ms === null ? undefined : after(ms, () => end(timedOut));
  try {
    return await Promise.race([ended, work(controller.signal)]);
  } finally {
    callOff?.();
    signal?.removeEventListener('abort', onAbort);
    controller.abort();
  }
}

const aborted = failure({ code: 'aborted', message: 'The page cancelled the request.' });
const timedOut = failure({
  code: 'timeout',
  message: 'The answer did not come in time. Trying again is safe.',
  retryable: true,
});
