/** What is promised of adoptions. */
import {
  type Adoption,
  adoptionExample,
  type CreateAdoption,
  holdMs,
} from '../../forest/adoption.ts';
import { heldPerAddressMax } from '../../forest/adoption-life.ts';
import { plotExample } from '../../forest/plot.ts';
import { speciesExample } from '../../forest/species.ts';
import type { CreatedDonation } from '../../giving/donation.ts';
import { testCards } from '../../payments.ts';
import { granted, refused, refusedField } from '../ask.ts';
import { equal, holds } from '../check.ts';
import { makeSpecies, type OpenLand, openLand, pieceOfLand } from '../land.ts';
import { type Stage, usd } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

const unknown = { params: { adoptionId: adoptionExample.id } };

/** What holds any place for one alone. */
function wishFor(
  { plot, species }: OpenLand,
  changes: Partial<CreateAdoption> = {},
): CreateAdoption {
  const plain = { placeNumber: null, shares: 1, teamName: null, gift: null };
  return { plotId: plot.id, speciesId: species.id, ...plain, ...changes };
}

function adopt(
  stage: Stage,
  land: OpenLand,
  changes?: Partial<CreateAdoption>,
  options?: Parameters<Stage['ask']>[2],
) {
  return stage.ask('createAdoption', { body: wishFor(land, changes) }, options);
}

/** A place that is held, and the land that it is on. */
export async function holdPlace(
  stage: Stage,
  changes?: Partial<CreateAdoption>,
): Promise<OpenLand & { readonly adoption: Adoption }> {
  const land = await openLand(stage);
  return { ...land, adoption: await granted(adopt(stage, land, changes)) };
}

/** Begins to pay a share. */
async function begin(
  stage: Stage,
  { project, adoption }: Pick<OpenLand, 'project'> & { readonly adoption: Adoption },
  share = 0,
): Promise<CreatedDonation> {
  const gift = adoption.shares[share]?.amount ?? usd(0);
  return stage.begin(project, { gift, adoptionId: adoption.id });
}

function read(stage: Stage, { id }: Pick<Adoption, 'id'>): Promise<Adoption> {
  return granted(stage.ask('getAdoption', { params: { adoptionId: id } }));
}

function becomes(stage: Stage, adoption: Adoption, state: Adoption['state']): Promise<Adoption> {
  return stage.context.waitUntil(`the adoption to be ${state}`, async () => {
    const now = await read(stage, adoption);
    return now.state === state ? now : undefined;
  });
}

