// The examples in docs/ do what the text around them says: code marked `ts example run` is run against
// a platform with demo data, pages marked `html example page` are opened, and figures are computed.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  type CharityItemTerms,
  charityItemTermsSchema,
  createCharityItemExample,
  createDonationExample,
  createMerchantExample,
  exactPerUnit,
  type Giving,
  type OrderLine,
  parse,
  parseExact,
  pledgeOf,
  statementDues,
  testCards,
} from '@kindcart/contract';
import { feeOn, grossUp, type Money, parseLocalAmount } from '@kindcart/contract/money';
import { waitUntil } from '../../../platform/src/testing/wait.ts';
import { requireProgram } from '../bootstrap/programs.mjs';
import { launch } from '../browsers/page.ts';
import { seesText } from './testing/donor.ts';
import { openSite, type Site } from './testing/site.ts';

const root = resolve(fileURLToPath(new URL('../../../../', import.meta.url)));
const pages = [
  'docs/start.md',
  'docs/giving.md',
  'docs/testing.md',
  'README.md',
  'docs/webhooks.md',
  'docs/commerce.md',
  'docs/statements.md',
  'docs/forest.md',
  'docs/deeds.md',
];

let site: Site;
let projectId: string;

before(async () => {
  site = await openSite('charity-site');
  const listed = await site.charity.listProjects({ query: {} });
  assert(listed.ok);
  projectId = listed.value.items.at(-1)?.id ?? '';
});

after(() => site.close());

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The fences of a page whose info line is exactly so. */
function fences(path: string, info: string): string[] {
  const marked = new RegExp(`^\`\`\`${info}\\n([\\s\\S]*?)^\`\`\``, 'gm');
  return [...read(path).matchAll(marked)].map(([, text]) => text ?? '');
}

/** Puts the demo's address, keys and project where the docs have made-up ones. */
function filledIn(text: string): string {
  return text
    .replaceAll('https://give.example.org', site.origin)
    .replaceAll('pk_test_…', site.publishableKey)
    .replaceAll('sk_test_…', site.secretKey)
    .replaceAll('prj_01k9p4m8q2fz3t6v8w0x2y4z6a', projectId);
}

async function runScript(source: string): Promise<string> {
  const flags = ['--conditions=@kindcart/source', '--input-type=module-typescript', '--eval'];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, source], { cwd: root });
  return stdout;
}

test('runs every example that is marked to be run', { timeout: 120_000 }, async (t) => {
  const scripts = pages.flatMap((path) => fences(path, 'ts example run'));
  assert(scripts.length >= 5);
  for (const script of scripts) t.diagnostic(await runScript(filledIn(script)));
});

test('makes a project, finds gifts and gives one back, as the docs print it', {
  timeout: 60_000,
}, async () => {
  const [make] = fences('docs/start.md', 'ts example run');
  assert.match(await runScript(filledIn(make ?? '')), /^prj_\w+\n$/);
  const examples = fences('docs/giving.md', 'ts example run');
  const calling = (method: string) => examples.find((text) => text.includes(`.${method}(`)) ?? '';
  const [list, gifts, refund] = ['listDonations', 'listGifts', 'createRefund'].map(calling);
  assert.match(await runScript(filledIn(list ?? '')), /^don_\w+ \w+ \d+ CNY no name$/m);
  assert.match(await runScript(filledIn(gifts ?? '')), /^(30000 CNY .*\n){3}$/);
  assert.equal(await runScript(filledIn(refund ?? '')), 'pending\n');
});

