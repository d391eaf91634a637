/** What is promised of species. */
import { createSpeciesExample, speciesExample } from '../../forest/species.ts';
import { granted, newIdempotencyKey, refused, refusedField } from '../ask.ts';
import { equal } from '../check.ts';
import { makeSpecies, openLand, speciesBody } from '../land.ts';
import type { CasesOf } from './cases-of.ts';

const unknown = { params: { speciesId: speciesExample.id } };

export const createSpecies: CasesOf<'createSpecies'> = {
  happy: [
    {
      name: 'createSpecies offers a kind of tree as it was told, once under one key',
      async run(stage) {
        const body = speciesBody({ points: null });
        const idempotencyKey = newIdempotencyKey();
        const made = await granted(stage.ask('createSpecies', { body }, { idempotencyKey }));
        const { id, state, livemode, createdAt, updatedAt, ...told } = made;
        equal(told, body, 'what was told');
        equal([state, livemode, updatedAt], ['offered', false, createdAt], 'what was not told');
        const again = await granted(stage.ask('createSpecies', { body }, { idempotencyKey }));
        equal(again, made, 'repeat');
        const read = await granted(stage.ask('listSpecies', {}, { query: `ids=${id}` }));
        equal(read, { items: [made], nextCursor: null }, 'the species when read again');
      },
    },
    {
      name: 'createSpecies refuses a kind without an English name, without a price, or taller than it grows',
      async run(stage) {
        const { growth } = createSpeciesExample;
        for (const [changes, field] of [
          [{ names: { 'zh-CN': '梭梭' } }, 'names'],
          [{ price: { amount: 0, currency: 'USD' } }, 'price.amount'],
          [{ growth: { ...growth, tallestCm: 449 } }, 'growth.tallestCm'],
        ] as const) {
          const asked = stage.ask('createSpecies', { body: speciesBody(changes) });
          await refusedField(asked, 'request_invalid', field, field);
        }
      },
    },
  ],
  refuses: {},
};

export const listSpecies: CasesOf<'listSpecies'> = {
  happy: [
    {
      name: 'listSpecies answers many ids in the order asked, each once, unknown ones left out',
      async run(stage) {
        const [a, b] = [await makeSpecies(stage), await makeSpecies(stage)];
        const query = `ids=${[b.id, speciesExample.id, a.id, b.id].join(',')}`;
        const page = await granted(stage.ask('listSpecies', {}, { query }));
        equal(page, { items: [b, a], nextCursor: null }, 'page');
      },
    },
    {
      name: 'listSpecies pages through all, newest first',
      async run(stage) {
        const made = [];
        for (let count = 0; count < 3; count += 1) made.unshift(await makeSpecies(stage));
        const first = await granted(stage.ask('listSpecies', {}, { query: 'limit=2' }));
        const query = `limit=1&cursor=${first.nextCursor}`;
        const second = await granted(stage.ask('listSpecies', {}, { query }));
        equal([...first.items, ...second.items], made, 'the newest three');
      },
    },
  ],
  refuses: {},
};

export const changeSpecies: CasesOf<'changeSpecies'> = {
  happy: [
    {
      name: 'changeSpecies changes what is told, and leaves the rest as it is',
      async run(stage) {
        const species = await makeSpecies(stage);
        const params = { speciesId: species.id };
        const body = {
          price: { amount: 3_000, currency: 'USD' },
          points: null,
          names: { en: 'Black saxaul' },
          state: 'retired',
        } as const;
        const changed = await granted(stage.ask('changeSpecies', { params, body }));
        const { updatedAt } = changed;
        equal(changed, { ...species, ...body, updatedAt }, 'changed');
        const back = await granted(
          stage.ask('changeSpecies', { params, body: { state: 'offered' } }),
        );
        equal(back, { ...changed, state: 'offered', updatedAt: back.updatedAt }, 'offered again');
        const read = await granted(stage.ask('listSpecies', {}, { query: `ids=${species.id}` }));
        equal(read.items, [back], 'read again');
      },
    },
  ],
  refuses: {
    species_unknown: {
      name: 'changeSpecies refuses an id that is no species',
      async run(stage) {
        const asked = stage.ask('changeSpecies', { ...unknown, body: { state: 'retired' } });
        await refused(asked, 'species_unknown', 'unknown id');
      },
    },
    currency_mismatch: {
      name: 'changeSpecies refuses a price in another currency than a plot of it takes',
      async run(stage) {
        const { species } = await openLand(stage);
        const params = { speciesId: species.id };
        const body = { price: { amount: 2_500, currency: 'CNY' } };
        const asked = stage.ask('changeSpecies', { params, body });
        await refusedField(asked, 'currency_mismatch', 'price.currency', 'another currency');
      },
    },
  },
};
