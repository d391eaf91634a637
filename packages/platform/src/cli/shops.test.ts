// Shops connected at the command line, as people type it: what is kept, what is said, and what never is.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Merchant } from '@kindcart/contract';
import { openShop } from '@kindcart/contract/conformance';
import { orderBody } from '../commerce/sources/shopify/testing/bodies.ts';
import { shopifySecret, signed } from '../commerce/sources/shopify/testing/stand-in.ts';
import { allSources } from '../commerce/sources/source-records.ts';
import { testDatabase, testPlatform } from '../testing/platform.ts';
import { keptTerminal } from '../testing/terminal.ts';
import { connectingOf } from './shop-words.ts';
import { connectShop, disconnectShop, rotateShop, type ShopFlags, showSources } from './shops.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
});

const config = {
  publicUrl: 'https://give.example.org',
  host: '127.0.0.1',
  port: 8787,
  shop: { secret: undefined, token: undefined },
};

async function connect(
  merchant: Pick<Merchant, 'id'>,
  flags: ShopFlags = {},
  {
    kind = 'shopify',
    shop = config.shop,
  }: { kind?: string; shop?: typeof config.shop | { secret: string; token: string } } = {},
) {
  const terminal = keptTerminal();
  assert.equal(
    await connectShop(database, [kind, merchant.id], flags, { ...config, shop }, terminal),
    0,
  );
  return terminal.lines.join('\n');
}
const sourceOf = async ({ id }: Pick<Merchant, 'id'>) =>
  (await allSources(db)).find((row) => row.merchant_id === id && row.state === 'connected') ??
  assert.fail();
const merchantOf = async () => (await openShop(house.stage)).merchant;

const listing = async () => {
  const terminal = keptTerminal();
  assert.equal(await showSources(database, config, terminal), 0);
  return terminal.lines;
};

test('says that no shop is connected, and how one is', async () => {
  assert.deepEqual(await listing(), [
    'No shops are connected. Connect one with `kindcart merchants connect`.',
  ]);
});

test('connects a shop of Shopify’s whose secret comes later, and says each step', async () => {
  const merchant = await merchantOf();
  const said = await connect(merchant);
  assert.match(said, /^src_\w{26} takes orders of .*, into test data\.$/m);
  assert.match(said, /this address: https:\/\/give\.example\.org\/v1\/shops\/src_\w{26}\/events$/m);
  assert.match(said, /kindcart merchants rotate src_\w{26} --secret …/);
  assert.match(said, /connect with --address and --token as well/);
  const { id } = await sourceOf(merchant);
  assert.match(
    (await listing()).join('\n'),
    new RegExp(`^${id} {2}${merchant.id} {2}test {2}shopify {2}without a secret`, 'm'),
  );
  const body = JSON.stringify(orderBody({ id: 1, at: merchant.createdAt }));
  const post = () =>
    house.platform.app.request(`/v1/shops/${id}/events`, {
      method: 'POST',
      body,
      headers: signed(body),
    });
  assert.equal((await post()).status, 401);
  const terminal = keptTerminal();
  await rotateShop(database, id, { secret: shopifySecret }, config, terminal);
  assert.deepEqual(terminal.lines, [`The new secret of ${id} is taken.`]);
  house.clock.advance(2_001);
  assert.equal((await post()).status, 200);
});

test('keeps secrets and keys, from flags or the environment, and never says them again', async () => {
  const merchant = await merchantOf();
  const shop = { secret: 'secret_of_the_environment', token: 'shpat_of_the_environment' };
  const said = await connect(
    merchant,
    { address: 'https://tea.myshopify.com', name: 'Tea' },
    { shop },
  );
  const row = await sourceOf(merchant);
  assert.deepEqual(row.secrets, [shop.secret]);
  assert.deepEqual(row.access, { url: 'https://tea.myshopify.com/', token: shop.token });
  const rotated = keptTerminal();
  await rotateShop(database, row.id, { secret: 'a_newer_secret_0123' }, config, rotated);
  assert.deepEqual((await sourceOf(merchant)).secrets, ['a_newer_secret_0123', shop.secret]);
  assert.match(rotated.lines.join('\n'), /until `kindcart merchants rotate src_\w+ --drop-old`/);
  assert.match((await listing()).join('\n'), /two secrets, last asked not yet {2}\S+ {2}Tea$/m);
  await rotateShop(database, row.id, { 'drop-old': true }, config, rotated);
  assert.deepEqual((await sourceOf(merchant)).secrets, ['a_newer_secret_0123']);
  const all = [said, ...rotated.lines, ...(await listing())].join('\n');
  assert.doesNotMatch(all, /of_the_environment|a_newer_secret/);
});

