/** What the suite needs of the implementation under test, and what it gives back. */

import type { Id } from '../ids.ts';

/** What an implementation may lack; a case that asks for one of these says so. */
export const allNeeds = [
  /** `context.sign` and `context.organizationId`: the suite can speak as the sandbox provider. */
  'events',
  /** `context.advance`: time can be moved on. */
  'clock',
  /** Keys are looked up: made-up, revoked and foreign ones are told apart, and origins are held. */
  'keys',
  /** A second organization, and a key for live data. */
  'tenants',
  /** Answers say how long they may be kept, and answer `If-None-Match`. */
  'caching',
  /** Pages of other origins are told what they may read and send. */
  'cors',
  /** Bodies are held to their size and encoding, byte by byte. */
  'bytes',
  /** The live stream heeds `Last-Event-ID` and tells of changes. */
  'stream',
  /** Requests of many callers are worked on at the same time. */
  'concurrency',
  /** A client secret is held against the payment it was made for. */
  'secrets',
  /** Declined payments are counted, and whoever tries out cards is held up. */
  'guard',
  /** `context.donorToken`: mail goes out, and the suite can read it. */
  'mail',
  /** Links that are mailed hold only as they are, and for a time. */
  'links',
  /** The addresses for those who run it: `/healthz`, `/readyz`, `/metrics`, `/v1/openapi.json`. */
  'operations',
] as const;
export type Need = (typeof allNeeds)[number];

/** What the suite reads of a body that streams. */
export interface WireStream {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
    cancel(): Promise<void>;
  };
}

/** What the suite reads of an answer. */
export interface WireResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: WireStream | null;
  text(): Promise<string>;
}

/** What the suite sends. */
export interface WireRequest {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** Any function that behaves like the platform's `fetch`. */
export type WireFetch = (url: string, request: WireRequest) => Promise<WireResponse>;

/** Keys of one organization's test data. */
export interface KeyPair {
  /** Listed for `ConformanceContext.origin` alone. */
  readonly publishable: string;
  readonly secret: string;
}

/** One implementation to hold against the contract. */
export interface ConformanceContext {
  readonly fetch: WireFetch;
  /** Address without a slash at the end, such as `http://localhost:8787`. */
  readonly baseUrl: string;
  /** The origin that the publishable keys are listed for. */
  readonly origin: string;
  /** The organization that the suite makes its projects and gifts in. */
  readonly keys: KeyPair;
  /** Another organization; asked for by cases that need `tenants`. */
  readonly others?: KeyPair;
  /** Keys of the first organization's live data; asked for by cases that need `tenants`. */
  readonly live?: KeyPair;
  /** A secret key that was revoked; asked for by cases that need `keys`. */
  readonly revoked?: string;
  /**
   * Looks again and again until there is something, for at most a few seconds.
   *
   * @throws when `look` keeps answering undefined; the message says `what` was waited for
   */
  readonly waitUntil: <Value>(
    what: string,
    look: () => Promise<Value | undefined>,
  ) => Promise<Value>;
  /** The first organization's id, which events carry. */
  readonly organizationId?: Id<'organization'>;
  /** Value of `Kindcart-Sandbox-Signature` for a body, as if signed so many seconds ago. */
  readonly sign?: (body: string, secondsAgo: number) => string;
  /** The token of the newest link that was mailed to the address; waits for the mail. */
  readonly donorToken?: (email: string) => Promise<string>;
  /** Moves the implementation's time on, and lets what is then due happen. */
  readonly advance?: (ms: number) => Promise<void>;
}

/** One promise of the contract, to be run by any test runner. */
export interface ConformanceCase {
  readonly name: string;
  /** What the implementation must have for it. */
  readonly needs: readonly Need[];
  /** Resolves when the promise is kept; rejects with what was found instead. */
  readonly run: () => Promise<void>;
}
