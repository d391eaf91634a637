// Trees that nobody pays any more: what is planned is given up with its place, what stands stays.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { ChangeTreeState, Id } from '@kindcart/contract';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { waitUntil } from '../../testing/wait.ts';
import { changeTrees } from '../trees/changing.ts';
import { openGrove } from './testing/grove.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database);
const { book } = house.a;
after(async () => {
  await house.stop();
  await database.close();
});

/** A tree on the only place of a plot, and hands on what becomes of it. */
async function adopted() {
  const grove = await openGrove(house, 1);
  const held = await grove.hold();
  const gift = await grove.give(held);
  const { treeId, treeNumber } = await grove.becomes(held, 'adopted');
  assert.ok(treeId !== null && treeNumber !== null);
  return { grove, held, gift, treeId, treeNumber };
}

function become(treeId: Id<'tree'>, state: ChangeTreeState['state']) {
  const on = new Date(house.clock.nowMs()).toISOString().slice(0, 10);
  const body = { state, on, note: 'Seen', photoUrl: null };
  return house.stage.ask('changeTreeState', { params: { treeId }, body });
}

async function read(treeId: Id<'tree'>) {
  const answer = await house.stage.ask('getTree', { params: { treeId } });
  return answer.ok ? answer.value : assert.fail(answer.text);
}

const countsOf = (plotId: Id<'plot'>) =>
  db
    .selectFrom('plot')
    .select(['places_taken', 'trees_planned', 'trees_planted', 'trees_lost', 'trees_ever_planted'])
    .where('id', '=', plotId)
    .executeTakeFirstOrThrow();

test('says of a tree that was given back that it never was, and counts it as lost', async () => {
  const { grove, held, gift, treeId } = await adopted();
  await house.stage.refund(gift, null);
  await grove.becomes(held, 'unfulfilled');
  const { state, stages, plantedOn, size, nextObservationOn } = await read(treeId);
  assert.deepEqual([state, plantedOn, size, nextObservationOn], ['lost', null, null, null]);
  assert.deepEqual(
    stages.map((stage) => [stage.state, stage.note]),
    [
      ['planned', null],
      ['lost', 'Given back before it was planted'],
    ],
  );
  assert.deepEqual(await countsOf(grove.plotId), {
    ...{ places_taken: 0, trees_planned: 0, trees_planted: 0, trees_lost: 1 },
    trees_ever_planted: 0,
  });
  await house.auditClean();
});

const refused: readonly [state: ChangeTreeState['state'], isTakenAgain: boolean][] = [
  ['planted', false],
  ['replaced', false],
  ['replaced', true],
];

for (const [state, isTakenAgain] of refused) {
  const place = isTakenAgain ? 'somebody else has by now' : 'is free';
  test(`refuses in words that a tree that was given back is ${state}, whose place ${place}`, async () => {
    const { grove, held, gift, treeId } = await adopted();
    await house.stage.refund(gift, null);
    await grove.becomes(held, 'unfulfilled');
    if (isTakenAgain) {
      const next = await grove.hold();
      await grove.give(next);
      await grove.becomes(next, 'adopted');
    }
    const before = await countsOf(grove.plotId);
    const answer = await become(treeId, state);
    assert.ok(!answer.ok);
    assert.equal(answer.problem.code, 'tree_state_refused');
    const message = `is ${state}, but the tree was given back before it was planted: nothing follows`;
    assert.deepEqual(answer.problem.errors, [{ field: 'state', message }]);
    assert.deepEqual(await countsOf(grove.plotId), before);
    assert.equal((await read(treeId)).replacedBy, null);
  });
}

