// The cart's script of the plug-in for WooCommerce in a browser, answered by the plug-in in PHP: what
// the shopper chooses becomes a fee or a choice of the cart, and the elements hear of the cart.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { requireProgram } from '../../bootstrap/programs.mjs';
import { type Browser, launch, type Page } from '../../browsers/page.ts';
import { root } from '../../testing/steps.ts';

const folder = join(root, 'examples/woocommerce');
const kept = mkdtempSync(join(tmpdir(), 'kindcart-cart-'));
const session = join(kept, 'session.json');
const project = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a';

let php: ChildProcess;
let browser: Browser;
let page: Page;

/** Starts PHP's own server on a free port. */
async function startPhp(): Promise<string> {
  php = spawn(
    requireProgram('php'),
    ['-S', '127.0.0.1:0', '-t', folder, join(folder, 'tests/serve.php')],
    { env: { ...process.env, KINDCART_SESSION: session }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  for await (const line of createInterface({ input: php.stderr ?? assert.fail() })) {
    const [origin] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (origin !== undefined) return origin;
  }
  return assert.fail('PHP did not start');
}

before(async () => {
  const origin = await startPhp();
  browser = await launch('chromium');
  page = await browser.newPage();
  await page.goto(`${origin}/tests/cart.html`);
});

after(async () => {
  await browser.close();
  php.kill();
  await once(php, 'exit');
  rmSync(kept, { recursive: true });
});

/** Fires an event of an element, as it does when the shopper has chosen. */
function choose(selector: string, name: string, fields: object): Promise<void> {
  return page.evaluate(
    (where, type, said) => {
      const event = Object.assign(new Event(type, { bubbles: true, composed: true }), said);
      document.querySelector(where)?.dispatchEvent(event);
    },
    selector,
    name,
    fields,
  );
}

const chosen = (): { cause: string; round_up: number } =>
  JSON.parse(readFileSync(session, 'utf8')).kindcart;

test('makes a rounded-up amount a fee, and says what is left to round up', async () => {
  const amount = { amount: 93, currency: 'CNY' };
  await choose('kind-round-up', 'kind-round-up', { amount, projectId: project });
  await page.waitFor('kind-round-up[total="1907"]');
  assert.equal(chosen().round_up, 93);
  const cart = await page.evaluate(() =>
    document.querySelector('kind-cart-pledge')?.getAttribute('cart'),
  );
  assert.match(cart ?? '', /"currency":"CNY".*"amount":1907/);
  await page.waitFor(() => Reflect.get(window, 'refreshed').includes('wc_update_cart'));
});

test('keeps the project that the shopper chose, and tells it with the cart', async () => {
  await choose('kind-cause-picker', 'kind-cause-chosen', { projectId: project });
  await page.waitFor(`kind-cart-pledge[cart*="${project}"]`);
  assert.deepEqual(chosen(), { cause: project, round_up: 93 });
});

test('says in the page what the shop did not take, until it takes something', async () => {
  await choose('kind-cause-picker', 'kind-cause-chosen', { projectId: 'a tree' });
  assert.equal(await page.text('.kindcart-note'), 'This is not a project.');
  assert.equal(chosen().cause, project);
  await choose('kind-cause-picker', 'kind-cause-chosen', { projectId: project });
  await page.waitFor(() => document.querySelector('.kindcart-note') === null);
});

test('follows a cart that was changed by other means', async () => {
  await page.evaluate(() => {
    document.querySelector('kind-round-up')?.setAttribute('total', '0');
    document.body.dispatchEvent(new Event('updated_wc_div'));
  });
  await page.waitFor('kind-round-up[total="1907"]');
});
