/** The example shop as `npm start` serves it: in a process of its own, beside the platform of a site. */
import { spawn } from 'node:child_process';
import { once as happens } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Id } from '@kindcart/contract';
import type { Page } from '../../browsers/page.ts';
import { openSite, type Site } from './site.ts';

const root = resolve(fileURLToPath(new URL('../../../../../', import.meta.url)));
const cartKey = 'lanting-cart';

/** A shop that is open, and the platform that it tells. */
export interface Shop {
  /** Where browsers find it. */
  readonly origin: string;
  readonly site: Site;
  readonly merchantId: Id<'merchant'>;
  /** Charity items of the demo by the names that the shop has for them. */
  readonly items: Readonly<Record<string, Id<'charityItem'>>>;
  readonly causes: readonly Id<'project'>[];
  /** Ends the shop's own process at once, as a machine that loses its power does. */
  kill(): Promise<void>;
  /** Starts it again on the same port, with what it kept. */
  start(): Promise<void>;
  /** Stops both and answers what `kindcart audit` says of the books left behind. */
  close(): Promise<string>;
}

/** Opens the shop with the demo's data. */
export async function openShop(): Promise<Shop> {
  const kept = await keepPort();
  const port = String(kept.port);
  const site = await openSite('charity-site', { flags: ['--shop-port', port] });
  const folder = `${site.dataDir}-shop`;
  const settings = join(folder, 'demo-shop.json');
  const flags = ['--port', port, '--platform', site.origin, '--settings', settings];
  const start = () => startShop([...flags, '--orders', join(folder, 'orders.db')]);
  await kept.letGo();
  let running = await start();
  const { merchantId, items, causes } = JSON.parse(readFileSync(settings, 'utf8'));
  return {
    origin: `http://127.0.0.1:${port}`,
    site,
    merchantId,
    items,
    causes,
    kill: () => running.end('SIGKILL'),
    start: async () => {
      running = await start();
    },
    close: async () => {
      await running.end('SIGTERM');
      return site.close();
    },
  };
}

/** Puts products into the cart of a page of the shop that is open, as its script would. */
export async function fillCart(
  page: Page,
  pieces: Readonly<Record<string, number>>,
): Promise<void> {
  const lines = Object.entries(pieces).map(([productId, quantity]) => ({ productId, quantity }));
  await page.evaluate(
    (key, cart) => sessionStorage.setItem(key, cart),
    cartKey,
    JSON.stringify({ lines }),
  );
}

const patienceMs = 20_000;
const pollMs = 100;

/** Asks until what is read is as wanted; says what it was when it never is. */
export async function once<Value>(
  read: () => Promise<Value>,
  isSo: (value: Value) => boolean,
): Promise<Value> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const value = await read();
    if (isSo(value)) return value;
    if (Date.now() > giveUpAt) throw new Error(`It stayed as it was: ${JSON.stringify(value)}`);
    await delay(pollMs);
  }
}

/** Keeps a free port until the shop takes it, so that nobody is given it while the platform starts. */
async function keepPort() {
  const server = createServer((socket) => void socket.destroy()).listen(0, '127.0.0.1');
  await happens(server, 'listening');
  server.unref();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return {
    port: address.port,
    async letGo() {
      const closed = happens(server, 'close');
      server.close();
      await closed;
    },
  };
}

async function startShop(flags: readonly string[]) {
  const main = 'examples/storefront/server/main.ts';
  const child = spawn(process.execPath, ['--conditions=@kindcart/source', main, ...flags], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = happens(child, 'exit');
  process.once('exit', () => child.kill('SIGKILL'));
  let isOpen = false;
  for await (const line of createInterface({ input: child.stdout })) {
    isOpen = line.includes('Ctrl-C');
    if (isOpen) break;
  }
  if (!isOpen) throw new Error('The shop ended before it was open; what it said is above.');
  child.stdout.resume();
  return {
    end: async (signal: 'SIGTERM' | 'SIGKILL') => {
      child.kill(signal);
      await exited;
    },
  };
}