test('tells the receiver of docs/webhooks.md of a gift, as the docs print it', {
  timeout: 60_000,
}, async () => {
  const [make = '', look = ''] = fences('docs/webhooks.md', 'ts example run').map(filledIn);
  const [receiver = ''] = fences('docs/webhooks.md', 'ts example receiver');
  const port = `${await freePort()}`;
  const [id = '', secret = ''] = (await runScript(make.replace('3000', port))).trim().split(' ');
  const flags = ['--conditions=@kindcart/source', '--input-type=module-typescript', '--eval'];
  const running = spawn(process.execPath, [...flags, receiver.replace('3000', port)], {
    cwd: root,
    env: { PATH: process.env.PATH, KINDCART_SIGNING_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  running.stdout.on('data', (chunk) => {
    told += chunk;
  });
  try {
    // What meets a closed port is told again only after seconds, and then after minutes.
    const address = `http://127.0.0.1:${port}/kindcart`;
    await waitUntil('the receiver', () =>
      fetch(address).then(
        () => true,
        () => undefined,
      ),
    );
    const { id: donationId } = await pay();
    await waitUntil(
      'the gift',
      () => told.includes(`donation.succeeded ${donationId}`) || undefined,
    );
    assert.match(await runScript(look), /^webhook\.test pending\n/);
    await waitUntil('the test', () => told.includes('webhook.test') || undefined);
    const forged = await fetch(address, { method: 'POST', body: '{}' });
    assert.equal(forged.status, 401);
    const params = { endpointId: id as `whe_${string}` };
    const query = { state: 'delivered' } as const;
    const delivered = await site.charity.listWebhookDeliveries({ params, query });
    assert(delivered.ok && delivered.value.items.length >= 1);
  } finally {
    const gone = once(running, 'exit');
    running.kill();
    await gone;
  }
});

/** A gift that is paid with a test card. */
async function pay() {
  const made = await site.charity.createDonation({
    idempotencyKey: crypto.randomUUID(),
    body: {
      ...createDonationExample,
      projectId: projectId as `prj_${string}`,
    },
  });
  assert(made.ok, JSON.stringify(made));
  const { donation, payment } = made.value;
  const card = { number: testCards.succeeds, expiry: '12/89', cvc: '123' };
  const paid = await site.charity.confirmSandboxPayment({
    params: { reference: payment.reference },
    body: { clientSecret: payment.clientSecret, card },
  });
  assert(paid.ok, JSON.stringify(paid));
  return donation;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  assert(address !== null && typeof address === 'object');
  return address.port;
}

test('shows the page of the docs with a live bar and a button', { timeout: 60_000 }, async () => {
  const [html] = fences('docs/start.md', 'html example page');
  const browser = await launch('chromium');
  try {
    const page = await browser.newPage();
    // The page's own site would have an icon.
    const icon = '<link rel="icon" href="/images/mark.svg">';
    await page.goto(site.show(filledIn(html ?? '').replace('<head>', `<head>${icon}`)));
    await seesText(page, 'kind-progress >>> [part=raised]', /^CN¥[\d,]+$/);
    await page.click('kind-donate-button > a');
    await page.waitFor('kind-donate-form >>> [part=amounts]');
    assert.deepEqual(await page.consoleErrors(), []);
  } finally {
    await browser.close();
  }
});

test('fails once and then works again, as the docs of testing print it', async () => {
  const [first = '', failing = ''] = fences('docs/testing.md', 'ts example run');
  assert.match(await runScript(filledIn(first)), /\p{L}+/u);
  assert.equal(await runScript(filledIn(failing)), 'first unavailable\nsecond came\n');
});

test('lists every test card with its number in the docs of testing', () => {
  const numbers = [...read('docs/testing.md').matchAll(/^\| (\d{4}(?: \d{4}){3}) \|/gm)];
  assert.deepEqual(
    numbers.map(([, number]) => number),
    Object.values(testCards),
  );
});

test('looks as the docs of theming have it', { timeout: 60_000 }, async () => {
  const [theme = '', parts = ''] = fences('docs/theming.md', 'html example theme');
  const head = `<!doctype html><title>Theme</title><link rel="icon" href="/images/mark.svg">
    <script type="module" src="/sdk/kindcart.js" data-key="${site.publishableKey}"></script>`;
  const browser = await launch('chromium');
  const look = async (html: string, selector: string, property: string) => {
    // The site's policy takes no inline styles, so the example's rules come as a sheet of a script.
    const [, css = ''] = /<style>([\s\S]*?)<\/style>/.exec(html) ?? [];
    const page = await browser.newPage();
    // Colours that change slowly would be read on their way.
    await page.emulate({ reducedMotion: 'reduce' });
    await page.goto(site.show(head + filledIn(html.replace(/<style>[\s\S]*?<\/style>/, ''))));
    await page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets.push(sheet);
    }, css);
    await page.waitFor(`${selector}`);
    const [host = '', inner = ''] = selector.split(' >>> ');
    return page.evaluate(
      (outside, inside, name) => {
        const found = document.querySelector(outside)?.shadowRoot?.querySelector(inside);
        return found ? getComputedStyle(found).getPropertyValue(name) : 'nothing there';
      },
      host,
      inner,
      property,
    );
  };
  try {
    const submit = 'kind-donate-form >>> [part~=submit]';
    assert.equal(await look(theme, submit, 'background-color'), 'rgb(138, 28, 74)');
    assert.equal(await look(theme, submit, 'border-radius'), '0px');
    assert.equal(await look(parts, submit, 'text-transform'), 'uppercase');
    assert.equal(await look(parts, 'kind-progress >>> [part~=raised]', 'font-size'), '32px');
  } finally {
    await browser.close();
  }
});

/** What stands in the docs as so many yuan, in exact amounts: ten places of a yuan. */
function exactYuan(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(10, '0'));
}

