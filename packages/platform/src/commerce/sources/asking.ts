/** Asks a shop's own API, and says in words why it could not be asked. */
import { parseExactly } from './exact-json.ts';
import { type Polling, SourceAway } from './port.ts';

/** One request, and what a person can do where it is refused. */
export interface Question {
  readonly url: URL;
  readonly authorization: string;
  /** A sentence each, for a key that is not taken and for an API that is not there. */
  readonly help: { readonly key: string; readonly missing: string };
}

export interface Answer {
  /** Parsed JSON, in which whole numbers beyond 2^53 stand as text. */
  readonly body: unknown;
  readonly header: (name: string) => string | null;
}

/** Asks once. @throws SourceAway whatever breaks, in words that hold nothing of what was sent */
export async function ask({ fetch, signal }: Polling, question: Question): Promise<Answer> {
  const { url, authorization } = question;
  const headers = { authorization, accept: 'application/json' };
  const { host } = url;
  // A key follows to no other address than the one that it was given for.
  const response = await reach(host, () => fetch(url, { headers, signal, redirect: 'manual' }));
  if (!response.ok) {
    // A connection whose answer nobody reads would stay open.
    await response.body?.cancel();
    throw new SourceAway(`${host} ${refusalOf(response, question)}`);
  }
  const text = await reach(host, () => response.text());
  return { body: parsed(host, text), header: (name) => response.headers.get(name) };
}

async function reach<Value>(host: string, send: () => Promise<Value>): Promise<Value> {
  try {
    return await send();
  } catch (cause) {
    throw new SourceAway(`${host} could not be reached, or its answer broke off.`, { cause });
  }
}

function refusalOf({ status, headers }: Response, { help }: Question): string {
  if (status === 401 || status === 403) return `does not take the key (${status}). ${help.key}`;
  if (status === 404) return `knows no such address (404). ${help.missing}`;
  if (status === 429) {
    const [, seconds] = /^(\d{1,5})$/.exec(headers.get('retry-after') ?? '') ?? [];
    const until = seconds === undefined ? '' : `, and may again in ${seconds} seconds`;
    return `takes no more requests for now (429)${until}.`;
  }
  if (status >= 300 && status < 400) {
    return `has moved (${status}). Connect the shop by its new address.`;
  }
  return `answered ${status}. It will be asked again.`;
}

function parsed(host: string, text: string): unknown {
  try {
    return parseExactly(text);
  } catch (cause) {
    throw new SourceAway(`${host} answered something that is not JSON.`, { cause });
  }
}

/** Https, or plain HTTP to this very machine; over any other, a key could be read on the way. */
export function safeUrl(text: string): URL {
  const url = URL.parse(text);
  const isLocal = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1';
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)) return url;
  throw new SourceAway('The address that is kept is not an https address. Connect the shop again.');
}

/** A text of what was told when the shop was connected, such as a key. */
export function accessText(access: unknown, name: string): string {
  const value: unknown =
    typeof access === 'object' && access !== null ? Reflect.get(access, name) : undefined;
  if (typeof value === 'string' && value !== '') return value;
  throw new SourceAway(`Nothing is kept as ${name}. Connect the shop again, with its key.`);
}
