/** Asks a shop at Shopify for orders that changed, page by page, by its Admin API. */
import { setTimeout as rest } from 'node:timers/promises';
import { parseExactly } from '../exact-json.ts';
import { type Polling, SourceAway } from '../port.ts';
import { Told } from '../told.ts';

/** The oldest that has all fields; Shopify serves each for a year at least. */
const apiVersion = '2026-07';
/** How long a page is waited for when Shopify asks for patience, and how often. */
const patienceMaxMs = 30_000;
const patienceMax = 5;

/** Every order that changed since, the longest unchanged first. */
export async function* pollShopify(polling: Polling): AsyncGenerator<unknown> {
  const { url: shopUrl, token } = accessOf(polling.access);
  const first = new URL(`/admin/api/${apiVersion}/orders.json`, shopUrl);
  first.search = new URLSearchParams({
    status: 'any',
    updated_at_min: polling.since.toISOString(),
    order: 'updated_at asc',
    limit: '250',
  }).toString();
  for (let url: URL | null = first; url !== null; ) {
    const response: Response = await ask(url, token, polling);
    const body = await bodyOf(response, polling.signal);
    yield* new Told(body).at('orders').list.map(({ value }) => value);
    url = nextOf(response, url);
  }
}

function accessOf(access: unknown): { readonly url: string; readonly token: string } {
  const told = new Told(access, 'access');
  return { url: told.at('url').text, token: told.at('token').text };
}

async function ask(url: URL, token: string, polling: Polling): Promise<Response> {
  for (let tries = 0; ; tries += 1) {
    const response = await answerOf(url, token, polling);
    if (response.ok) return response;
    await response.body?.cancel();
    if (response.status !== 429 || tries === patienceMax) {
      throw new SourceAway(wordsOf(response.status));
    }
    const seconds = Number(response.headers.get('retry-after') ?? 2);
    const restMs = Number.isFinite(seconds) ? Math.max(0, seconds * 1_000) : 2_000;
    await rest(Math.min(restMs, patienceMaxMs), undefined, { signal: polling.signal });
  }
}

async function answerOf(url: URL, token: string, { fetch, signal }: Polling): Promise<Response> {
  const headers = { 'X-Shopify-Access-Token': token, Accept: 'application/json' };
  try {
    return await fetch(url, { headers, signal, redirect: 'manual' });
  } catch (error) {
    signal.throwIfAborted();
    const why = error instanceof Error ? error.message : 'unknown';
    throw new SourceAway(`${url.host} cannot be reached: ${why}`, { cause: error });
  }
}

async function bodyOf(response: Response, signal: AbortSignal): Promise<unknown> {
  try {
    return parseExactly(await response.text());
  } catch (error) {
    signal.throwIfAborted();
    throw new SourceAway('Shopify answered something that is not JSON.', { cause: error });
  }
}

function wordsOf(status: number): string {
  if (status === 401 || status === 403) {
    return `Shopify refuses the access token (${status}). It needs the scope read_orders.`;
  }
  return status === 404 || (status >= 300 && status < 400)
    ? `There is no shop at this address (${status}). Give the one that ends in .myshopify.com.`
    : `Shopify answered ${status}.`;
}

/** The next page; never at another origin, since the token would go there too. */
function nextOf(response: Response, asked: URL): URL | null {
  const link = /<([^>]*)>;\s*rel="?next"?/.exec(response.headers.get('link') ?? '')?.[1];
  if (link === undefined) return null;
  const next = URL.canParse(link, asked.href) ? new URL(link, asked) : null;
  if (next?.origin === asked.origin) return next;
  throw new SourceAway('Shopify named a next page that is not its own.');
}
