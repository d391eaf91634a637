/** How the platform is told of an order: the one place that speaks for the shop. */
import { createHmac, randomUUID } from 'node:crypto';
import { type Client, createClient } from '@kindcart/client';
import { type Order, standingOf } from './orders.ts';
import type { ShopSettings } from './settings.ts';
import type { Answer } from './store.ts';

export type Told =
  | { readonly ok: true; readonly answer: Answer | null }
  | { readonly ok: false; readonly fault: string };

export type Tell = (order: Order) => Promise<Told>;

const postMs = 10_000;
/** How often, and how far apart, the platform is asked whether it has applied what it took. */
const looks = 20;
const lookMs = 100;

/**
 * Tells whole orders by signed events, as Standard Webhooks signs, and reads afterwards what became of
 * them: the event is taken at once and applied a moment later.
 */
export function createTell(
  platformUrl: string,
  {
    merchantId,
    secretKey,
    sourceId,
    sourceSecret,
  }: Pick<ShopSettings, 'merchantId' | 'secretKey' | 'sourceId' | 'sourceSecret'>,
): Tell {
  const url = `${platformUrl}/v1/shops/${sourceId}/events`;
  const client = createClient({ baseUrl: platformUrl, key: secretKey });
  return async (order) => {
    const body = JSON.stringify(standingOf(order));
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: signed(body, sourceSecret),
      signal: AbortSignal.timeout(postMs),
    });
    if (!response.ok) return { ok: false, fault: faultOf(response.status, await response.text()) };
    await response.arrayBuffer();
    return { ok: true, answer: await applied(order) };
  };

  /** What the platform made of it; null when it has not come to it yet. */
  async function applied({ id, updatedAt }: Order): Promise<Answer | null> {
    for (let look = 0; look < looks; look += 1) {
      const found = await client.listOrders({ query: { merchantId, shopOrderId: id } });
      const [order] = found.ok ? found.value.items : [];
      if (order !== undefined && order.updatedAt >= updatedAt) return answerOf(order);
      await new Promise((resolve) => void setTimeout(resolve, lookMs));
    }
    return null;
  }
}

const newest = 50;

/** How the platform has the newest orders, by the shop's own ids; empty while it does not answer. */
export function createAnswers(
  client: Pick<Client, 'listOrders'>,
  { merchantId }: Pick<ShopSettings, 'merchantId'>,
): () => Promise<ReadonlyMap<string, Answer>> {
  return async () => {
    const found = await client.listOrders({ query: { merchantId, limit: newest } });
    const orders = found.ok ? found.value.items : [];
    return new Map(orders.map((order) => [order.shopOrderId, answerOf(order)]));
  };
}

/** What the desk shows of an order as the platform has it. */
export function answerOf({
  id,
  pledges,
}: {
  readonly id: Answer['orderId'];
  readonly pledges: Answer['pledges'];
}): Answer {
  const said = pledges.map(({ charityItemId, state, exact }) => ({ charityItemId, state, exact }));
  return { orderId: id, pledges: said };
}

/** The three headers of Standard Webhooks. */
function signed(body: string, secret: string): Record<string, string> {
  const id = randomUUID();
  const timestamp = Math.floor(Date.now() / 1_000);
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${mac}`,
  };
}

/** The platform's own words where it has some. */
function faultOf(status: number, body: string): string {
  try {
    const { code, detail }: { code?: unknown; detail?: unknown } = JSON.parse(body);
    if (typeof code === 'string') return `${code}: ${detail}`;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return `The platform answered with status ${status}.`;
}