export const createAdoption: CasesOf<'createAdoption'> = {
  happy: [
    {
      name: 'createAdoption holds the place that is chosen, for a quarter of an hour',
      async run(stage) {
        const { adoption, plot, project } = await holdPlace(stage, { placeNumber: 2 });
        equal([adoption.state, adoption.place.number], ['held', 2], 'the hold');
        equal([adoption.plotId, adoption.projectId], [plot.id, project.id], 'the land');
        const heldMs = Date.parse(adoption.heldUntil ?? '') - Date.parse(adoption.createdAt);
        equal(heldMs, holdMs, 'how long');
        equal([adoption.price, adoption.treeId], [usd(2_500), null], 'price and tree');
        const places = stage.ask('listPlaces', { params: { plotId: plot.id } });
        const states = (await granted(places)).items.map(({ state }) => state);
        equal(states.filter((state) => state === 'held').length, 1, 'held places');
        equal(states[1], 'held', 'the place');
      },
    },
    {
      name: 'createAdoption holds a place of its own for each who takes any',
      async run(stage) {
        const land = await openLand(stage);
        const numbers = new Set<number>();
        for (let count = 0; count < 6; count += 1) {
          numbers.add((await granted(adopt(stage, land))).place.number);
        }
        equal(numbers.size, 6, 'places');
      },
    },
    {
      name: 'createAdoption parts the price for a team, to the last unit',
      async run(stage) {
        const { adoption } = await holdPlace(stage, { shares: 3, teamName: '三年二班' });
        equal(
          adoption.shares.map(({ amount }) => amount),
          [usd(834), usd(833), usd(833)],
          'shares',
        );
        equal(adoption.teamName, '三年二班', 'name');
      },
    },
    {
      name: 'createAdoption takes a place over once its time is over',
      needs: ['clock'],
      async run(stage) {
        const { adoption, ...land } = await holdPlace(stage, { placeNumber: 1 });
        await stage.given('advance')(holdMs);
        equal((await read(stage, adoption)).state, 'lapsed', 'the first');
        const next = await granted(adopt(stage, land, { placeNumber: 1 }));
        equal([next.state, next.place.number], ['held', 1], 'the next');
      },
    },
  ],
  refuses: {
    plot_unknown: {
      name: 'createAdoption refuses an id that is no plot',
      async run(stage) {
        const body = { ...wishFor(await openLand(stage)), plotId: plotExample.id };
        await refused(stage.ask('createAdoption', { body }), 'plot_unknown', 'unknown plot');
      },
    },
    plot_closed: {
      name: 'createAdoption refuses a plot that is closed',
      async run(stage) {
        const land = await openLand(stage);
        const params = { plotId: land.plot.id };
        await granted(stage.ask('changePlot', { params, body: { state: 'closed' } }));
        await refusedField(adopt(stage, land), 'plot_closed', 'plotId', 'closed plot');
      },
    },
    species_unknown: {
      name: 'createAdoption refuses an id that is no species',
      async run(stage) {
        const asked = adopt(stage, await openLand(stage), { speciesId: speciesExample.id });
        await refusedField(asked, 'species_unknown', 'speciesId', 'unknown species');
      },
    },
    species_not_offered: {
      name: 'createAdoption refuses a species of other plots, and one that is retired',
      async run(stage) {
        const [land, another] = [await openLand(stage), await makeSpecies(stage)];
        const elsewhere = adopt(stage, land, { speciesId: another.id });
        await refusedField(elsewhere, 'species_not_offered', 'speciesId', 'other species');
        const params = { speciesId: land.species.id };
        await granted(stage.ask('changeSpecies', { params, body: { state: 'retired' } }));
        await refusedField(adopt(stage, land), 'species_not_offered', 'speciesId', 'retired');
      },
    },
    place_unknown: {
      name: 'createAdoption refuses a number that no place has',
      async run(stage) {
        const asked = adopt(stage, await openLand(stage), { placeNumber: 7 });
        await refusedField(asked, 'place_unknown', 'placeNumber', 'the seventh of six');
      },
    },
    place_taken: {
      name: 'createAdoption refuses a place that somebody else has',
      async run(stage) {
        const { adoption: _, ...land } = await holdPlace(stage, { placeNumber: 3 });
        const asked = adopt(stage, land, { placeNumber: 3 });
        await refusedField(asked, 'place_taken', 'placeNumber', 'held place');
      },
    },
    plot_full: {
      name: 'createAdoption refuses any place where all of them are held',
      async run(stage) {
        const land = await openLand(stage, { polygon: pieceOfLand(1, 2) });
        for (let count = 0; count < land.plot.places.total; count += 1) {
          await granted(adopt(stage, land));
        }
        await refused(adopt(stage, land), 'plot_full', 'full plot');
      },
    },
    project_closed: {
      name: 'createAdoption refuses land of a project that is closed',
      async run(stage) {
        const land = await openLand(stage);
        await granted(stage.ask('closeProject', { params: { projectId: land.project.id } }));
        await refusedField(adopt(stage, land), 'project_closed', 'plotId', 'closed project');
      },
    },
    adoptions_too_many: {
      name: 'createAdoption refuses a page more places than one address may hold unpaid',
      needs: ['keys'],
      async run(stage) {
        const land = await openLand(stage, { polygon: pieceOfLand(3, 4) });
        const { origin, keys } = stage.context;
        const page = { key: keys.publishable, headers: { Origin: origin } };
        const held: Adoption[] = [];
        while (held.length < heldPerAddressMax) {
          held.push(await granted(adopt(stage, land, {}, page)));
        }
        await refused(adopt(stage, land, {}, page), 'adoptions_too_many', 'one more');
        await granted(adopt(stage, land));
        for (const { id } of held) {
          await granted(stage.ask('releaseAdoption', { params: { adoptionId: id } }, page));
        }
        await granted(adopt(stage, land, {}, page));
      },
    },
  },
};

