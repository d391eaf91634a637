/**
 * The part `webhooks`: signed orders of a shop at Shopify, each another one, at a steady rate whether
 * or not the platform keeps up, on a throwaway PostgreSQL. Latency counts from when a delivery was
 * due, so that one which waits for the ones before it is as late as its sender finds it.
 */
import { setTimeout as rest } from 'node:timers/promises';
import { createMerchantExample } from '@kindcart/contract';
import {
  lineBody,
  orderBody,
} from '../../../platform/src/commerce/sources/shopify/testing/bodies.ts';
import {
  shopifySecret,
  signed,
} from '../../../platform/src/commerce/sources/shopify/testing/stand-in.ts';
import { startThrowawayPostgres } from '../../../platform/src/testing/postgres.ts';
import { Connection } from './connection.ts';
import { found, startTarget, type Target } from './donor-load.ts';
import { percentile } from './percentile.ts';
import { runPlatform } from './platform-process.ts';

const ratePerSecond = 2_000;
const seconds = 10;
const warmUp = 1_000;
const connections = 256;
/** Deliveries come in small bursts, as from a shop's own queue. */
const burstMs = 5;

interface Delivery {
  readonly headers: string;
  readonly body: string;
}

/** Runs the part and resolves to its figures. */
export async function benchWebhooks(say: (line: string) => void): Promise<Record<string, number>> {
  const postgres = await startThrowawayPostgres();
  try {
    const target = await startTarget({ DATABASE_URL: postgres.url }, 1);
    try {
      return await measure(target, say);
    } finally {
      await target.platform.stop('SIGTERM');
      // Exit code 1, and so an error here, when an order is not what its events say.
      await runPlatform(['audit'], target.variables);
    }
  } finally {
    await postgres.remove();
  }
}

async function measure(
  target: Target,
  say: (line: string) => void,
): Promise<Record<string, number>> {
  const path = await connectShop(target);
  const count = ratePerSecond * seconds;
  const deliveries = Array.from({ length: warmUp + count }, (_, place) => deliveryOf(place));
  const bytes = Math.round((deliveries[0]?.body.length ?? 0) / 100) / 10;
  say(
    `${count} orders of ${bytes} kB, ${ratePerSecond} in a second, on ${connections} connections`,
  );
  const open = await Promise.all(
    Array.from({ length: connections }, () => Connection.open(target.platform.port)),
  );
  await deliver(open, path, deliveries.slice(0, warmUp));
  await applied(target, warmUp);
  const began = performance.now();
  const latenciesMs = await deliver(open, path, deliveries.slice(warmUp));
  const acceptedSeconds = (performance.now() - began) / 1_000;
  for (const connection of open) connection.close();
  await applied(target, warmUp + count);
  const appliedSeconds = (performance.now() - began) / 1_000;
  const tenths = (value: number) => Math.round(value * 10) / 10;
  const p50Ms = tenths(percentile(latenciesMs, 0.5));
  const p99Ms = tenths(percentile(latenciesMs, 0.99));
  say(`accepted in ${tenths(acceptedSeconds)} s, p50 ${p50Ms} ms, p99 ${p99Ms} ms`);
  say(`all applied after ${tenths(appliedSeconds)} s`);
  return {
    webhooks_per_s: Math.round(count / acceptedSeconds),
    webhook_p99_ms: p99Ms,
    orders_applied_per_s: Math.round(count / appliedSeconds),
  };
}

/** Makes a merchant with a promise, connects its shop, and says where that posts. */
async function connectShop(target: Target): Promise<string> {
  const post = async (path: string, body: object, key: string) => {
    const response = await fetch(`${target.platform.url}${path}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${target.secretKey}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
      },
      body: JSON.stringify(body),
    });
    return response.text();
  };
  const merchant = await post('/v1/merchants', createMerchantExample, 'merchant');
  const merchantId = found(merchant, /mer_\w+/);
  const [projectId] = target.projectIds;
  const item = {
    merchantId,
    name: 'One per cent',
    place: 1,
    terms: {
      currency: 'CNY',
      gives: { kind: 'item_share', basisPoints: 100 },
      scope: { kind: 'shop' },
      least: null,
      most: null,
      startsAt: '2026-01-01T00:00:00.000Z',
      endsAt: null,
      split: [{ projectId, basisPoints: 10_000 }],
      choices: [],
    },
  };
  found(await post('/v1/charity-items', item, 'item'), /chi_\w+/);
  const connect = ['merchants', 'connect', 'shopify', merchantId, '--secret', shopifySecret];
  const said = await runPlatform(connect, target.variables);
  return found(said, /\/v1\/shops\/src_\w+\/events/);
}

/** An order of its own, with three lines. */
function deliveryOf(place: number): Delivery {
  const lines = [1, 2, 3].map((line) =>
    lineBody({ id: place * 10 + line, price: '39.50', quantity: line, tax: '1.00' }, 'CNY'),
  );
  const at = new Date().toISOString();
  const order = orderBody({
    id: 5_000_000_000_000 + place,
    at,
    currency: 'CNY',
    line_items: lines,
  });
  const body = JSON.stringify(order);
  const headers = Object.entries(signed(body)).filter(([name]) => name !== 'Content-Type');
  return { body, headers: headers.map(([name, value]) => `${name}: ${value}\r\n`).join('') };
}

/** Sends all at the rate, and resolves to how late each was answered. @throws unless all are taken */
async function deliver(
  open: readonly Connection[],
  path: string,
  deliveries: readonly Delivery[],
): Promise<number[]> {
  const began = performance.now();
  const latenciesMs: number[] = [];
  let next = 0;
  // Each connection takes what is due next, and waits where nothing is.
  const takeTurns = async (connection: Connection) => {
    for (let place = next++; place < deliveries.length; place = next++) {
      const dueMs = Math.floor(((place / ratePerSecond) * 1_000) / burstMs) * burstMs;
      const waitMs = began + dueMs - performance.now();
      if (waitMs > 0) await rest(waitMs);
      const { headers = '', body = '' } = deliveries[place] ?? {};
      const { status, body: answer } = await connection.post(path, headers, body);
      if (status !== 200) throw new Error(`A webhook was answered with ${status}: ${answer}`);
      latenciesMs.push(performance.now() - began - dueMs);
    }
  };
  await Promise.all(open.map(takeTurns));
  return latenciesMs;
}

/** Resolves when so many events are applied. */
async function applied(target: Target, count: number): Promise<void> {
  for (;;) {
    const text = await (await fetch(`${target.platform.url}/metrics`)).text();
    const done = found(text, /shop_events_ended_total\{kind="shopify",end="applied"\} \d+/);
    if (Number(done.split(' ').at(-1)) >= count) return;
    await rest(100);
  }
}
