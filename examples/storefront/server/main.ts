/** Starts the shop, and stops it without losing an order. */
import { createClient } from '@kindcart/client';
import { orderToken } from '@kindcart/client/order-token';
import { App } from './app.ts';
import { serve } from './server.ts';
import { readSettings, type Settings, SettingsError } from './settings.ts';
import { createStatements } from './statements.ts';
import { OrderStore } from './store.ts';
import { createAnswers, createTell } from './tell.ts';
import { Teller } from './teller.ts';
import { pathIn } from './words/words.ts';

/** How long the desk waits for the platform before it shows an order as not told yet. */
const deskWaitMs = 2_000;

async function run(settings: Settings): Promise<void> {
  const { platformUrl, shop } = settings;
  const store = new OrderStore(settings.ordersFile);
  const teller = new Teller(store, createTell(platformUrl, shop));
  const client = createClient({ baseUrl: platformUrl, key: shop.secretKey });
  const { publishableKey, merchantId, items, causes } = shop;
  const app = new App({
    site: { platformUrl, publishableKey, merchantId, items, causes },
    store,
    tell: () => Promise.race([teller.wake(), patience(deskWaitMs)]),
    lookUp: async (orderId) => {
      const found = await client.getOrder({ params: { orderId } });
      return JSON.stringify(found.ok ? found.value : found.error, null, 2);
    },
    answers: createAnswers(client, shop),
    tokenOf: (id) => orderToken(shop.orderTokenSecret, merchantId, id),
    statements: createStatements(platformUrl, shop),
    now: () => new Date(),
  });
  const report = (error: unknown) => console.error(error);
  const running = await serve({ ...settings, answer: (asked) => app.answer(asked), report });
  // What an earlier process did not get to tell.
  teller.wake().catch(report);
  greet(`http://localhost:${running.port}`);
  await stopped();
  await running.close();
  await teller.stop();
  store.close();
}

function greet(url: string): void {
  const at = (path: string) => `${url}${path}`;
  const lines = [
    '',
    'The tea house, a made-up shop whose orders give, is open:',
    `  Shop             ${at('/')}`,
    `  In Chinese       ${at(pathIn('zh', '/'))}`,
    `  What it gives    ${at('/impact')}`,
    `  Merchant's desk  ${at('/desk')}  (ship orders, take pieces back, see pledges change)`,
    'Pay there with 4242 4242 4242 4242. Ctrl-C stops both; orders stay.',
  ];
  for (const line of lines) console.log(line);
}

function patience(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms).unref());
}

function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

try {
  await run(readSettings(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exitCode = 1;
}
