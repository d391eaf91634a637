/** Posts one webhook: to a judged address, within a time, without following anybody elsewhere. */
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { AddressRefusedError, assertCallable, guardedLookup, type Lookup } from './addresses.ts';

/** How webhooks are posted. */
export interface PostOptions {
  /** Whether addresses of private networks are called, for development and tests. */
  readonly allowPrivate: boolean;
  /** Longest time for one try, its answer included; 15 seconds unless said otherwise. */
  readonly timeoutMs?: number;
  readonly lookup?: Lookup;
}

export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Gives the try up. */
  readonly signal: AbortSignal;
}

/** What came of a try. */
export type PostOutcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly retryAfter: string | undefined;
      /** The beginning of the answer. */
      readonly text: string;
    }
  | {
      readonly kind: 'address_refused' | 'not_reached' | 'timed_out';
      readonly detail: string | null;
    };

const defaultTimeoutMs = 15_000;
/** As much of an answer is kept as helps a person, and no more is read. */
const answerMaxBytes = 1_024;

/** @throws the signal's reason when the try was given up */
export async function post(posting: Posting, options: PostOptions): Promise<PostOutcome> {
  const tooLate = AbortSignal.timeout(options.timeoutMs ?? defaultTimeoutMs);
  const signal = AbortSignal.any([tooLate, posting.signal]);
  try {
    const response = await send(posting, options, signal);
    const text = await beginningOf(response);
    return {
      kind: 'answered',
      status: response.statusCode ?? 0,
      retryAfter: response.headers['retry-after'],
      text,
    };
  } catch (error) {
    posting.signal.throwIfAborted();
    if (tooLate.aborted) return { kind: 'timed_out', detail: null };
    if (error instanceof AddressRefusedError) {
      return { kind: 'address_refused', detail: error.message };
    }
    return { kind: 'not_reached', detail: detailOf(error) };
  }
}

/** Resolves when the status is there. */
function send(
  { url, headers, body }: Posting,
  { allowPrivate, lookup }: PostOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const address = new URL(url);
  assertCallable(address, allowPrivate);
  const bytes = Buffer.from(body);
  const request = address.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(address, {
      method: 'POST',
      // A connection of its own for each: one that is kept was judged for another time.
      agent: false,
      lookup: guardedLookup(allowPrivate, lookup),
      signal,
      headers: {
        'Content-Type': 'application/json',
        'Content-Length': bytes.length,
        'User-Agent': 'Kindcart-Webhooks',
        ...headers,
      },
    });
    sent.on('response', resolve);
    sent.on('error', reject);
    sent.end(bytes);
  });
}

/** The status counts, whatever becomes of the rest: a receiver that cuts its own answer has heard. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response) {
      const bytes = Buffer.from(chunk);
      chunks.push(bytes);
      length += bytes.length;
      if (length >= answerMaxBytes) break;
    }
  } catch {
    // Cut, or too slow: what came until then is what there is.
  }
  return textOf(Buffer.concat(chunks).subarray(0, answerMaxBytes).toString('utf8'));
}

/** Text of a stranger without what breaks storage or a terminal. */
function textOf(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ').trim();
}

function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : textOf(error.message);
}