const fen = (text: string) => Number(exactYuan(text) / exactPerUnit);
const basisPoints = (text: string) => fen(text);

/** A promise of the table as terms have it. */
function givingOf(kind: string, text: string): Giving {
  const [, amount = ''] = /^¥([\d.]+)$/.exec(text) ?? [];
  const [, share = ''] = /^([\d.]+) %$/.exec(text) ?? [];
  switch (kind) {
    case 'order_fixed':
    case 'item_fixed':
      return { kind, amount: fen(amount) };
    case 'order_share':
    case 'item_share':
      return { kind, basisPoints: basisPoints(share) };
    default: {
      const tiers = [...text.matchAll(/from ¥([\d.]+) ¥([\d.]+)/g)];
      return {
        kind: 'tiers',
        tiers: tiers.map(([, from = '', given = '']) => ({ from: fen(from), amount: fen(given) })),
      };
    }
  }
}

function lineOf(text: string, at: number): OrderLine {
  const [, sign, pieces = '1', price = ''] = /^(−?)(?:(\d+) × )?¥([\d.]+)$/.exec(text) ?? [];
  const quantity = Number(pieces);
  const amount = (sign === '−' ? -1 : 1) * quantity * fen(price);
  const unnamed = { productId: null, variantId: null, sku: null, collections: [], tags: [] };
  return { id: `${at}`, ...unnamed, quantity, amount, kind: 'goods' };
}

test('computes what orders give as the table in docs/commerce.md says', () => {
  const rows = [
    ...read('docs/commerce.md').matchAll(/^\| `(\w+)` ([^|]+) \| ([^|]*¥[^|]+) \| ¥([\d.]+) \|$/gm),
  ];
  assert.equal(rows.length, 9);
  for (const [row, kind = '', promise = '', order = '', given = ''] of rows) {
    const terms: CharityItemTerms = {
      ...createCharityItemExample.terms,
      gives: givingOf(kind, promise),
      scope: { kind: 'shop' },
      most: null,
    };
    assert(parse(charityItemTermsSchema, terms).ok, row);
    const lines = order.split(', ').map(lineOf);
    const paidAt = terms.startsAt;
    const { exact } = pledgeOf(terms, { currency: 'CNY', paidAt, choice: null, lines });
    assert.equal(exact, exactYuan(given), row);
  }
});

test('adds up statements as the table in docs/statements.md says', () => {
  const cells =
    /^\| (October|November|December) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| (\d+) \| ([^|]+) \|$/gm;
  const rows = [...read('docs/statements.md').matchAll(cells)];
  assert.equal(rows.length, 5);
  const exact = (text: string) => parseExact(text.replace('−', '-'));
  const ids = {
    'Clean water': 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a',
    Library: 'prj_01k9p4m8q2fz3t6v8w0x2y4z6b',
  } as const;
  const idOf = (name: string) => (name === 'Library' ? ids.Library : ids['Clean water']);
  let carried: { projectId: `prj_${string}`; exact: bigint }[] = [];
  for (const month of ['October', 'November', 'December']) {
    const ofMonth = rows.filter(([, of]) => of === month);
    const lines = ofMonth.map(([, , name = '', , given = '']) => ({
      projectId: idOf(name),
      exact: exact(given),
    }));
    const dues = statementDues(carried, lines);
    assert.deepEqual(
      dues.map((due) => [
        due.projectId,
        due.carriedBefore,
        due.exact,
        due.amount,
        due.carriedAfter,
      ]),
      ofMonth.map(([, , name = '', before = '', given = '', paid = '', after = '']) => [
        idOf(name),
        exact(before),
        exact(given),
        Number(paid),
        exact(after),
      ]),
      month,
    );
    carried = dues
      .map(({ projectId, carriedAfter }) => ({ projectId, exact: carriedAfter }))
      .filter((each) => each.exact !== 0n);
  }
});

