// Species at the command line.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openLand } from '@kindcart/contract/conformance';
import { catalogue } from '../forest/species/catalogue/catalogue.ts';
import { testDatabase, testPlatform } from '../testing/platform.ts';
import { keptTerminal } from '../testing/terminal.ts';
import {
  addSpecies,
  offerSpecies,
  priceSpecies,
  type SpeciesFlags,
  showSpecies,
} from './species.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
});

const flags: SpeciesFlags = {
  organization: house.a.organizationId,
  live: false,
  catalogue: 'haloxylon-ammodendron',
  price: '25.00',
  currency: 'CNY',
};

async function said(work: (terminal: ReturnType<typeof keptTerminal>) => Promise<number>) {
  const terminal = keptTerminal();
  assert.equal(await work(terminal), 0);
  return terminal.lines.join('\n');
}

const listed = () => said((terminal) => showSpecies(database, terminal));

async function added(change: Partial<SpeciesFlags> = {}): Promise<string> {
  const line = await said((terminal) => addSpecies(database, { ...flags, ...change }, terminal));
  return /spc_\w{26}/.exec(line)?.[0] ?? assert.fail(line);
}

test('says that there are none, adds one with its facts, prices it, and takes it back', async () => {
  assert.match(await listed(), /^No species yet\. Add one/);
  const id = await added({ points: '17900' });
  assert.match(
    await listed(),
    new RegExp(
      `^${id} {2}org_\\w+ {2}test {2}offered {2}CN¥25\\.00 {2}Saxaul, Haloxylon ammodendron$`,
      'm',
    ),
  );
  const priced = await said((terminal) => priceSpecies(database, id, { price: '27' }, terminal));
  assert.match(
    priced,
    /^Saxaul costs CN¥27\.00 from now on\. Adoptions that have begun keep their price\.$/,
  );
  const retired = await said((terminal) => offerSpecies(database, id, 'retired', terminal));
  assert.match(retired, /not offered any more\. Its trees stay/);
  const response = await house.request(`/v1/species?ids=${id}`);
  assert.match(await response.text(), /"points":17900,.*Gurbantunggut.*"state":"retired"/);
  await said((terminal) => offerSpecies(database, id, 'offered', terminal));
  assert.match(await listed(), / {2}offered {2}CN¥27\.00/);
});

test('adds every kind of the catalogue, also in live data and in whole yen', async () => {
  for (const { slug } of catalogue) {
    await added({ catalogue: slug, live: true, price: '500', currency: 'JPY' });
  }
  assert.match(
    await listed(),
    / {2}live {2}offered {2}¥500 {2}Euphrates poplar, Populus euphratica$/m,
  );
});

const mistakes: readonly [change: Partial<SpeciesFlags>, words: RegExp][] = [
  [
    { catalogue: undefined },
    /^Say which species: `kindcart species add --catalogue NAME[\s\S]*haloxylon-ammodendron {2}Saxaul/,
  ],
  [
    { catalogue: 'eucalyptus' },
    /^The catalogue has no eucalyptus\. Other species are added by the API/,
  ],
  [{ price: undefined }, /^Say what a tree costs: --price 25\.00 --currency CNY\.$/],
  [{ currency: 'XXX' }, /^There is no currency XXX\.$/],
  [{ price: 'much' }, /^--price takes an amount such as 25\.00, not much\.$/],
  [{ price: '25.001' }, /^--price 25\.001 has more decimals than CNY has\.$/],
  [{ price: '0' }, /^--price is not above zero\.$/],
  [{ points: '-1' }, /^--points takes a whole number above zero, not -1\.$/],
  [{ organization: 'Nobody' }, /^There is no organization Nobody\.$/],
];

for (const [change, words] of mistakes) {
  test(`says in words that ${words.source}`, async () => {
    const work = addSpecies(database, { ...flags, ...change }, keptTerminal());
    await assert.rejects(work, { name: 'CommandError', message: words });
  });
}

test('refuses a price that plots cannot take, and species that are none', async () => {
  const { species } = await openLand(house.stage);
  const price = { price: '25', currency: 'CNY' };
  await assert.rejects(priceSpecies(database, species.id, price, keptTerminal()), {
    name: 'CommandError',
    message: /currency[\s\S]*price\.currency is not USD/,
  });
  await assert.rejects(priceSpecies(database, species.id, { price: '0' }, keptTerminal()), {
    message: /^--price is not above zero/,
  });
  await assert.rejects(priceSpecies(database, 'spc_1', price, keptTerminal()), {
    message: /^There is no species spc_1\./,
  });
  await assert.rejects(offerSpecies(database, undefined, 'retired', keptTerminal()), {
    message: /^There is no species without an id\./,
  });
});
