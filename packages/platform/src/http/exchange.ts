/** One request on its way through the house, and how its answer is dressed. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Id, ProblemCode } from '@kindcart/contract';
import { dataHeaders, type Headers as PlainHeaders, standingHeaders } from './cors.ts';
import type { Drain } from './drain.ts';

/** What @hono/node-server hands over; absent in tests that call the app without a socket. */
export interface NodeBindings {
  readonly incoming?: IncomingMessage | undefined;
  readonly outgoing?: ServerResponse | undefined;
}

/** What an exchange is made of. */
export interface ExchangeStart extends NodeBindings {
  readonly request: Request;
  readonly requestId: Id<'request'>;
  readonly startedMs: number;
  readonly drain: Drain;
  /** How many proxies in front are trusted to tell the client's address. */
  readonly trustedProxies: number;
}

const requestIdPattern = /^[\w.:-]{1,128}$/;

/** One request and what is known of it so far. */
export class Exchange {
  readonly request: Request;
  readonly incoming: IncomingMessage | undefined;
  readonly requestId: Id<'request'>;
  readonly startedMs: number;
  readonly trustedProxies: number;
  /** Template of the matched path, for logs and metrics. */
  route = 'unmatched';
  /** The key that was let in. */
  keyId: Id<'key'> | undefined = undefined;
  /** The problem that was answered. */
  problem: ProblemCode | undefined = undefined;
  /** Puts a problem into a page, where a person and no program is reading. */
  sayProblem: ((code: ProblemCode, headers: PlainHeaders) => Response) | undefined = undefined;
  /** Headers that the answer gets whatever it says, such as the rate limit's. */
  readonly headers: PlainHeaders = {};
  /** The answer that already has all headers. */
  dressed: Response | undefined = undefined;
  readonly #drain: Drain;
  #query: URLSearchParams | undefined;

  constructor(start: ExchangeStart) {
    this.request = start.request;
    this.incoming = start.incoming;
    this.requestId = start.requestId;
    this.startedMs = start.startedMs;
    this.trustedProxies = start.trustedProxies;
    this.#drain = start.drain;
    this.headers['X-Request-Id'] = start.requestId;
  }

  get method(): string {
    return this.request.method;
  }

  /** The caller's own request id, when it is one that a log can hold. */
  get upstreamRequestId(): string | undefined {
    const sent = this.header('x-request-id');
    return sent !== undefined && requestIdPattern.test(sent) ? sent : undefined;
  }

  /** Value of a request header, its name in lower case. */
  header(name: string): string | undefined {
    // Node's own table is at hand already; building a Headers object for each request is not free.
    if (this.incoming === undefined) return this.request.headers.get(name) ?? undefined;
    const value = this.incoming.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  /** The query, parsed at the first look. */
  get query(): URLSearchParams {
    if (this.#query === undefined) {
      const { url } = this.request;
      const start = url.indexOf('?');
      this.#query = new URLSearchParams(start === -1 ? '' : url.slice(start + 1));
    }
    return this.#query;
  }

  /** Headers of this exchange; the connection ends with the answer when the process does. */
  #own(): PlainHeaders {
    return this.#drain.draining ? { ...this.headers, Connection: 'close' } : this.headers;
  }

  /** An answer that is data, with all its headers. */
  answer(status: number, body: string | null, headers: PlainHeaders): Response {
    const response = new Response(body, {
      status,
      headers: { ...dataHeaders, ...this.#own(), ...headers },
    });
    this.dressed = response;
    return response;
  }

  /** Adds the headers that every answer has to one that a room made by itself. */
  dress(response: Response): Response {
    if (this.dressed === response) return response;
    for (const headers of [standingHeaders, this.#own()]) {
      for (const [name, value] of Object.entries(headers)) {
        if (!response.headers.has(name)) response.headers.set(name, value);
      }
    }
    this.dressed = response;
    return response;
  }
}
