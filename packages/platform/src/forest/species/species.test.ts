// Species through the API: what conformance cannot see, such as other organizations, modes and races.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { ChangeSpecies, Id, Species } from '@kindcart/contract';
import { makeSpecies, plotBody, speciesBody } from '@kindcart/contract/conformance';
import { testDatabase, testPlatform } from '../../testing/platform.ts';
import { catalogue } from './catalogue/catalogue.ts';
import { growthOf } from './catalogue/entry.ts';
import { plotCurrencies } from './records.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
const { stage, a, b } = house;
after(async () => {
  await house.stop();
  await database.close();
});

async function read(id: Id<'species'>, key?: string): Promise<Species | undefined> {
  const options = { query: `ids=${id}`, ...(key === undefined ? {} : { key }) };
  const answer = await stage.ask('listSpecies', {}, options);
  assert.ok(answer.ok);
  return answer.value.items[0];
}

test('keeps species of others and of live data apart, to be read and to be changed', async () => {
  const species = await makeSpecies(stage);
  const asked = { params: { speciesId: species.id }, body: { state: 'retired' } } as const;
  for (const key of [b.test.secret, a.live.secret]) {
    assert.equal(await read(species.id, key), undefined);
    const changed = await stage.ask('changeSpecies', asked, { key });
    assert.equal(!changed.ok && changed.problem.code, 'species_unknown');
  }
  assert.deepEqual(await read(species.id), species);
});

test('keeps every kind of the catalogue to the letter', async () => {
  for (const entry of catalogue) {
    const { latinName, names, nativeRange, needs } = entry;
    const facts = { latinName, names, nativeRange, needs, growth: growthOf(entry) };
    const made = await makeSpecies(stage, facts);
    const { growth, ...kept } = (await read(made.id)) ?? assert.fail();
    assert.deepEqual(growth, facts.growth);
    assert.deepEqual([kept.latinName, kept.names, kept.needs], [latinName, names, needs]);
  }
});

const changes: readonly [what: string, change: ChangeSpecies][] = [
  ['its names', { names: { en: 'Black saxaul', ar: 'غضا' } }],
  ['its range', { nativeRange: { en: 'Elsewhere' } }],
  ['its needs', { needs: { en: 'Care' } }],
  ['its price', { price: { amount: 1, currency: 'USD' } }],
  ['its price in points, to none', { points: null }],
  ['its price in points', { points: 1 }],
  ['its growth', { growth: { ...speciesBody().growth, source: 'Measured by us' } }],
  ['whether it is offered', { state: 'retired' }],
];

for (const [what, change] of changes) {
  test(`changes ${what} and nothing else`, async () => {
    const species = await makeSpecies(stage);
    const asked = { params: { speciesId: species.id }, body: change };
    const answer = await stage.ask('changeSpecies', asked);
    assert.ok(answer.ok);
    const { updatedAt } = answer.value;
    assert.deepEqual(answer.value, { ...species, ...change, updatedAt });
    assert.deepEqual(await read(species.id), answer.value);
  });
}

test('is priced in another currency only while no plot of another currency has it', async () => {
  const species = await makeSpecies(stage);
  const params = { speciesId: species.id };
  const priced = async (currency: string) => {
    const body = { price: { amount: 500, currency } };
    const answer = await stage.ask('changeSpecies', { params, body });
    return answer.ok ? answer.value.price.currency : answer.problem.code;
  };
  assert.equal(await priced('EUR'), 'EUR');
  assert.equal(await priced('USD'), 'USD');
  const [dollars, others] = [await stage.project(), await makeSpecies(stage)];
  const body = plotBody(dollars, species);
  const made = await stage.ask('createPlot', { body });
  assert.ok(made.ok);
  assert.deepEqual(await plotCurrencies(database.db, a.book, species.id), ['USD']);
  assert.equal(await priced('EUR'), 'currency_mismatch');
  const swap = { params: { plotId: made.value.id }, body: { speciesIds: [others.id] } };
  assert.ok((await stage.ask('changePlot', swap)).ok);
  assert.deepEqual(await plotCurrencies(database.db, a.book, species.id), []);
  assert.equal(await priced('EUR'), 'EUR');
  const back = { params: swap.params, body: { speciesIds: [others.id, species.id] } };
  const refused = await stage.ask('changePlot', back);
  assert.equal(!refused.ok && refused.problem.code, 'currency_mismatch');
});

test('refuses a species twice on one plot, and keeps the order in which they are named', async () => {
  const project = await stage.project();
  const [one, two, three] = [
    await makeSpecies(stage),
    await makeSpecies(stage),
    await makeSpecies(stage),
  ];
  const speciesIds = [two.id, three.id, one.id];
  const made = await stage.ask('createPlot', { body: plotBody(project, one, { speciesIds }) });
  assert.ok(made.ok);
  assert.deepEqual(made.value.speciesIds, speciesIds);
  const twice = { speciesIds: [one.id, two.id, one.id] };
  const refused = await stage.ask('createPlot', { body: plotBody(project, one, twice) });
  assert.equal(!refused.ok && refused.problem.code, 'request_invalid');
  assert.deepEqual(!refused.ok && refused.problem.errors, [
    { field: 'speciesIds.2', message: 'is named already' },
  ]);
});