export const getAdoption: CasesOf<'getAdoption'> = {
  happy: [
    {
      name: 'getAdoption tells of the tree once it is paid',
      async run(stage) {
        const held = await holdPlace(stage);
        const created = await begin(stage, held);
        equal((await read(stage, held.adoption)).shares[0]?.state, 'pending', 'while it is paid');
        await stage.pay(created, testCards.succeeds);
        const adopted = await becomes(stage, held.adoption, 'adopted');
        holds(adopted.treeId !== null && adopted.treeNumber !== null, 'the tree has its number');
        const [share] = adopted.shares;
        equal([share?.state, share?.name], ['paid', 'Ada Lovelace'], 'who paid');
        equal(adopted.heldUntil, null, 'nothing is held any more');
        const places = stage.ask('listPlaces', { params: { plotId: held.plot.id } });
        const place = (await granted(places)).items[adopted.place.number - 1];
        equal([place?.state, place?.treeNumber], ['taken', adopted.treeNumber], 'the place');
      },
    },
    {
      name: 'getAdoption tells that a team gathers until all have paid',
      async run(stage) {
        const held = await holdPlace(stage, { shares: 2 });
        await stage.pay(await begin(stage, held), testCards.succeeds);
        const gathering = await becomes(stage, held.adoption, 'gathering');
        holds((gathering.heldUntil ?? '') > (held.adoption.heldUntil ?? ''), 'it has more time');
        await stage.pay(await begin(stage, held, 1), testCards.succeeds);
        await becomes(stage, held.adoption, 'adopted');
      },
    },
  ],
  refuses: {
    adoption_unknown: {
      name: 'getAdoption refuses an id that is no adoption',
      async run(stage) {
        await refused(stage.ask('getAdoption', unknown), 'adoption_unknown', 'unknown id');
      },
    },
  },
};

export const releaseAdoption: CasesOf<'releaseAdoption'> = {
  happy: [
    {
      name: 'releaseAdoption gives the place to the next, and does nothing the second time',
      async run(stage) {
        const { adoption, ...land } = await holdPlace(stage, { placeNumber: 1 });
        const params = { adoptionId: adoption.id };
        const released = await granted(stage.ask('releaseAdoption', { params }));
        equal([released.state, released.heldUntil], ['released', null], 'the first');
        const next = await granted(adopt(stage, land, { placeNumber: 1 }));
        holds(next.id !== adoption.id, 'the next is another adoption');
        await granted(stage.ask('releaseAdoption', { params }));
        equal((await read(stage, next)).state, 'held', 'the next');
      },
    },
  ],
  refuses: {
    adoption_unknown: {
      name: 'releaseAdoption refuses an id that is no adoption',
      async run(stage) {
        await refused(stage.ask('releaseAdoption', unknown), 'adoption_unknown', 'unknown id');
      },
    },
    adoption_over: {
      name: 'releaseAdoption refuses an adoption that is paid',
      async run(stage) {
        const held = await holdPlace(stage);
        await stage.pay(await begin(stage, held), testCards.succeeds);
        await becomes(stage, held.adoption, 'adopted');
        const params = { adoptionId: held.adoption.id };
        await refused(stage.ask('releaseAdoption', { params }), 'adoption_over', 'adopted');
      },
    },
  },
};
