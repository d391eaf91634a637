/**
 * A shop on WooCommerce as far as the platform knows it: its REST API on a port of this machine, and its
 * webhooks, which it sends as WooCommerce does: each once and never again, with the order as it stands
 * when it is sent, and with an id that two deliveries of one second share.
 */
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type WooOrder, wooOrder, wooRefund } from './order.ts';

/** How one request to the API is to fail. */
export type Mishap =
  | 401
  | 404
  | 429
  | 500
  | 301
  | 'cut'
  | 'cut in the middle'
  | 'a page'
  | 'an error';

export interface WooDelivery {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Topic = 'created' | 'updated' | 'deleted' | 'restored';

export interface WooShop {
  /** The shop's address, with the folder that its WordPress is in. */
  readonly url: string;
  readonly access: { url: string; consumerKey: string; consumerSecret: string };
  readonly secret: string;
  /** Paths and queries that were asked for. */
  readonly requests: readonly string[];
  /** A new order; gives its id. */
  place(order?: WooOrder): number;
  change(id: number, change: WooOrder): void;
  refund(id: number, total: string): void;
  trash(id: number): void;
  restore(id: number): void;
  /** What waits to be sent, built now, and gone from the shop. */
  deliveries(): WooDelivery[];
  /** The unsigned form that a webhook begins with. */
  ping(): WooDelivery;
  fail(...mishaps: Mishap[]): void;
  close(): Promise<void>;
}

const webhookId = 12;

interface Shop {
  readonly orders: Map<number, WooOrder>;
  readonly waiting: { topic: Topic; id: number }[];
  readonly requests: string[];
  readonly mishaps: Mishap[];
  readonly nowMs: () => number;
}

const access = { consumerKey: 'ck_0123456789abcdef', consumerSecret: 'cs_fedcba9876543210' };
const secret = 'oT7fT2pXyZ5bM0sV';
/** Under a folder, as many shops are. */
const folder = '/shop';

/** Starts it on a free port. */
export async function startWooShop(nowMs: () => number = Date.now): Promise<WooShop> {
  const shop: Shop = { orders: new Map(), waiting: [], requests: [], mishaps: [], nowMs };
  const server = createServer((request, response) => answer(shop, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  const url = `http://127.0.0.1:${address.port}${folder}`;
  return {
    url,
    access: { url: `${url}/`, ...access },
    secret,
    requests: shop.requests,
    ...handsOf(shop),
    async close() {
      server.closeAllConnections();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

function handsOf(shop: Shop) {
  const { orders, waiting } = shop;
  const known = (id: number) => orders.get(id) ?? assertKnown(id);
  const put = (id: number, topic: Topic, change: WooOrder) => {
    orders.set(id, { ...known(id), date_modified_gmt: secondsOf(shop.nowMs()), ...change });
    waiting.push({ topic, id });
  };
  return {
    place(order: WooOrder = {}) {
      const id = 727 + orders.size;
      const nowGmt = secondsOf(shop.nowMs());
      orders.set(id, wooOrder({ date_paid_gmt: nowGmt, ...order, id, number: `${id}` }));
      put(id, 'created', {});
      return id;
    },
    change: (id: number, change: WooOrder) => put(id, 'updated', change),
    refund(id: number, total: string) {
      const { refunds } = known(id);
      const before = Array.isArray(refunds) ? refunds : [];
      put(id, 'updated', { refunds: [...before, wooRefund(before.length + 1, `-${total}`)] });
    },
    trash: (id: number) => put(id, 'deleted', { status: 'trash', before_trash: known(id).status }),
    restore: (id: number) => put(id, 'restored', { status: known(id).before_trash }),
    deliveries: () => waiting.splice(0).map((each) => deliveryOf(shop, each)),
    ping: () => ({
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `webhook_id=${webhookId}`,
    }),
    fail: (...mishaps: Mishap[]) => void shop.mishaps.push(...mishaps),
  };
}

function assertKnown(id: number): never {
  throw new Error(`The shop has no order ${id}`);
}

const secondsOf = (ms: number) => new Date(ms).toISOString().slice(0, 19);

function deliveryOf({ orders, nowMs }: Shop, { topic, id }: Shop['waiting'][number]): WooDelivery {
  const body = JSON.stringify(topic === 'deleted' ? { id } : orders.get(id));
  const seconds = Math.floor(nowMs() / 1_000);
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'x-wc-webhook-topic': `order.${topic}`,
      'x-wc-webhook-resource': 'order',
      'x-wc-webhook-event': topic,
      'x-wc-webhook-id': `${webhookId}`,
      // WooCommerce makes it of the webhook and the second alone.
      'x-wc-webhook-delivery-id': createHash('md5').update(`${webhookId}${seconds}`).digest('hex'),
      'x-wc-webhook-signature': createHmac('sha256', secret).update(body).digest('base64'),
    },
  };
}

function answer(shop: Shop, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  shop.requests.push(`${url.pathname}${url.search}`);
  const mishap = shop.mishaps.shift();
  if (mishap === 'cut') return void request.socket.destroy();
  if (mishap === 'a page') return void response.end('<!doctype html><title>Shop</title>');
  if (mishap === 'an error') return void response.end('{"code":"rest_no_route"}');
  if (mishap === 'cut in the middle') {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('[{"id":', () => request.socket.destroy());
    return;
  }
  if (mishap !== undefined) {
    const headers = { location: 'https://elsewhere.example/', 'retry-after': '7' };
    return void response.writeHead(mishap, headers).end('{}');
  }
  const key = `${access.consumerKey}:${access.consumerSecret}`;
  const isKnown = request.headers.authorization === `Basic ${Buffer.from(key).toString('base64')}`;
  if (!isKnown) return void response.writeHead(401).end('{"code":"rest_cannot_view"}');
  if (url.pathname !== `${folder}/wp-json/wc/v3/orders`) return void response.writeHead(404).end();
  list(shop, url.searchParams, response);
}

/** Pages as the REST API cuts them. */
function list({ orders }: Shop, query: URLSearchParams, response: ServerResponse): void {
  const wanted = query.get('status') ?? 'any';
  const after = query.get('modified_after') ?? '';
  const modified = ({ date_modified_gmt: at }: WooOrder) => String(at);
  const found = [...orders.values()]
    .filter(({ status }) => (wanted === 'any' ? status !== 'trash' : status === wanted))
    .filter((order) => modified(order) > after)
    .toSorted((a, b) => (modified(a) < modified(b) ? -1 : 1));
  const [page, size] = ['page', 'per_page'].map((name) => Number(query.get(name) ?? 1));
  const start = ((page ?? 1) - 1) * (size ?? 10);
  response.writeHead(200, {
    'content-type': 'application/json; charset=UTF-8',
    'x-wp-total': `${found.length}`,
    'x-wp-totalpages': `${Math.ceil(found.length / (size ?? 10))}`,
  });
  response.end(JSON.stringify(found.slice(start, start + (size ?? 10))));
}