test('passes over trees that were given back when a whole planting day is told', async () => {
  const grove = await openGrove(house, 2);
  const [one, other] = [await grove.hold({ placeNumber: 1 }), await grove.hold({ placeNumber: 2 })];
  const [gift] = [await grove.give(one), await grove.give(other)];
  const { treeNumber: first } = await grove.becomes(one, 'adopted');
  const { treeNumber: second } = await grove.becomes(other, 'adopted');
  assert.ok(first !== null && second !== null);
  await house.stage.refund(gift, null);
  await grove.becomes(one, 'unfulfilled');
  const parts = { db, now: () => new Date(house.clock.nowMs()), newTreeId: () => testId('tree') };
  const on = parts.now().toISOString().slice(0, 10);
  const day = { state: 'planted', on, note: 'Planting day', photoUrl: null } as const;
  const numbers = { from: Math.min(first, second), to: Math.max(first, second) };
  const changed = await changeTrees(parts, book, { plotId: grove.plotId, ...numbers }, day);
  assert.deepEqual(
    new Map(changed.map(({ number, refusal }) => [number, refusal?.field ?? null])),
    new Map([
      [first, 'state'],
      [second, null],
    ]),
  );
  await house.auditClean();
});

test('gives up a successor that was not planted yet, and leaves its lost tree replaced', async () => {
  const { grove, held, gift, treeId, treeNumber } = await adopted();
  for (const state of ['planted', 'lost', 'replaced'] as const) {
    assert.ok((await become(treeId, state)).ok, state);
  }
  const { replacedBy } = await read(treeId);
  assert.ok(replacedBy !== null && replacedBy > treeNumber);
  await house.stage.refund(gift, null);
  const over = await grove.becomes(held, 'unfulfilled');
  assert.deepEqual([over.treeId, over.treeNumber], [null, null]);
  assert.equal((await read(treeId)).state, 'replaced');
  const answer = await house.stage.ask('listTrees', { query: { numbers: [replacedBy] } });
  const [successor] = answer.ok ? answer.value.items : [];
  assert.deepEqual([successor?.state, successor?.replaces], ['lost', treeNumber]);
  assert.deepEqual(await countsOf(grove.plotId), {
    ...{ places_taken: 0, trees_planned: 0, trees_planted: 0, trees_lost: 2 },
    trees_ever_planted: 1,
  });
  await house.auditClean();
  await grove.give(await grove.hold());
});

test('keeps a lost tree whose gift went back replaceable by staff, since its place is its own', async () => {
  const { grove, held, gift, treeId } = await adopted();
  for (const state of ['planted', 'lost'] as const) assert.ok((await become(treeId, state)).ok);
  await house.stage.refund(gift, null);
  await grove.shares(held, 'refunded');
  assert.equal(await grove.refusal(), 'plot_full');
  const replaced = await become(treeId, 'replaced');
  assert.ok(replaced.ok && replaced.value.replacedBy !== null);
  assert.deepEqual(replaced.value.adopter.names, []);
  await house.auditClean();
});

test('names nobody on a tree that stands once its gift went back, and fells nothing', async () => {
  const { grove, held, gift, treeId } = await adopted();
  assert.deepEqual((await read(treeId)).adopter.names, ['Ada Lovelace']);
  assert.ok((await become(treeId, 'planted')).ok);
  await house.stage.refund(gift, null);
  await grove.shares(held, 'refunded');
  const { state, adopter } = await read(treeId);
  assert.deepEqual([state, adopter.names], ['planted', []]);
  await house.auditClean();
});

test('keeps the tree of a team of which one has it back, until the last has', async () => {
  const grove = await openGrove(house, 1);
  const team = await grove.hold({ shares: 2 });
  const gifts = [await grove.give(team, 1), await grove.give(await grove.read(team), 2)];
  const { treeId } = await grove.becomes(team, 'adopted');
  assert.ok(treeId !== null);
  const [first, last] = gifts;
  assert.ok(first !== undefined && last !== undefined);
  await house.stage.refund(first, null);
  await grove.shares(team, 'refunded paid');
  assert.equal((await read(treeId)).state, 'planned');
  await house.stage.refund(last, null);
  await grove.becomes(team, 'unfulfilled');
  await waitUntil('the tree to be given up', async () =>
    (await read(treeId)).state === 'lost' ? true : undefined,
  );
  await house.auditClean();
});
