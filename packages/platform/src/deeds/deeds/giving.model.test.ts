// Any deeds, told in any bundles, give what the model says: to the unit, deed by deed.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  addDays,
  type CreateChallenge,
  createChallengeExample,
  dayAt,
  type Source,
} from '@kindcart/contract';
import * as fc from 'fast-check';
import { testDatabase, testPlatform } from '../../testing/platform.ts';
import type { ToldDeed } from './batch.ts';
import { createDeedGiving, giveDeeds } from './giving.ts';
import { DeedsModel, type ModelDeed } from './testing/model.ts';
import { makeWalkers, openWalk, toldByServer, type Walk, type Walker } from './testing/walkers.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.auditClean();
  await house.stop();
  await database.close();
});

const timeZone = 'Europe/Berlin';
house.clock.goOnToNoon(timeZone);
const today = dayAt(house.clock.nowMs(), timeZone);
// Days of which nothing is doubted.
const days = [addDays(today, -1), addDays(today, -2)];
const sources: readonly Source[] = [
  'werun',
  'partner',
  'bluetooth',
  'motion',
  'import',
  'declared',
];
const walkers = await makeWalkers(database.db, house.a.book, 5);
const giving = createDeedGiving({
  db: database.db,
  newId: house.platform.newId,
  now: () => new Date(house.clock.nowMs()),
});

const cny = (amount: number) => ({ amount, currency: 'CNY' });
const small = fc.integer({ min: 1, max: 3_000 });
const termsOf = fc.record({
  quantity: fc.integer({ min: 1, max: 100 }),
  amount: fc.integer({ min: 1, max: 50 }),
  min: fc.integer({ min: 0, max: 300 }),
  more: small,
  slice: fc.option(fc.integer({ min: 1, max: 1_000 })),
  funded: fc.integer({ min: 1, max: 3_000 }),
  caps: fc.array(small, { minLength: sources.length, maxLength: sources.length }),
});
const deedOf: fc.Arbitrary<ModelDeed> = fc.record({
  walker: fc.nat({ max: walkers.length - 1 }),
  day: fc.constantFrom(...days),
  source: fc.constantFrom(...sources),
  quantity: fc.integer({ min: 0, max: 4_000 }),
});

function challengeOf(terms: typeof termsOf extends fc.Arbitrary<infer Value> ? Value : never) {
  return {
    ...createChallengeExample,
    timeZone,
    rate: { quantity: terms.quantity, amount: cny(terms.amount) },
    budget: cny(terms.funded),
    perPerson: { minPerDay: terms.min, maxPerDay: terms.min + terms.more },
    dailyBudget: terms.slice === null ? null : cny(terms.slice),
    sources: sources.map((source, place) => ({ source, maxPerDay: terms.caps[place] ?? 1 })),
    startsOn: addDays(today, -10),
    endsOn: addDays(today, 10),
  } satisfies CreateChallenge;
}

function toldOf(walk: Walk, walker: Walker, { day, source, quantity }: ModelDeed): ToldDeed {
  const told = { day, source, quantity };
  return source === 'werun' || source === 'partner'
    ? toldByServer(house.a.book, walk, walker, told)
    : walker.told(walk, told);
}

test('gives what the model says, in bundles of any size', async () => {
  const bundles = fc.array(fc.array(deedOf, { maxLength: 12 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(termsOf, bundles, async (terms, told) => {
      const challenge = challengeOf(terms);
      const walk = await openWalk(house, challenge, terms.funded);
      const model = new DeedsModel(challenge, terms.funded);
      // What a server tells again is the same deed, and counts no second time.
      const before = new Map<string, object>();
      for (const bundle of told) {
        const asked = bundle.map((deed) => {
          const walker = walkers[deed.walker] ?? assert.fail('there is one');
          return toldOf(walk, walker, deed);
        });
        const outcomes = await giveDeeds(giving, asked);
        for (const [place, { deed }] of outcomes.entries()) {
          const one = bundle[place] ?? assert.fail('one for each');
          const key = asked[place]?.signed === null ? JSON.stringify(one) : `${before.size}`;
          const expected = before.get(key) ?? model.tell(one);
          before.set(key, expected);
          const { counted, given, limitedBy } = deed ?? assert.fail('it is taken');
          assert.deepEqual({ counted, given: given.amount, limitedBy }, expected);
        }
      }
      const { totals } = await house.stage.readProject(walk.project.id);
      assert.equal(totals.raised.amount, model.given);
      assert.ok(model.given <= terms.funded);
    }),
    { numRuns: 40 },
  );
});
