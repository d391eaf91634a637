// A statement for whoever has its address: a page, a PDF, a table, and the way to pay.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Statement, testCards } from '@kindcart/contract';
import { goods, openShop } from '@kindcart/contract/conformance';
import { testDatabase, testPlatform } from '../../testing/platform.ts';
import { exactDecimal } from './paper.ts';
import {
  giveBack,
  nowOf,
  openGivingShop,
  payAtSandbox,
  paymentIs,
  sell,
  sellWithMore,
} from './testing/shop.ts';
import { statementWords } from './words.ts';

const database = await testDatabase();
const house = await testPlatform(database);
after(async () => {
  await house.stop();
  await database.close();
});

/** Opens an address as a browser does: without a key. */
async function open(url: string, init: RequestInit = {}): Promise<Response> {
  const { pathname, search } = new URL(url);
  return house.platform.app.request(`${pathname}${search}`, init);
}

const decimals: readonly [exact: bigint, currency: string, text: string][] = [
  [0n, 'CNY', '0.00'],
  [15_850_000_000n, 'CNY', '1.585'],
  [-50_000_000n, 'USD', '-0.005'],
  [1n, 'USD', '0.0000000001'],
  [12_300_000_000n, 'JPY', '123'],
  [12_350_000_000n, 'JPY', '123.5'],
  [100_000_000n, 'KWD', '0.001'],
  [10_000_000_000n, 'EUR', '1.00'],
];

for (const [exact, currency, text] of decimals) {
  test(`writes ${exact} of ${currency} as ${text}`, () => {
    assert.equal(exactDecimal(exact, currency), text);
  });
}

async function stated(language = 'en'): Promise<{
  readonly statement: Statement;
  readonly shop: Awaited<ReturnType<typeof openGivingShop>>;
}> {
  const shop = await openGivingShop(house, { language, name: 'Tea <b>& more</b>' });
  await sell(house, shop, 12_345);
  return { shop, statement: await shop.state() };
}

for (const language of ['en', 'zh-CN', 'ar', 'de', 'es', 'fr', 'ja', 'pt-BR']) {
  test(`shows a statement as a page and as PDF in ${language}`, async () => {
    const { statement } = await stated(language);
    const words = statementWords(language);
    assert.equal(words.language, language);
    const page = await open(statement.links.html);
    const html = await page.text();
    assert.equal(page.status, 200);
    assert.ok(html.includes(words.title) && html.includes(words.test) && html.includes(words.pay));
    assert.match(html, /Tea &lt;b&gt;&amp; more&lt;\/b&gt;/);
    assert.match(html, new RegExp(`lang="${language}" dir="${words.direction}"`));
    assert.match(page.headers.get('content-security-policy') ?? '', /form-action 'self' https:;/);
    const pdf = await open(statement.links.pdf);
    assert.equal(pdf.headers.get('content-type'), 'application/pdf');
    assert.match(Buffer.from(await pdf.arrayBuffer()).toString('latin1'), /^%PDF/);
  });
}

test('shows what shoppers added in a part of its own, on the page, as PDF and in the table', async () => {
  for (const language of ['en', 'zh-CN', 'ar']) {
    const { shop, statement: without } = await stated(language);
    const { roundUps } = statementWords(language);
    assert.ok(!(await (await open(without.links.html)).text()).includes('<h2'));
    const order = await sellWithMore(house, shop, 35);
    const statement = await shop.state();
    const html = await (await open(statement.links.html)).text();
    const [before, after] = html.split(`<h2 dir="auto">${roundUps}</h2>`);
    assert.ok(before?.includes('0.10') && !before.includes('0.35'), language);
    assert.ok(after?.includes('0.35'), language);
    const pdf = await open(statement.links.pdf);
    assert.match(Buffer.from(await pdf.arrayBuffer()).toString('latin1'), /^%PDF/);
    const csv = await (await open(statement.links.csv)).text();
    const [line] = csv.split('\r\n').filter((text) => text.includes(',round_up,'));
    assert.ok(line?.includes(order.id) && line.endsWith(',USD,0.35'), line);
  }
});

test('shows no empty table of pledges where shoppers alone gave', async () => {
  const shop = await openShop(house.stage);
  await sellWithMore(house, shop, 35);
  const html = await (await open((await shop.state()).links.html)).text();
  assert.equal(html.match(/<table>/g)?.length, 1);
});

test('speaks English where it has no words of a language', () => {
  assert.equal(statementWords('sw').language, 'en');
  assert.equal(statementWords('pt').language, 'pt-BR');
});

