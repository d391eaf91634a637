/** What is promised of observations. */
import {
  type Observation,
  observationExample,
  type RecordObservation,
  recordObservationExample,
} from '../../forest/observation.ts';
import type { Tree } from '../../forest/tree.ts';
import { granted, refused } from '../ask.ts';
import { equal, fail, holds } from '../check.ts';
import { plantTree, readTree } from '../grove.ts';
import { later } from '../shop.ts';
import type { Stage } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

let keys = 0;

/** Somebody measured the tree on the day of its planting. */
function seen(
  { number, createdAt, place }: Tree,
  changes: Partial<RecordObservation> = {},
): RecordObservation {
  keys += 1;
  return {
    ...recordObservationExample,
    key: `${number}-${Date.parse(createdAt)}-${keys}`.padStart(8, '0'),
    treeNumber: number,
    observedAt: createdAt,
    location: { position: place.position, accuracyM: 5 },
    ...changes,
  };
}

async function record(stage: Stage, ...observations: readonly RecordObservation[]) {
  const body = { observations: [...observations] };
  return (await granted(stage.ask('recordObservations', { body }))).items;
}

async function listed(stage: Stage, query: string): Promise<Observation[]> {
  return (await granted(stage.ask('listObservations', {}, { query }))).items;
}

export const recordObservations: CasesOf<'recordObservations'> = {
  happy: [
    {
      name: 'recordObservations writes down what was measured, and the tree is as tall as that',
      async run(stage) {
        const { tree } = await plantTree(stage);
        const told = seen(tree, { heightCm: 64, note: '长得好' });
        const [recorded] = await record(stage, told);
        equal(
          [recorded?.key, recorded?.outcome, recorded?.flags],
          [told.key, 'recorded', []],
          'outcome',
        );
        const { size, observations } = await readTree(stage, tree.id);
        equal([size?.basis, size?.measurements], ['observed', 1], 'basis');
        const { heightLowCm = 0, heightCm = 0, heightHighCm = 0 } = size ?? {};
        holds(heightCm >= 64 && heightCm < 80, `as tall as it was measured: ${heightCm}`);
        holds(heightLowCm <= 64 && heightHighCm >= 64, 'the range has it');
        const [shown] = observations;
        equal(
          [shown?.heightCm, shown?.note, shown?.observer],
          [64, '长得好', told.observer],
          'shown',
        );
      },
    },
    {
      name: 'recordObservations writes each key once, and says what was told with other contents',
      async run(stage) {
        const { tree } = await plantTree(stage);
        const told = seen(tree);
        const outcomes = async (...all: readonly RecordObservation[]) =>
          (await record(stage, ...all)).map(({ outcome }) => outcome);
        equal(await outcomes(told, told), ['recorded', 'known'], 'twice at once');
        equal(await outcomes(told), ['known'], 'again');
        equal(await outcomes({ ...told, heightCm: 65 }), ['key_reused'], 'with another height');
        equal((await readTree(stage, tree.id)).observations.length, 1, 'observations');
      },
    },
    {
      name: 'recordObservations keeps the good ones where others are of no tree',
      async run(stage) {
        const { tree } = await plantTree(stage);
        const stranger = seen(tree, { treeNumber: 999_999_999 });
        const items = await record(stage, stranger, seen(tree));
        equal(
          items.map(({ outcome }) => outcome),
          ['tree_unknown', 'recorded'],
          'outcomes',
        );
        equal(items[0]?.observationId, null, 'the stranger');
      },
    },
    {
      name: 'recordObservations keeps what is odd to be looked at, and it counts for nothing',
      async run(stage) {
        const { tree } = await plantTree(stage);
        const [west, south] = tree.place.position;
        const odd: readonly [flag: string, changes: Partial<RecordObservation>][] = [
          ['before_planting', { observedAt: '2020-01-01T00:00:00.000Z' }],
          ['in_future', { observedAt: '2089-01-01T00:00:00.000Z' }],
          ['taller_than_species', { heightCm: 15_000 }],
          ['far_from_place', { location: { position: [west + 0.01, south], accuracyM: 5 } }],
        ];
        for (const [flag, changes] of odd) {
          const [recorded] = await record(stage, seen(tree, changes));
          equal([recorded?.outcome, recorded?.flags], ['recorded', [flag]], flag);
        }
        const { size, observations } = await readTree(stage, tree.id);
        equal([size?.basis, observations], ['species', []], 'the tree');
        await record(stage, seen(tree, { heightCm: 60 }));
        const smaller = seen(tree, { heightCm: 40, observedAt: later(tree.createdAt, 1_000) });
        equal((await record(stage, smaller))[0]?.flags, ['shrunk'], 'shrunk');
      },
    },
  ],
  refuses: {},
};

export const listObservations: CasesOf<'listObservations'> = {
  happy: [
    {
      name: 'listObservations reads those of a tree, newest first, page by page, and those to look at',
      async run(stage) {
        const { tree } = await plantTree(stage);
        const [plain, odd] = [seen(tree), seen(tree, { heightCm: 15_000 })];
        await record(stage, plain);
        await record(stage, odd);
        const first = await granted(
          stage.ask('listObservations', {}, { query: `treeId=${tree.id}&limit=1` }),
        );
        const [newest] = first.items;
        equal(
          [newest?.key, newest?.review, newest?.treeNumber],
          [odd.key, 'open', tree.number],
          'newest',
        );
        const query = `treeId=${tree.id}&limit=1&cursor=${first.nextCursor}`;
        const second = await granted(stage.ask('listObservations', {}, { query }));
        equal(second.nextCursor, null, 'the last page');
        const { key, treeNumber, ...told } = plain;
        const { id, createdAt, ...found } = second.items[0] ?? fail('There is no second');
        equal(
          found,
          { treeId: tree.id, treeNumber, key, ...told, flags: [], review: 'clear' },
          'the first one told',
        );
        const open = await listed(stage, `treeId=${tree.id}&review=open`);
        equal(
          open.map((each) => each.key),
          [odd.key],
          'to look at',
        );
      },
    },
  ],
  refuses: {},
};

export const reviewObservation: CasesOf<'reviewObservation'> = {
  happy: [
    {
      name: 'reviewObservation keeps an odd one, or sets it aside, and may be decided anew',
      async run(stage) {
        const { tree } = await plantTree(stage);
        const [recorded] = await record(stage, seen(tree, { heightCm: 1_300 }));
        const observationId = recorded?.observationId ?? fail('It was not written');
        const params = { observationId };
        const decide = async (review: 'kept' | 'set_aside') => {
          const decided = await granted(
            stage.ask('reviewObservation', { params, body: { review } }),
          );
          equal([decided.id, decided.review], [observationId, review], review);
          return (await readTree(stage, tree.id)).size?.heightCm ?? 0;
        };
        equal(await decide('kept'), 1_300, 'height, as kept');
        holds((await decide('set_aside')) < 300, 'height, set aside');
        equal(await decide('kept'), 1_300, 'height, kept after all');
      },
    },
  ],
  refuses: {
    observation_unknown: {
      name: 'reviewObservation refuses an id that is no observation',
      async run(stage) {
        const params = { observationId: observationExample.id };
        const asked = stage.ask('reviewObservation', { params, body: { review: 'kept' } });
        await refused(asked, 'observation_unknown', 'unknown id');
      },
    },
  },
};
