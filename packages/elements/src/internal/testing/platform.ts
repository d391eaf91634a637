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

const baseUrl = 'https://platform.test';

async function respond(canned: Canned): Promise<Response> {
  if (canned === 'pending') return new Promise<Response>(() => {});
  if (canned === 'offline') throw new TypeError('Failed to fetch');
  const { status = 200, body } = canned;
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } });
}

async function read(request: Request): Promise<Asked> {
  const url = new URL(request.url);
  const found = patterns.find(
    ({ method, pattern }) => method === request.method && pattern.test(url.pathname),
  );
  if (!found) throw new TypeError(`No endpoint: ${request.method} ${url.pathname}`);
  const text = await request.text();
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  return { endpoint: found.name, url, headers: request.headers, body };
}

/** Puts a platform in the place of the network. */
export function openPlatform(answers: Answers): FakePlatform {
  const realFetch = window.fetch;
  const realEventSource = window.EventSource;
  const put = (value: unknown) =>
    Object.defineProperty(window, 'EventSource', { value, configurable: true, writable: true });
  const asked: Asked[] = [];
  let current = answers;

  async function answer(request: Request): Promise<Response> {
    const one = await read(request);
    asked.push(one);
    const { status, example } = endpoints[one.endpoint];
    const given = current[one.endpoint] ?? { status, body: example.response };
    return respond(typeof given === 'function' ? given(one) : given);
  }

  window.fetch = (input, init) => {
    const request = new Request(input, init);
    return request.url.startsWith(baseUrl) ? answer(request) : realFetch(request);
  };
  put(FakeEventSource);
  return {
    baseUrl,
    asked,
    answer(next) {
      current = next;
    },
    close() {
      window.fetch = realFetch;
      put(realEventSource);
    },
  };
}
