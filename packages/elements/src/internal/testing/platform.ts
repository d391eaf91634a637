/**
 * A platform at the network's edge for tests of elements: the real client and store talk to it
 * through `fetch` and `EventSource`, and it answers what a state says.
 */
import { endpoints } from '@kindcart/contract';
import { errors, type ProblemCode } from '@kindcart/contract/errors';
import { type EndpointName, endpointNames, routes } from '@kindcart/contract/routes';

/** What a platform was asked. */
export interface Asked {
  readonly endpoint: EndpointName;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A body with its status, nothing for ever, or a cut connection; as in the states of elements. */
export type Canned = { readonly status?: number; readonly body: unknown } | 'pending' | 'offline';

/** What is answered at an endpoint: always the same, or by the request. */
export type Answer = Canned | ((asked: Asked) => Canned);

/** What is answered at each endpoint; the others answer with the contract's example. */
export type Answers = Readonly<Partial<Record<EndpointName, Answer>>>;

/** A failure of the contract, as the platform words it. */
export function problem(code: ProblemCode): Canned {
  const { status, sentence, retryable } = errors[code];
  const rest = { type: 'about:blank', title: code, status, code, retryable };
  return { status, body: { ...rest, detail: sentence, requestId: 'req_test' } };
}

/** The answers one after the other, and the last for ever. */
export function oneByOne(...list: readonly Canned[]): Answer {
  let next = 0;
  return () => {
    const answer = list[Math.min(next, list.length - 1)];
    next += 1;
    return answer ?? 'pending';
  };
}

const patterns = endpointNames.map((name) => {
  const { method, path } = routes[name];
  return { name, method, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`) };
});

/** A stand-in for EventSource that a test speaks through. */
export class FakeEventSource extends EventTarget {
  static readonly #open = new Set<FakeEventSource>();
  readonly url: string;
  readyState = 1;

  constructor(url: string) {
    super();
    this.url = url;
    FakeEventSource.#open.add(this);
    queueMicrotask(() => this.dispatchEvent(new Event('open')));
  }

  close(): void {
    this.readyState = 2;
    FakeEventSource.#open.delete(this);
  }

  /** How many streams are open. */
  static get open(): number {
    return FakeEventSource.#open.size;
  }

  /** Addresses of the streams that are open. */
  static get urls(): string[] {
    return [...FakeEventSource.#open].map(({ url }) => url);
  }

  /** Forgets all streams, so that none of a page before is left. */
  static reset(): void {
    FakeEventSource.#open.clear();
  }

  /** Sends an event down every open stream. */
  static tell(type: string, data: unknown): void {
    for (const source of FakeEventSource.#open) {
      source.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
    }
  }
}

/** A platform that is up. */
export interface FakePlatform {
  readonly baseUrl: string;
  /** Everything that it was asked, in order. */
  readonly asked: readonly Asked[];
  /** Replaces what it answers from now on. */
  readonly answer: (answers: Answers) => void;
  /** Gives the page its own `fetch` and `EventSource` back. */
  readonly close: () => void;
}

let opened = 0;
let last: FakePlatform | undefined;

/** Puts a value in the place of one of the page's own; returns how to put that back. */
function replace(name: 'EventSource' | 'sessionStorage' | 'fetch', value: unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(window, name);
  Object.defineProperty(window, name, { value, configurable: true, writable: true });
  return () => {
    if (own) Object.defineProperty(window, name, own);
  };
}

async function respond(canned: Canned): Promise<Response> {
  if (canned === 'pending') return new Promise<Response>(() => {});
  if (canned === 'offline') throw new TypeError('Failed to fetch');
  const { status = 200, body } = canned;
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  const text = JSON.stringify(body);
  const response = new Response(text, { status, headers: { 'Content-Type': type } });
  // A browser reads a body on another thread, and a frame may come first. Here no frame does.
  Object.defineProperty(response, 'text', { value: async () => text });
  return response;
}

function read({ url: address, method, headers }: Request, init: RequestInit = {}): Asked {
  const url = new URL(address);
  const found = patterns.find((one) => one.method === method && one.pattern.test(url.pathname));
  if (!found) throw new TypeError(`No endpoint: ${method} ${url.pathname}`);
  const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
  return { endpoint: found.name, url, headers, body };
}

/**
 * Puts a platform in the place of the network. A store outlives its elements, as it should on a
 * page; here its late requests get no answer, and its late words do not reach the tab's storage,
 * so that a test is alone. Opening one closes the one before.
 */
export function openPlatform(answers: Answers): FakePlatform {
  last?.close();
  opened += 1;
  const baseUrl = `https://platform-${opened}.test`;
  const realFetch = window.fetch;
  const realRandom = Math.random;
  const realStorage = window.sessionStorage;
  const asked: Asked[] = [];
  let current = answers;
  let closed = false;

  async function answer(request: Request, init?: RequestInit): Promise<Response> {
    const one = read(request, init);
    asked.push(one);
    const { status, example } = endpoints[one.endpoint];
    const given = current[one.endpoint] ?? { status, body: example.response };
    const response = await respond(typeof given === 'function' ? given(one) : given);
    return closed ? respond('pending') : response;
  }

  const giveBack = [
    replace('EventSource', FakeEventSource),
    replace('fetch', (input: RequestInfo, init?: RequestInit) => {
      const request = new Request(input, init);
      if (request.url.startsWith(baseUrl)) return answer(request, init);
      return new URL(request.url).host.endsWith('.test') ? respond('pending') : realFetch(request);
    }),
    replace('sessionStorage', {
      getItem: (key: string) => realStorage.getItem(key),
      setItem: (key: string, value: string) => !closed && realStorage.setItem(key, value),
      removeItem: (key: string) => !closed && realStorage.removeItem(key),
      clear: () => realStorage.clear(),
    }),
  ];
  // The client spreads its retries by chance; with the smallest they come at once.
  Math.random = () => 0;
  last = {
    baseUrl,
    asked,
    answer(next) {
      current = next;
    },
    close() {
      if (closed) return;
      closed = true;
      for (const each of giveBack) each();
      Math.random = realRandom;
      FakeEventSource.reset();
    },
  };
  return last;
}
