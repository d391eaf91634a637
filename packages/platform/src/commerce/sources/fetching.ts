/**
 * Asks shops, whose addresses merchants choose: of the public internet only, judged when they are
 * connected to, and without following anybody elsewhere.
 */
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { assertCallable, guardedLookup, type Lookup } from '../../webhooks/addresses.ts';

export interface FetchingOptions {
  /** Whether addresses of private networks are called, for development and tests. */
  readonly allowPrivate: boolean;
  /** Longest time for one answer; 30 seconds unless said otherwise. */
  readonly timeoutMs?: number;
  readonly lookup?: Lookup;
}

const defaultTimeoutMs = 30_000;
/** A page of 250 orders is a few megabytes. */
const answerMaxBytes = 64 * 1024 * 1024;

/** A `fetch` for shops. It rejects as `fetch` does; redirects are answers like any other. */
export function guardedFetch(options: FetchingOptions): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    assertCallable(url, options.allowPrivate);
    const tooLate = AbortSignal.timeout(options.timeoutMs ?? defaultTimeoutMs);
    const body = request.body === null ? null : Buffer.from(await request.arrayBuffer());
    const signal = AbortSignal.any([tooLate, request.signal]);
    try {
      return toResponse(...(await send(url, request, { body, signal }, options)));
    } catch (error) {
      request.signal.throwIfAborted();
      if (tooLate.aborted) throw new Error('no answer came in time', { cause: error });
      throw error;
    }
  };
}

async function send(
  url: URL,
  { method, headers }: Request,
  { body, signal }: { readonly body: Buffer | null; readonly signal: AbortSignal },
  { allowPrivate, lookup }: FetchingOptions,
): Promise<readonly [IncomingMessage, Uint8Array<ArrayBuffer>]> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(url, {
      method,
      // A connection of its own for each: one that is kept was judged for another time.
      agent: false,
      lookup: guardedLookup(allowPrivate, lookup),
      signal,
      headers: {
        'User-Agent': 'Kindcart',
        ...Object.fromEntries(headers),
        ...(body === null ? {} : { 'Content-Length': body.length }),
      },
    });
    sent.on('response', resolve);
    sent.on('error', reject);
    sent.end(body ?? undefined);
  });
  const answer = await answered;
  return [answer, await bytesOf(answer)];
}

function toResponse(
  { statusCode = 502, rawHeaders }: IncomingMessage,
  bytes: Uint8Array<ArrayBuffer>,
): Response {
  const isBare = statusCode === 204 || statusCode === 304;
  return new Response(isBare ? null : bytes, { status: statusCode, headers: pairs(rawHeaders) });
}

async function bytesOf(answer: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length > answerMaxBytes) throw new Error('the answer is larger than 64 MB');
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** Node's flat list of names and values. */
function pairs(rawHeaders: readonly string[]): Headers {
  const headers = new Headers();
  for (let place = 0; place + 1 < rawHeaders.length; place += 2) {
    headers.append(rawHeaders[place] ?? '', rawHeaders[place + 1] ?? '');
  }
  return headers;
}
