// Merchants at the command line.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { merchantSchema, parse } from '@kindcart/contract';
import { testDatabase, testPlatform } from '../testing/platform.ts';
import { keptTerminal } from '../testing/terminal.ts';
import { addMerchant, showMerchants } from './merchants.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
});

const organization = house.a.organizationId;
const none = {
  organization,
  live: false,
  currency: 'CNY',
  language: undefined,
  days: undefined,
};

test('says that there are no merchants, adds two, and lists them', async () => {
  const terminal = keptTerminal();
  assert.equal(await showMerchants(database, terminal), 0);
  assert.match(terminal.lines.join('\n'), /No merchants yet\. Add one/);
  await addMerchant(database, 'Tea house', { ...none, days: '7' }, terminal);
  await addMerchant(database, 'Live tea', { ...none, live: true, language: 'zh-CN' }, terminal);
  const said = terminal.lines.join('\n');
  assert.match(said, /^Tea house is mer_\w{26}, in test data of org_\w+\.$/m);
  const listing = keptTerminal();
  await showMerchants(database, listing);
  assert.match(
    listing.lines[0] ?? '',
    /^mer_\w+ {2}org_\w+ {2}test {2}CNY {2}7 days after delivery {2}Tea house$/,
  );
  assert.match(listing.lines[1] ?? '', / {2}live {2}CNY {2}once fulfilled {2}Live tea$/);
});

test('makes a merchant that the API reads', async () => {
  const terminal = keptTerminal();
  await addMerchant(database, 'Second tea house', { ...none, days: '0' }, terminal);
  const [id] = /mer_\w{26}/.exec(terminal.lines.join()) ?? [];
  const response = await house.request(`/v1/merchants/${id}`);
  const read = parse(merchantSchema, await response.json());
  assert.ok(read.ok);
  assert.deepEqual(read.value.completes, { when: 'delivered', days: 0 });
});

const mistakes: readonly [
  name: string | undefined,
  change: Partial<typeof none> | { days: string },
  words: RegExp,
][] = [
  [undefined, {}, /^name is missing\. Such as `kindcart merchants add/],
  ['Tea', { currency: 'XXX' }, /^currency is not an active ISO 4217 currency/],
  ['Tea', { days: '91' }, /^days is more than 90/],
  ['Tea', { days: 'a week' }, /^days is not a/],
  ['Tea', { organization: 'org_01k9p4a0a0fz3t6v8w0x2y4z6f' }, /^There is no organization/],
];

for (const [name, change, words] of mistakes) {
  test(`says in words that ${words.source}`, async () => {
    const added = addMerchant(database, name, { ...none, ...change }, keptTerminal());
    await assert.rejects(added, { message: words });
  });
}
