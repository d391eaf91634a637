// Statements at the command line: made, shown, written into files, and paid at the sandbox.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import {
  giveBack,
  openGivingShop,
  paymentIs,
  sell,
  sellWithMore,
  statementsOf,
} from '../commerce/statements/testing/shop.ts';
import { readConfig } from '../config.ts';
import { donorSecret, sandboxSecret, testDatabase, testPlatform } from '../testing/platform.ts';
import { keptTerminal } from '../testing/terminal.ts';
import { changeState, showMerchants } from './merchants.ts';
import { listStatementsOf, payStatement, runStatements, showStatement } from './statements.ts';

const database = await testDatabase();
const house = await testPlatform(database);
const folder = mkdtempSync(join(tmpdir(), 'kindcart-statements-'));
after(async () => {
  await house.stop();
  await database.close();
  rmSync(folder, { recursive: true });
});

const config = readConfig({
  KINDCART_SANDBOX_SECRETS: sandboxSecret,
  KINDCART_DONOR_SECRETS: donorSecret,
});
const shown = { csv: false, json: false };

/** What a command says. */
async function said(
  command: (terminal: ReturnType<typeof keptTerminal>) => Promise<number>,
): Promise<string> {
  const terminal = keptTerminal();
  assert.equal(await command(terminal), 0);
  return terminal.lines.join('\n');
}

const run = (merchant: string, isDry = false, until?: string) =>
  said((terminal) => runStatements(database, { merchant, until, 'dry-run': isDry }, terminal));
const show = (id: string, flags: Partial<Parameters<typeof showStatement>[2]> = {}) =>
  said((terminal) => showStatement(database, id, { ...shown, ...flags }, config, terminal));

test('says what a statement would come to, keeps nothing, and then makes it', async () => {
  const shop = await openGivingShop(house);
  const { id } = shop.merchant;
  assert.match(await run(id), /^Nothing is new/);
  await sell(house, shop, 5_000);
  const dry = await run(id, true);
  assert.match(dry, /^sta_\w+ {2}TEST-\d{4}-1 {2}[\d-]+ {2}\$0\.50 {2}1 lines {2}open {2}/);
  assert.match(dry, /Nothing was kept\. Without --dry-run/);
  assert.deepEqual(await statementsOf(shop), []);
  await run(id);
  const [made] = await statementsOf(shop);
  assert.equal(made?.total.amount, 50);
  const list = await said((terminal) => listStatementsOf(database, id, terminal));
  assert.match(list, new RegExp(`^${made?.id}  TEST-`));
});

test('leaves to the next what changed on or after the day that it is told', async () => {
  const shop = await openGivingShop(house);
  await sell(house, shop, 5_000);
  assert.match(await run(shop.merchant.id, false, '2026-01-01'), /Nothing is new/);
  assert.match(await run(shop.merchant.id, false, '2099-01-01'), /\$0\.50/);
});

test('shows a statement in words, as JSON, as CSV and as PDF', async () => {
  const shop = await openGivingShop(house);
  const order = await sell(house, shop, 5_050);
  const made = await shop.state();
  const words = await show(made.id);
  assert.match(words, /carried 0 \+ orders 50\.5 - paid = carried 0\.5/);
  assert.match(words, new RegExp(`Pay it with .kindcart statements pay ${made.id}`));
  const json: { number: string; lines: { orderId: string; exact: string }[] } = JSON.parse(
    await show(made.id, { json: true }),
  );
  assert.equal(json.number, made.number);
  assert.deepEqual(
    json.lines.map(({ orderId, exact }) => [orderId, exact]),
    [[order.id, '50.5']],
  );
  assert.match(await show(made.id, { csv: true }), /,USD,0\.505$/);
  const pdf = join(folder, 'one.pdf');
  assert.match(await show(made.id, { pdf }), /^Wrote sta_/);
  assert.equal(readFileSync(pdf).subarray(0, 4).toString(), '%PDF');
  await assert.rejects(show(made.id, { pdf }), /cannot be written: EEXIST.*Choose another name/);
  await giveBack(house, shop, order, 50);
  assert.match(await show((await shop.state()).id), /The next statement begins with it/);
});

test('shows what shoppers added apart from what the shop gives', async () => {
  const shop = await openGivingShop(house);
  await sellWithMore(house, shop, 35);
  const { id } = await shop.state();
  const words = await show(id);
  assert.match(words, /\$0\.10 {2}carried 0 \+ orders 10 - paid/);
  assert.match(words, /\$0\.35 {2}carried 0 \+ shoppers' round-ups 35 - paid/);
  const { dues, roundUps, lines } = JSON.parse(await show(id, { json: true }));
  assert.deepEqual(
    [dues, roundUps].map(([due]) => due.amount.amount),
    [10, 35],
  );
  assert.equal(lines.at(-1).kind, 'round_up');
});

test('pays a test statement at the sandbox, and the platform books it', async () => {
  const shop = await openGivingShop(house);
  await sell(house, shop, 7_000);
  const made = await shop.state();
  const pay = () => said((terminal) => payStatement(database, made.id, config, terminal));
  assert.match(await pay(), /no money has moved/);
  await paymentIs(shop, made, 'paid');
  assert.equal((await house.stage.readProject(shop.project.id)).totals.raised.amount, 70);
  assert.match(await show(made.id), /It is paid, and the projects have the money/);
  await assert.rejects(pay(), /Nothing is to be paid on this statement/);
  await house.auditClean();
});

test('suspends a merchant and lets it give again, and says what follows', async () => {
  const shop = await openGivingShop(house);
  const { id } = shop.merchant;
  const change = (state: 'active' | 'suspended') =>
    said((terminal) => changeState(database, id, state, terminal));
  assert.match(await change('suspended'), /What was pledged before stays and is stated/);
  const list = await said((terminal) => showMerchants(database, terminal));
  assert.match(list, new RegExp(`${id}.*suspended; .kindcart merchants resume ${id}`));
  assert.match(await change('active'), /gives again/);
});

const mistakes: readonly [what: string, command: () => Promise<number>, words: RegExp][] = [
  [
    'a merchant that is none',
    () => runStatements(database, { merchant: 'mer_1', 'dry-run': false }, keptTerminal()),
    /^There is no merchant mer_1\. .kindcart merchants list/,
  ],
  [
    'a day that is none',
    () => runStatements(database, { until: 'tomorrow', 'dry-run': false }, keptTerminal()),
    /^--until is a day such as 2026-12-01/,
  ],
  [
    'a list of no merchant',
    () => listStatementsOf(database, 'tea', keptTerminal()),
    /^There is no merchant tea/,
  ],
  [
    'no statement',
    () => showStatement(database, undefined, shown, config, keptTerminal()),
    /^Say which: a sta_… id/,
  ],
  [
    'an unknown statement',
    () => showStatement(database, 'sta_7zzzzzzzzzzzzzzzzzzzzzzzzz', shown, config, keptTerminal()),
    /^There is no statement sta_7z/,
  ],
  [
    'suspending nobody',
    () => changeState(database, undefined, 'suspended', keptTerminal()),
    /^There is no merchant without an id/,
  ],
];

for (const [what, command, words] of mistakes) {
  test(`says in words what is wrong with ${what}`, async () => {
    await assert.rejects(command(), { name: 'CommandError', message: words });
  });
}
