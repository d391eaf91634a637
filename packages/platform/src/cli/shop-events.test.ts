// Events of shops at the command line: listed without what they say of shoppers, and applied again.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { lineBody, orderBody } from '../commerce/sources/shopify/testing/bodies.ts';
import { applyAll, connectShopify, handShops } from '../commerce/sources/testing/connected.ts';
import { testDatabase, testPlatform } from '../testing/platform.ts';
import { keptTerminal } from '../testing/terminal.ts';
import { type EventFlags, replayShopEvents, showEvents } from './shop-events.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
const { shops } = handShops(house);
const [tea, bread] = [await connectShopify(house), await connectShopify(house)];
const { createdAt: at } = tea.shop.merchant;
after(async () => {
  await house.stop();
  await database.close();
});

async function list(flags: EventFlags = {}): Promise<readonly string[]> {
  const terminal = keptTerminal();
  assert.equal(await showEvents(database, flags, terminal), 0);
  return terminal.lines;
}

test('says that there are none', async () => {
  assert.deepEqual(await list(), ['There are no such events.']);
});

test('lists the newest first, of one merchant or one state, and nothing of shoppers', async () => {
  const unreadable = { line_items: [lineBody({ id: 1, price: 'ten' })] };
  for (const body of [orderBody({ id: 1, at }), orderBody({ id: 2, at, ...unreadable })]) {
    await tea.deliver(body);
    await applyAll(shops);
  }
  await bread.deliver(orderBody({ id: 3, at }));
  const all = await list();
  assert.equal(all.length, 3);
  assert.match(
    all[0] ?? '',
    /^she_\w{26} {2}\S+Z {2}src_\w+ {2}orders\/updated {2}- {2}received {2}0 tries {2}-$/,
  );
  assert.match(all[2] ?? '', / {2}1 {2}applied {2}1 tries {2}-$/);
  assert.doesNotMatch(all.join('\n'), /Lin|lin@/);
  assert.equal((await list({ merchant: bread.shop.merchant.id })).length, 1);
  const [dead] = await list({ state: 'dead' });
  assert.match(
    dead ?? '',
    / {2}dead {2}1 tries {2}line_items\[0\]\.price_set\.shop_money\.amount is no amount in USD\.$/,
  );
});

test('has one event applied again, and then all', async () => {
  const [id = ''] = (await list({ state: 'dead' }))[0]?.split('  ') ?? [];
  const terminal = keptTerminal();
  assert.equal(await replayShopEvents(database, id, {}, terminal), 0);
  await applyAll(shops);
  assert.equal((await list({ state: 'dead' })).length, 1);
  await replayShopEvents(database, undefined, { dead: true }, terminal);
  assert.deepEqual(terminal.lines, [
    '1 events are applied again by the running platform.',
    '1 events are applied again by the running platform.',
  ]);
  await assert.rejects(
    replayShopEvents(database, id, {}, terminal),
    /^CommandError: There is no event she_\w+ that was given up/,
  );
});

const mistakes: readonly (readonly [work: () => Promise<unknown>, words: RegExp])[] = [
  [() => list({ state: 'lost' }), /^--state is one of received, applied, ignored, dead, not lost/],
  [() => list({ merchant: 'Tea' }), /^--merchant takes an id/],
  [() => replayShopEvents(database, undefined, {}, keptTerminal()), /^Say which/],
  [
    () =>
      replayShopEvents(database, 'she_01k9p4a0a0fz3t6v8w0x2y4z6f', { dead: true }, keptTerminal()),
    /^Say which/,
  ],
  [() => replayShopEvents(database, 'evt_1', {}, keptTerminal()), /^evt_1 is no event/],
];
for (const [work, words] of mistakes) {
  test(`says in words that ${words.source}`, async () => {
    await assert.rejects(work, { name: 'CommandError', message: words });
  });
}