test('leads to the page of the sandbox, and says that it is paid once it is', async () => {
  const { shop, statement } = await stated();
  const { html } = statement.links;
  const action = html.replace(statement.id, `${statement.id}/pay`);
  const elsewhere = await open(action, {
    method: 'POST',
    headers: { Origin: 'https://evil.example' },
  });
  assert.equal(elsewhere.status, 403);
  const headers = {
    'Sec-Fetch-Site': 'same-origin',
    'Content-Type': 'application/x-www-form-urlencoded',
  };
  const own = { method: 'POST', headers };
  const posted = await open(action, own);
  assert.equal(posted.status, 303);
  const lead = posted.headers.get('location') ?? '';
  const sandbox = await (await open(lead)).text();
  assert.match(sandbox, /\$1\.23|1\.23/);
  assert.match(sandbox, /TEST-\d{4}-1/);
  const back = await (await open(`${html}&paying=1`)).text();
  assert.match(back, /role="status"><b>Your payment is on its way/);
  assert.match(back, /http-equiv="refresh" content="2; url=\?pass=[\w.%-]+&amp;paying=1"/);
  assert.doesNotMatch(back, /<form/);
  assert.match(await (await open(html)).text(), /<form/, 'for whoever did not come from paying');
  await payAtSandbox(shop, statement, testCards.succeeds);
  await paymentIs(shop, statement, 'paid');
  const page = await open(`${html}&paying=1`);
  const text = await page.text();
  assert.match(text, /Paid on /);
  assert.doesNotMatch(text, /refresh|on its way/);
  assert.doesNotMatch(text, /<form/);
  assert.match(page.headers.get('content-security-policy') ?? '', /form-action 'none'/);
  assert.equal((await open(action, own)).status, 409);
});

test('writes every line into a table that no spreadsheet takes for a formula', async () => {
  const shop = await openGivingShop(house);
  const at = nowOf(house).toISOString();
  const shopOrderId = '=HYPERLINK("https://evil.example")';
  const lines = [goods(1_050)];
  const order = await shop.tell(shop.orderBody(at, { shopOrderId, completedAt: at, lines }));
  await shop.state();
  await giveBack(house, shop, order, 550);
  for (let count = 0; count < 3; count += 1) await sell(house, shop, 999);
  const { links, lineCount, number } = await shop.state();
  const response = await open(links.csv);
  const text = Buffer.from(await response.arrayBuffer()).toString('utf8');
  assert.ok(text.startsWith('\uFEFFstatement,kind,order_id,shop_order_id'));
  const rows = text.trimEnd().split('\r\n').slice(1);
  assert.equal(rows.length, lineCount);
  const credit = rows.find((row) => row.includes('credit')) ?? '';
  assert.ok(
    credit.startsWith(`${number},credit,${order.id},"'=HYPERLINK(""https://evil.example"")",`),
  );
  // A number below zero is no formula, and can be added up.
  assert.ok(credit.endsWith(',USD,-0.05'));
  assert.equal(rows.filter((row) => row.endsWith(',USD,0.0999')).length, 3);
});

test('opens nothing without its own pass', async () => {
  const [{ statement: one }, { statement: other }] = [await stated(), await stated()];
  const pass = new URL(other.links.html).search;
  const wrong = [
    `/statements/${one.id}`,
    `/statements/${one.id}?pass=abc`,
    `/statements/${one.id}${pass}`,
    `/statements/${one.id}.csv${pass}`,
    `/statements/nothing${pass}`,
  ];
  for (const address of wrong) {
    const response = await open(`http://localhost${address}`);
    assert.equal(response.status, 401, address);
  }
  house.clock.advance(25 * 3_600_000);
  assert.equal((await open(one.links.html)).status, 401);
});

test('waits for no payment that failed, was never begun, or was begun long ago', async () => {
  const { shop, statement } = await stated();
  const back = `${statement.links.html}&paying=1`;
  const isWaiting = async () => /on its way/.test(await (await open(back)).text());
  assert.equal(await isWaiting(), false);
  await payAtSandbox(shop, statement, testCards.declined);
  await paymentIs(shop, statement, 'failed');
  assert.equal(await isWaiting(), false);
  const params = { statementId: statement.id };
  assert.equal((await shop.stage.ask('payStatement', { params })).ok, true);
  assert.equal(await isWaiting(), true);
  house.clock.advance(10 * 60_000);
  assert.equal(await isWaiting(), false);
});
