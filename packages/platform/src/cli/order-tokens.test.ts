// The secret for tokens of orders at the command line: shown, made anew, and refused in words.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { orderToken } from '@kindcart/contract';
import { openShop } from '@kindcart/contract/conformance';
import { testDatabase, testPlatform } from '../testing/platform.ts';
import { keptTerminal } from '../testing/terminal.ts';
import { merchantToken } from './order-tokens.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
});

async function said(id: string, flags: Parameters<typeof merchantToken>[2]): Promise<string[]> {
  const terminal = keptTerminal();
  assert.equal(await merchantToken(database, id, flags, terminal), 0);
  return [...terminal.lines];
}

test('shows a secret whose tokens are taken, and another after a rotation, beside the old one', async () => {
  const shop = await openShop(house.stage);
  const item = await shop.item();
  const { shopOrderId } = await shop.tell(shop.orderBody(item.createdAt));
  const { id } = shop.merchant;
  const [first = ''] = await said(id, { rotate: false });
  assert.deepEqual(await said(id, { rotate: false }), [
    first,
    'Keep it on your server: it makes the tokens of your orders, see docs/cart.md.',
  ]);
  const [second = '', , until = ''] = await said(id, { rotate: true, hours: '1' });
  assert.notEqual(second, first);
  assert.match(until, /^Tokens of older secrets are taken until 20/);
  for (const secret of [first, second]) {
    const token = await orderToken(secret, id, shopOrderId);
    const answer = await house.request(
      `/v1/merchants/${id}/orders/${shopOrderId}/impact?token=${token}`,
    );
    assert.equal(answer.status, 200);
  }
});

const mistakes: readonly [
  id: string | undefined,
  flags: Parameters<typeof merchantToken>[2],
  words: RegExp,
][] = [
  [undefined, { rotate: false }, /^Name a merchant, such as/],
  ['org_01k9p4a0a0fz3t6v8w0x2y4z6f', { rotate: false }, /^Name a merchant/],
  ['mer_01k9p4a0a0fz3t6v8w0x2y4z6f', { rotate: false }, /^There is no merchant mer_/],
  ['mer_01k9p4a0a0fz3t6v8w0x2y4z6f', { rotate: false, hours: '1' }, /^--hours goes with --rotate/],
];

for (const [id, flags, words] of mistakes) {
  test(`says in words that ${words.source}`, async () => {
    await assert.rejects(merchantToken(database, id, flags, keptTerminal()), { message: words });
  });
}

for (const hours of ['721', '-1', 'a week', '1.5']) {
  test(`takes no ${hours} hours, and changes nothing`, async () => {
    const { merchant } = await openShop(house.stage);
    const before = await said(merchant.id, { rotate: false });
    const asked = merchantToken(database, merchant.id, { rotate: true, hours }, keptTerminal());
    await assert.rejects(asked, { message: /^--hours is a whole number from 0 to 720/ });
    assert.deepEqual(await said(merchant.id, { rotate: false }), before);
  });
}
