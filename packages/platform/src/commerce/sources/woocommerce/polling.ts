/** Asks a shop's REST API for the orders that changed. */
import { accessText, ask, safeUrl } from '../asking.ts';
import { type Polling, SourceAway } from '../port.ts';

/** `any` leaves out what is in the trash. */
const statuses = ['any', 'trash'] as const;
const perPage = 100;

const help = {
  key: 'Make a new one under WooCommerce → Settings → Advanced → REST API, with permission to read, and connect the shop again.',
  missing: 'Is the address that of the shop, and are its permalinks other than "plain"?',
};

/**
 * Orders that move to the end while pages are read push others one place forward, out of a page that is
 * yet to come. Such a one is found in the next window, which overlaps this one.
 */
export async function* pollOrders(polling: Polling): AsyncGenerator<unknown> {
  const { access, since } = polling;
  const key = `${accessText(access, 'consumerKey')}:${accessText(access, 'consumerSecret')}`;
  const authorization = `Basic ${Buffer.from(key).toString('base64')}`;
  const orders = ordersUrl(accessText(access, 'url'));
  for (const status of statuses) {
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const url = new URL(`${orders}?${queryOf(status, since, page)}`);
      const { body, header } = await ask(polling, { url, authorization, help });
      if (!Array.isArray(body)) {
        throw new SourceAway(`${url.host} answered something else than a list of orders.`);
      }
      yield* body;
      pages = Number.parseInt(header('x-wp-totalpages') ?? '1', 10);
    }
  }
}

/** With the folder that WordPress is in, if any. */
function ordersUrl(shop: string): string {
  const { origin, pathname } = safeUrl(shop);
  return `${origin}${pathname.replace(/\/+$/, '')}/wp-json/wc/v3/orders`;
}

function queryOf(status: string, since: Date, page: number): URLSearchParams {
  // The shop takes "after" to the letter, and counts in seconds.
  const after = new Date(since.getTime() - 1_000).toISOString().slice(0, 19);
  return new URLSearchParams({
    status,
    modified_after: after,
    dates_are_gmt: 'true',
    orderby: 'modified',
    order: 'asc',
    per_page: `${perPage}`,
    page: `${page}`,
  });
}
