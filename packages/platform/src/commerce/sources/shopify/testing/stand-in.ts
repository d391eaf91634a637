/** A stand-in for a shop at Shopify: signs what it tells, and answers who asks for orders. */
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export const shopifySecret = 'shopify_secret_only_for_tests_0123456789';
export const shopifyToken = 'shpat_only_for_tests';

/** Headers of a webhook; only the body is signed. */
export function signed(
  body: string | Uint8Array,
  { secret = shopifySecret, topic = 'orders/updated' } = {},
): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'X-Shopify-Topic': topic,
    'X-Shopify-Hmac-Sha256': createHmac('sha256', secret).update(body).digest('base64'),
    'X-Shopify-Shop-Domain': 'tea.myshopify.com',
    'X-Shopify-Webhook-Id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
    'X-Shopify-API-Version': '2026-07',
  };
}

/** An order as it stands at the shop: its body as JSON, where large ids are numbers. */
export interface ShopOrder {
  readonly updatedAt: string;
  readonly json: string;
}

export interface StandIn {
  readonly url: string;
  readonly orders: ShopOrder[];
  /** Queries that came in, in order. */
  readonly asked: URL[];
  /** Answers the next requests, each one, in place of orders. */
  readonly moods: ((response: ServerResponse) => void)[];
  close(): Promise<void>;
}

/** Serves `GET /admin/api/…/orders.json`, two orders to a page. */
export async function startShopify(): Promise<StandIn> {
  const orders: ShopOrder[] = [];
  const asked: URL[] = [];
  const moods: StandIn['moods'] = [];
  const server = createServer((request, response) => {
    const mood = moods.shift();
    if (mood !== undefined) return mood(response);
    return answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const url = `http://127.0.0.1:${port}`;

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const at = new URL(request.url ?? '', url);
    asked.push(at);
    if (request.headers['x-shopify-access-token'] !== shopifyToken) {
      response.writeHead(401).end('{"errors":"[API] Invalid API key or access token"}');
      return;
    }
    if (at.pathname !== '/admin/api/2026-07/orders.json') {
      response.writeHead(404).end('{"errors":"Not Found"}');
      return;
    }
    const since = Date.parse(at.searchParams.get('updated_at_min') ?? '');
    const page = Number(at.searchParams.get('page_info') ?? 0);
    const changed = orders
      .filter(({ updatedAt }) => !(Date.parse(updatedAt) < since))
      .toSorted((a, b) => Date.parse(a.updatedAt) - Date.parse(b.updatedAt));
    const shown = changed.slice(page * pageSize, (page + 1) * pageSize);
    const next = new URL(at);
    next.searchParams.set('page_info', String(page + 1));
    const link = `<${next.href}>; rel="next"`;
    const isLast = changed.length <= (page + 1) * pageSize;
    response
      .writeHead(200, { 'Content-Type': 'application/json', ...(isLast ? {} : { Link: link }) })
      .end(`{"orders":[${shown.map(({ json }) => json).join(',')}]}`);
  }

  return {
    url,
    orders,
    asked,
    moods,
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}

const pageSize = 2;
