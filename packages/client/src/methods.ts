/** One method per endpoint: what a client is made of, and how each is called. */
import type { EndpointInput, EndpointOutput } from '@kindcart/contract';
import type { EndpointName, Route, routes } from '@kindcart/contract/routes';
import { type CallSettings, call } from './call.ts';
import { type CallInput, prepareRequest } from './request.ts';
import type { Result } from './result.ts';
import type { Fetch, Signal } from './web.ts';

/** What a client is made of. Everything but the address and the key has a default. */
export interface ClientOptions {
  /** Address of the platform, such as `https://give.example.org`; empty for the page's own origin. */
  readonly baseUrl: string;
  /** `pk_…` in a page, `sk_…` on a server. */
  readonly key: string;
  /** The platform's `fetch` when left out. */
  readonly fetch?: Fetch;
  /** How long one attempt may take, its body included; 10,000 ms when left out. */
  readonly timeoutMs?: number;
  /** How long a call may take with all its retries and waits; 30,000 ms when left out. */
  readonly deadlineMs?: number;
  /** Tries after the first; 3 when left out. */
  readonly retriesMax?: number;
  /** Resolves after so many milliseconds. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** A number from 0 up to, not including, 1; spreads the retries of many pages. */
  readonly random?: () => number;
  /** Milliseconds since the Unix epoch. */
  readonly now?: () => number;
}

/** What one call may set for itself. */
export interface CallOptions {
  /** Cancels the call; it then answers `aborted`. What was sent may still have been done. */
  readonly signal?: Signal;
  /** How long one attempt may take, in milliseconds. */
  readonly timeoutMs?: number;
  /** Tries after the first. */
  readonly retriesMax?: number;
  /** Asks past the browser's own cache, for who must know how things are now. */
  readonly fresh?: boolean;
  /** The solution of a challenge that the platform answered with `proof_required`. */
  readonly proof?: string;
}

/** Endpoints that a client calls: all but those where a payment provider signs. */
export type CallableName = {
  [Name in EndpointName]: (typeof routes)[Name]['access'] extends 'signed' ? never : Name;
}[EndpointName];

/** The method of one endpoint; its input may be left out where nothing in it is required. */
export type Method<Name extends CallableName> = (
  ...args: Record<never, never> extends EndpointInput<Name>
    ? [input?: EndpointInput<Name>, options?: CallOptions]
    : [input: EndpointInput<Name>, options?: CallOptions]
) => Promise<Result<EndpointOutput<Name>>>;

/** The maker of the methods of these rows. */
export function methodsOf<Known extends CallableName>(
  options: ClientOptions & Pick<CallSettings, 'moreCodes'>,
  rows: Readonly<Record<Known, Route>>,
) {
  function method<Name extends Known>(name: Name): Method<Name>;
  function method(name: Known) {
    return (input: CallInput = {}, callOptions: CallOptions = {}) =>
      call(name, prepareRequest(options, rows[name], input, callOptions.proof), {
        ...options,
        ...callOptions,
      });
  }
  return method;
}
