/**
 * Serves pages for people: access and limits as for any address, but whatever goes wrong is said in
 * words of the visitor's language, on a page.
 */
import type { ProblemCode } from '@kindcart/contract';
import { errors } from '@kindcart/contract/errors';
import type { Api } from '../http/api.ts';
import { decodeForm, readBytes } from '../http/body.ts';
import type { Headers } from '../http/cors.ts';
import { route } from '../http/endpoint.ts';
import { etagOf, matchesEtag } from '../http/etag.ts';
import type { Exchange } from '../http/exchange.ts';
import { documentOf, noticeOf, type PageContent, type PageFile, pageFiles } from './document.ts';
import { wordsFor } from './language.ts';
import type { Words } from './locales/words.ts';
import { type PageNeeds, pageHeaders } from './policy.ts';

/** A page and how it is answered. */
export interface PageAnswer extends PageContent {
  readonly status: number;
  /** What its policy has to let through. */
  readonly needs?: PageNeeds;
  readonly headers?: Headers;
}

/** What a page's handler gets. */
export interface PageCall {
  readonly exchange: Exchange;
  readonly params: Readonly<Record<string, string>>;
  /** What was posted; empty where nothing was. */
  readonly form: URLSearchParams;
  /** The visitor's words, for a page about something in a language. */
  wordsFor(language?: string): Words;
}

/** An address for people. */
export interface PageRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Whether a post counts as beginning a donation. */
  readonly beginsDonation?: boolean;
  /** Origins of the platform's own pages; a post has to come from one of them. */
  readonly ownOrigins: () => readonly string[];
}

/** Hangs a page on the house. */
export function servePage(
  api: Api,
  { method, path, beginsDonation = false, ownOrigins }: PageRoute,
  handler: (call: PageCall) => Promise<Response>,
): void {
  const access = { method, path, access: 'open', limited: true, beginsDonation } as const;
  const prepare = (exchange: Exchange) => {
    exchange.sayProblem = (code, headers) => problemPage(exchange, code, headers);
  };
  route(api, { ...access, prepare }, async ({ exchange, params }) => {
    if (method === 'POST' && !isOwnPost(exchange, ownOrigins())) return strangersPage(exchange);
    const form =
      method === 'POST' ? decodeForm(exchange, await readBytes(exchange)) : new URLSearchParams();
    const asked = (language?: string) => wordsOf(exchange, language);
    return handler({ exchange, params, form, wordsFor: asked });
  });
}

/** Hangs what every page loads on the house. */
export function servePageFiles(api: Api): void {
  for (const file of pageFiles) servePageFile(api, file);
}

/** Hangs a file that pages load on the house. */
export function servePageFile(api: Api, { path, type, text, version }: PageFile): void {
  const etag = etagOf(text);
  route(api, { method: 'GET', path, access: 'open', limited: false }, ({ exchange }) => {
    const isNamed = exchange.query.get('v') === version;
    const headers = {
      ETag: etag,
      'Content-Type': type,
      'Cache-Control': isNamed ? 'public, max-age=31536000, immutable' : 'no-cache',
    };
    return matchesEtag(exchange.header('if-none-match'), etag)
      ? new Response(null, { status: 304, headers })
      : new Response(text, { headers });
  });
}

/** The page as an answer, with the strict headers of all pages. */
export function answerPage({ status, needs = {}, headers = {}, ...page }: PageAnswer): Response {
  return new Response(documentOf(page), {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      // Pages are one visitor's: the form's key, the language, the gift.
      'Cache-Control': 'no-store',
      ...pageHeaders(needs),
      ...headers,
    },
  });
}

/** Leads the browser on after a post, so that a reload posts nothing. */
export function leadTo(url: string): Response {
  return new Response(null, {
    status: 303,
    headers: { Location: url, 'Cache-Control': 'no-store' },
  });
}

/** A page with one thing to say. */
export function noticePage(
  status: number,
  words: Words,
  notice: Parameters<typeof noticeOf>[0],
  headers: Headers = {},
): Response {
  const body = noticeOf(notice);
  return answerPage({ status, words, title: notice.title, unlisted: true, body, headers });
}

function wordsOf(exchange: Exchange, language?: string): Words {
  const header = exchange.header('accept-language');
  return wordsFor({ asked: exchange.query.get('lang'), header }, language);
}

/**
 * Whether a post comes from a page of the platform. Browsers say so themselves; those that do not say
 * it at all name the page's origin, which on a machine without a public name is the one asked.
 */
function isOwnPost(exchange: Exchange, ownOrigins: readonly string[]): boolean {
  const site = exchange.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = exchange.header('origin');
  if (origin === undefined || !URL.canParse(origin)) return false;
  return ownOrigins.includes(origin) || new URL(origin).host === exchange.header('host');
}

function strangersPage(exchange: Exchange): Response {
  const words = wordsOf(exchange);
  const { elsewhere: title, elsewhereHow } = words.failures;
  return noticePage(403, words, { title, lines: [elsewhereHow], kind: 'bad' });
}

/** A problem in words, where a program would get its details. */
function problemPage(exchange: Exchange, code: ProblemCode, headers: Headers): Response {
  const words = wordsOf(exchange);
  const { busy, busyHow, general, generalHow } = words.failures;
  const notice =
    code === 'rate_limited'
      ? { title: busy, lines: [busyHow] }
      : { title: general, lines: [generalHow, exchange.requestId] };
  const { 'Content-Type': _, ...kept } = headers;
  return noticePage(errors[code].status, words, { ...notice, kind: 'bad' }, kept);
}