test('says of statements what the docs print', { timeout: 60_000 }, async () => {
  const [script = ''] = fences('docs/statements.md', 'ts example run').map(filledIn);
  const printed = /it prints `(.+)`\./.exec(read('docs/statements.md'))?.[1];
  const fresh = script.replaceAll(/idempotencyKey: '/g, "idempotencyKey: 'again-");
  assert.equal(await runScript(fresh), `${printed}\n`);
});

test('pledges and lists as the docs of commerce print it', { timeout: 60_000 }, async () => {
  const [first = '', list = ''] = fences('docs/commerce.md', 'ts example run').map(filledIn);
  const printed = /It prints `(.+)`\./.exec(read('docs/commerce.md'))?.[1];
  // Shown with keys of its own, since another test may have run it.
  const fresh = first.replaceAll(/idempotencyKey: '/g, "idempotencyKey: 'again-");
  assert.equal(await runScript(fresh), `${printed}\n`);
  assert.match(await runScript(list), /^1 % of our tea for clean water: open, 0 orders gave 0$/m);
});

test('tells of an order from Node, PHP and Python as the docs of commerce have it', {
  timeout: 60_000,
}, async (t) => {
  const merchant = await site.charity.createMerchant({
    body: { ...createMerchantExample, name: 'Three languages' },
    idempotencyKey: 'three-languages',
  });
  assert(merchant.ok);
  const { id: merchantId } = merchant.value;
  const split = [{ projectId: projectId as `prj_${string}`, basisPoints: 10_000 }];
  const gives = { kind: 'item_share', basisPoints: 100 } as const;
  const terms = {
    ...createCharityItemExample.terms,
    gives,
    split,
    choices: [],
    scope: { kind: 'shop' } as const,
  };
  const item = await site.charity.createCharityItem({
    body: { ...createCharityItemExample, merchantId, terms: { ...terms, least: null, most: null } },
    idempotencyKey: 'three-languages',
  });
  assert(item.ok, JSON.stringify(item));
  const folder = mkdtempSync(join(tmpdir(), 'kindcart-docs-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [order = ''] = fences('docs/commerce.md', 'json order');
  const now = new Date().toISOString();
  const mine = order.replace(/mer_\w+/, merchantId).replaceAll(/2026-[\w.:-]+Z/g, now);
  writeFileSync(join(folder, 'order.json'), mine);
  for (const [language, program, file] of [
    ['js', process.execPath, 'tell.mjs'],
    ['php', requireProgram('php'), 'tell.php'],
    ['python', requireProgram('python'), 'tell.py'],
  ] as const) {
    const [source = ''] = fences('docs/commerce.md', `${language} shop`);
    assert(source.trim().split('\n').length <= 14, language);
    writeFileSync(join(folder, file), filledIn(source));
    const { stdout } = await promisify(execFile)(program, [file], { cwd: folder });
    assert.equal(stdout, 'pending 158.5\n', language);
    // With a key that nobody has, each says the code, and prints no pledge.
    writeFileSync(join(folder, file), filledIn(source.replace('sk_test_…', 'sk_test_none')));
    await assert.rejects(promisify(execFile)(program, [file], { cwd: folder }), /key_unknown/);
  }
});

test('computes the fees of the table in docs/giving.md', () => {
  const schedule = { basisPoints: 290, fixed: { amount: 30, currency: 'CNY' } };
  const money = (text: string): Money => {
    const parsed = parseLocalAmount(text, 'CNY', 'en');
    assert(parsed.ok, text);
    return parsed.value;
  };
  const rows = [
    ...read('docs/giving.md').matchAll(/^\| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$/gm),
  ];
  assert.equal(rows.length, 5);
  for (const [row, gift = '', charge = '', fee = '', left = ''] of rows) {
    assert.deepEqual(grossUp(money(gift), schedule), money(charge), row);
    assert.deepEqual(feeOn(money(charge), schedule), money(fee), row);
    assert.equal(money(charge).amount - money(fee).amount, money(left).amount, row);
  }
});