test('disconnects a shop, forgets its keys, and lets another be connected', async () => {
  const merchant = await merchantOf();
  await connect(merchant, { secret: 'secret_of_the_first_1' });
  await assert.rejects(
    connect(merchant, { secret: 'secret_of_the_second' }),
    /has a shop of this kind already/,
  );
  const { id } = await sourceOf(merchant);
  const terminal = keptTerminal();
  await disconnectShop(database, id, terminal);
  assert.match(terminal.lines.join('\n'), /takes nothing more, and its keys are forgotten/);
  const gone = (await allSources(db)).find((row) => row.id === id);
  assert.deepEqual([gone?.secrets, gone?.access, gone?.state], [[], null, 'disconnected']);
  await assert.rejects(
    rotateShop(database, id, { secret: 'x'.repeat(20) }, config, terminal),
    /is disconnected/,
  );
  await connect(merchant, { secret: 'secret_of_the_second' });
  assert.match((await listing()).join('\n'), new RegExp(`^${id}.* disconnected `, 'm'));
});

test('says how a server of the merchant’s own tells of orders, and keeps nothing', async () => {
  const merchant = await merchantOf();
  const before = await allSources(db);
  const said = await connect(merchant, {}, { kind: 'api' });
  assert.match(said, /POST https:\/\/give\.example\.org\/v1\/orders/);
  assert.match(said, new RegExp(`Bearer sk_test_….*"merchantId": "${merchant.id}"`));
  assert.deepEqual(await allSources(db), before);
});

const mistakes: readonly (readonly [args: readonly string[], flags: ShopFlags, words: RegExp])[] = [
  [[], {}, /^Say which kind of shop, and whose: .* Kinds are shopify/],
  [['shopify', 'Nobody'], {}, /^There is no merchant Nobody/],
  [['magento'], {}, /^There is no kind of shop "magento"\. There are shopify/],
  [['shopify'], { secret: 'short' }, /fewer than 16 characters/],
  [['shopify'], { secret: ' secret_of_the_shop_1' }, /spaces around it/],
  [['shopify'], { address: 'https://tea.myshopify.com' }, /^To ask a shop for orders, give both/],
  [
    ['shopify'],
    { address: 'http://tea.example', token: 'shpat_1' },
    /^To ask a shop for orders, give both/,
  ],
];
for (const [args, flags, words] of mistakes) {
  test(`says that ${words.source}`, async () => {
    const [kind, asked] = args;
    const merchant = asked ?? (kind === undefined ? undefined : (await merchantOf()).id);
    const all = [kind, merchant].filter((each) => each !== undefined);
    await assert.rejects(connectShop(database, all, flags, config, keptTerminal()), {
      name: 'CommandError',
      message: words,
    });
  });
}

test('asks which of several merchants of one name is meant', async () => {
  const { name } = await merchantOf();
  const asking = connectShop(database, ['shopify', name], {}, config, keptTerminal());
  await assert.rejects(asking, {
    message: `Several merchants are called ${name}. Name one by its id.`,
  });
});

for (const [id, words] of [
  [undefined, /^Say which: `kindcart merchants rotate src_…`/],
  ['src_1', /^Say which/],
  ['src_01k9p4a0a0fz3t6v8w0x2y4z6f', /^There is no shop src_/],
] as const) {
  test(`rotates no secret of ${id}`, async () => {
    await assert.rejects(rotateShop(database, id, {}, config, keptTerminal()), { message: words });
  });
}

test('asks for the new secret', async () => {
  const merchant = await merchantOf();
  await connect(merchant);
  const { id } = await sourceOf(merchant);
  await assert.rejects(
    rotateShop(database, id, {}, config, keptTerminal()),
    /^CommandError: Give the new secret with --secret/,
  );
});

const connected = {
  id: 'src_1',
  url: 'https://give.example.org/v1/shops/src_1/events',
  isSigned: true,
  isAsked: true,
};

test('keeps of each kind what its asking needs', () => {
  const address = 'https://your.shop';
  assert.deepEqual(connectingOf('woocommerce').access({ address, token: 'ck_1:cs_2' }), {
    ...{ url: 'https://your.shop/', consumerKey: 'ck_1', consumerSecret: 'cs_2' },
  });
  assert.match(String(connectingOf('woocommerce').access({ address, token: 'ck_1' })), /ck_…:cs_…/);
  const { access } = connectingOf('stripe');
  assert.deepEqual(access({ address: undefined, token: 'rk_1' }), { secretKey: 'rk_1' });
  assert.deepEqual(access({ address: 'http://127.0.0.1:1', token: 'rk_1' }), {
    secretKey: 'rk_1',
    url: 'http://127.0.0.1:1/',
  });
  assert.match(String(access({ address: undefined, token: undefined })), /give --token rk_…/);
  assert.match(String(access({ address: 'stripe', token: 'rk_1' })), /leave it out/);
});

test('shows a secret that was made here this once', () => {
  const { steps } = connectingOf('woocommerce');
  assert.match(
    steps({ ...connected, made: 'made-here' }).join('\n'),
    /this secret, shown this once: made-here/,
  );
  assert.doesNotMatch(steps({ ...connected, made: undefined }).join('\n'), /secret/);
  assert.match(
    connectingOf('stripe')
      .steps({ ...connected, made: undefined, isSigned: false, isAsked: false })
      .join('\n'),
    /whsec_….*--token/s,
  );
});
