// Trees, observations and the forest in numbers over HTTP, on a whole platform.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  type ChangeTreeState,
  type EndpointInput,
  type Id,
  type RecordObservation,
  recordObservationExample,
  shownObservationsMax,
  type TreeGift,
  testCards,
  type WholeTree,
} from '@kindcart/contract';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { waitUntil } from '../../testing/wait.ts';
import { keepMs } from '../totals/routes.ts';
import { type Grove, seedGrove } from './testing.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { ownUrl: () => 'https://give.example' });
const { stage, clock } = house;
// The trees of these tests have the age that they have then.
clock.step(Date.parse('2026-11-23T08:00:00Z') - clock.nowMs());
const { book } = house.a;
after(async () => {
  await house.stop();
  await database.close();
});

let numbered = 0;

/** Trees of a grove of their own, with numbers that no other has. */
async function treesOf(count: number, plantedOn: string | null): Promise<Numbered> {
  const numbers = Array.from({ length: count }, (_, index) => numbered + index + 1);
  numbered += count;
  const grove = await seedGrove(db, book, { places: numbered, numbers, plantedOn });
  return { ...grove, numbers };
}

interface Numbered extends Grove {
  readonly numbers: readonly number[];
}

/** A donation that is paid. */
async function given(donorName: string | null, anonymous = false): Promise<Id<'donation'>> {
  const project = await stage.project();
  const gave = await stage.gave(project, testCards.succeeds, 'succeeded', { donorName, anonymous });
  return gave.donation.id;
}

/** Says whose the tree is; one share for each donation. */
async function adopt(
  { plotId, speciesId, numbers: [number = 0], treeIds: [treeId] }: Numbered,
  donations: readonly Id<'donation'>[],
  { gift, teamName = null }: { readonly gift?: TreeGift; readonly teamName?: string | null } = {},
): Promise<void> {
  const id = testId('adoption');
  const own = { organization_id: book.organizationId };
  const now = new Date();
  await db
    .insertInto('adoption')
    .values({
      ...own,
      id,
      livemode: false,
      plot_id: plotId,
      species_id: speciesId,
      place_number: number,
      moved_from: null,
      state: 'adopted',
      held_until: null,
      currency: 'CNY',
      price_amount: 100 * donations.length,
      share_count: donations.length,
      team_name: teamName,
      gift: gift === undefined ? null : JSON.stringify(gift),
      adopter: teamName === null ? 'donor' : 'team',
      source: null,
      held_by: null,
      tree_number: number,
      created_at: now,
      updated_at: now,
    })
    .execute();
  await db
    .insertInto('adoption_share')
    .values(
      donations.map((donation, at) => ({
        ...own,
        adoption_id: id,
        number: at + 1,
        amount: 100,
        state: 'paid' as const,
        donation_id: donation,
      })),
    )
    .execute();
  if (treeId === undefined) assert.fail('There is no tree');
  await db.updateTable('tree').set({ adoption_id: id }).where('id', '=', treeId).execute();
}

async function read({ treeIds: [treeId] }: Grove): Promise<WholeTree> {
  if (treeId === undefined) return assert.fail('There is no tree');
  const answer = await stage.ask('getTree', { params: { treeId } });
  return answer.ok ? answer.value : assert.fail(answer.text);
}

let keys = 0;

async function see(...told: readonly Partial<RecordObservation>[]) {
  const observations = told.map((each): RecordObservation => {
    keys += 1;
    const key = `seen_${String(keys).padStart(6, '0')}`;
    return { ...recordObservationExample, key, location: null, ...each };
  });
  const answer = await stage.ask('recordObservations', { body: { observations } });
  return answer.ok ? answer.value.items : assert.fail(answer.text);
}

async function become(
  treeId: Id<'tree'> | undefined,
  state: ChangeTreeState['state'],
  changes: Partial<ChangeTreeState> = {},
) {
  if (treeId === undefined) return assert.fail('There is no tree');
  const body = { state, on: '2026-06-01', note: 'Seen', photoUrl: null, ...changes };
  return stage.ask('changeTreeState', { params: { treeId }, body });
}

test('shows a tree that is planned: where it will stand, and no size', async () => {
  const grove = await treesOf(1, null);
  const tree = await read(grove);
  assert.deepEqual(tree, {
    id: grove.treeIds[0],
    number: grove.numbers[0],
    speciesId: grove.speciesId,
    plotId: grove.plotId,
    projectId: grove.projectId,
    place: { number: grove.numbers[0], position: [103.09, 38.78] },
    state: 'planned',
    stages: [{ state: 'planned', on: '2025-01-01', note: null, photoUrl: null }],
    plantedOn: null,
    adopter: {
      ...{ kind: 'donor', names: [], shares: 1, teamName: null, giftTo: null, giftMessage: null },
    },
    ...{ replaces: null, replacedBy: null, size: null, latestPhoto: null },
    nextObservationOn: null,
    certificateUrl: `https://give.example/trees/${grove.treeIds[0]}`,
    livemode: false,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    observations: [],
  });
});

test('shows how tall a tree is, from its kind until somebody has measured it', async () => {
  const grove = await treesOf(1, '2024-04-05');
  const usual = (await read(grove)).size;
  assert.deepEqual([usual?.basis, usual?.measurements], ['species', 0]);
  await see({
    treeNumber: grove.numbers[0] ?? 0,
    heightCm: 210,
    observedAt: '2026-10-12T02:30:00Z',
  });
  const { size, nextObservationOn, observations } = await read(grove);
  assert.deepEqual([size?.basis, size?.measurements, observations.length], ['observed', 1, 1]);
  assert.ok((size?.heightCm ?? 0) >= 210 && (usual?.heightCm ?? 999) < 160);
  assert.equal(nextObservationOn, '2027-04-12');
});

test('shows the newest observations, and none that waits or was set aside', async () => {
  const grove = await treesOf(1, '2024-04-05');
  const treeNumber = grove.numbers[0] ?? 0;
  const days = Array.from({ length: shownObservationsMax + 2 }, (_, day) =>
    new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
  );
  await see(...days.map((observedAt, day) => ({ treeNumber, observedAt, heightCm: 100 + day })));
  const [odd] = await see({ treeNumber, heightCm: 5_000, observedAt: '2026-05-01T00:00:00Z' });
  assert.deepEqual(odd?.flags, ['taller_than_species']);
  const shown = (await read(grove)).observations;
  assert.equal(shown.length, shownObservationsMax);
  assert.equal(shown[0]?.observedAt, days.at(-1));
  assert.ok(!('key' in (shown[0] ?? {})) && !('review' in (shown[0] ?? {})));
  const review = async (decision: 'kept' | 'set_aside') => {
    const observationId = odd?.observationId ?? assert.fail();
    const params = { observationId };
    const answer = await stage.ask('reviewObservation', { params, body: { review: decision } });
    assert.ok(answer.ok && answer.value.review === decision);
    return (await read(grove)).observations[0]?.heightCm;
  };
  assert.equal(await review('kept'), 5_000);
  assert.equal(await review('set_aside'), 125);
});

test('names who gave and does not hide, in the order of their shares', async () => {
  const grove = await treesOf(1, '2026-04-05');
  const hidden = await given('Rude Name');
  const donations = [await given('林晓'), await given('Nobody', true), hidden, await given(null)];
  await adopt(grove, [...donations, await given('Ada')], { teamName: '三班' });
  const params = { donationId: hidden };
  const decision = { nameHidden: true, messageHidden: false, reason: null };
  assert.ok((await stage.ask('moderateDonation', { params, body: decision })).ok);
  const { adopter } = await read(grove);
  assert.deepEqual(adopter, {
    kind: 'team',
    names: ['林晓', 'Ada'],
    shares: 5,
    teamName: '三班',
    giftTo: null,
    giftMessage: null,
  });
});

test('tells for whom a tree is from the day on which that may be known', async () => {
  const grove = await treesOf(1, null);
  const tomorrow = new Date(clock.nowMs() + 86_400_000).toISOString().slice(0, 10);
  const gift = { to: '奶奶', message: '生日快乐！', revealOn: tomorrow };
  await adopt(grove, [await given('林晓')], { gift });
  assert.equal((await read(grove)).adopter.giftTo, null);
  clock.advance(86_400_000);
  const { adopter } = await read(grove);
  assert.deepEqual([adopter.giftTo, adopter.giftMessage], ['奶奶', '生日快乐！']);
});

test('changes the state, shows the evidence, and keeps the adopter of a tree that is replaced', async () => {
  const grove = await treesOf(1, null);
  await adopt(grove, [await given('林晓')]);
  const [treeId] = grove.treeIds;
  const photoUrl = 'https://give.example/photos/pho_1';
  const planted = await become(treeId, 'planted', { on: '2026-02-01', note: null, photoUrl });
  assert.ok(planted.ok);
  assert.deepEqual(planted.value.stages.at(-1), {
    state: 'planted',
    on: '2026-02-01',
    note: null,
    photoUrl,
  });
  assert.deepEqual(planted.value.latestPhoto, {
    url: photoUrl,
    takenAt: '2026-02-01T00:00:00.000Z',
  });
  const refusal = await become(treeId, 'grown');
  assert.ok(!refusal.ok);
  assert.equal(refusal.problem.code, 'tree_state_refused');
  assert.match(refusal.problem.errors?.[0]?.message ?? '', /established or lost can follow/);
  assert.ok((await become(treeId, 'lost')).ok);
  const replaced = await become(treeId, 'replaced', { on: '2026-07-01' });
  assert.ok(replaced.ok);
  const again = await become(treeId, 'replaced', { on: '2026-07-01' });
  assert.ok(again.ok);
  assert.deepEqual(again.value, { ...replaced.value, ...{ size: again.value.size } });
  const number = replaced.value.replacedBy ?? assert.fail('It has no successor');
  numbered = Math.max(numbered, number);
  const answer = await stage.ask('listTrees', { query: { numbers: [number] } });
  const [successor] = answer.ok ? answer.value.items : [];
  assert.deepEqual(
    [successor?.replaces, successor?.state, successor?.adopter.names, successor?.place],
    [grove.numbers[0], 'planned', ['林晓'], replaced.value.place],
  );
});

test('needs evidence for what became of a tree', async () => {
  const grove = await treesOf(1, null);
  const answer = await become(grove.treeIds[0], 'planted', { note: null });
  assert.ok(!answer.ok);
  assert.deepEqual(
    [answer.problem.code, answer.problem.errors?.[0]?.field],
    ['request_invalid', 'note'],
  );
});

type Query = NonNullable<EndpointInput<'listTrees'>['query']>;

async function list(query: Query) {
  const answer = await stage.ask('listTrees', { query });
  return answer.ok ? answer.value : assert.fail(answer.text);
}

test('lists the trees of a plot by number, page by page', async () => {
  const { plotId, numbers } = await treesOf(7, '2026-04-05');
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ plotId, limit: 3, ...(cursor !== undefined && { cursor }) });
    seen.push(...page.items.map(({ number }) => number));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  assert.deepEqual(seen, numbers);
  const exact = await list({ plotId, limit: 7 });
  assert.deepEqual([exact.items.length, exact.nextCursor], [7, null]);
});

test('lists trees by id and by number as they were asked for, and leaves out what is not there', async () => {
  const { treeIds, numbers } = await treesOf(3, null);
  const [first = assert.fail(), , third = assert.fail()] = treeIds;
  const ids = [third, testId('tree'), first];
  assert.deepEqual(
    (await list({ ids })).items.map(({ number }) => number),
    [numbers[2], numbers[0]],
  );
  const asked = [numbers[1] ?? 0, 999_999_999, numbers[0] ?? 0];
  assert.deepEqual(
    (await list({ numbers: asked })).items.map(({ id }) => id),
    [treeIds[1], treeIds[0]],
  );
});

test('says that a list needs one way of choosing, and knows a cursor that is none of its own', async () => {
  const bad: readonly Query[] = [
    {},
    { numbers: [1], plotId: 'plt_1' },
    { plotId: 'plt_1', cursor: 'x' },
  ];
  for (const query of bad) {
    const answer = await stage.ask('listTrees', { query });
    assert.ok(!answer.ok);
    assert.equal(answer.problem.code, 'request_invalid');
  }
  assert.deepEqual(await list({ plotId: 'plt_1' }), { items: [], nextCursor: null });
});

test('counts the forest: adopted, planned, standing and lost, by kind and year, with its bounds', async () => {
  const forest = async () => {
    clock.advance(keepMs);
    const answer = await stage.ask('getForest', {});
    return answer.ok ? answer.value : assert.fail(answer.text);
  };
  const before = await forest();
  const { treeIds, speciesId } = await treesOf(4, '2019-04-05');
  const counted = async (trees: number) =>
    waitUntil(`${trees} trees to be counted`, async () => {
      const found = await forest();
      const kind = found.species.find((each) => each.speciesId === speciesId);
      return (kind?.trees ?? 0) === trees ? found : undefined;
    });
  assert.ok((await counted(4)).years.some(({ year, trees }) => year === 2019 && trees === 4));
  assert.ok((await become(treeIds[0], 'lost')).ok);
  assert.ok((await become(treeIds[1], 'lost')).ok);
  const replaced = await become(treeIds[1], 'replaced', { on: '2026-07-01' });
  numbered += replaced.ok ? 1 : assert.fail(replaced.text);
  const { trees, years, plots, countries, bounds } = await counted(2);
  const { adopted, planned, planted, lost } = before.trees;
  assert.deepEqual(trees, {
    adopted: adopted + 4,
    planned: planned + 1,
    planted: planted + 2,
    lost: lost + 2,
  });
  assert.deepEqual(years[0], { year: 2019, trees: 2 });
  assert.deepEqual([plots, countries], [before.plots + 1, ['CN']]);
  assert.equal(bounds?.[0], 103.09);
});

test('counts an empty forest as empty', async () => {
  const answer = await stage.ask('getForest', {}, { key: house.b.test.secret });
  assert.ok(answer.ok);
  const { asOf, ...rest } = answer.value;
  assert.deepEqual(rest, {
    trees: { adopted: 0, planned: 0, planted: 0, lost: 0 },
    ...{ species: [], years: [], plots: 0, countries: [], bounds: null },
  });
});

test('lists observations newest first, of a tree or to be looked at, page by page', async () => {
  const { numbers, treeIds } = await treesOf(2, '2026-04-05');
  const [one = 0, other = 0] = numbers;
  await see({ treeNumber: one }, { treeNumber: other }, { treeNumber: one, heightCm: 9_000 });
  const query = { treeId: treeIds[0] ?? assert.fail() };
  const first = await stage.ask('listObservations', { query: { ...query, limit: 1 } });
  assert.ok(first.ok && first.value.nextCursor !== null);
  const cursor = first.value.nextCursor;
  const second = await stage.ask('listObservations', { query: { ...query, limit: 1, cursor } });
  assert.ok(second.ok && second.value.nextCursor === null);
  const all = [...first.value.items, ...second.value.items];
  assert.deepEqual(new Set(all.map(({ treeNumber }) => treeNumber)), new Set([one]));
  const open = await stage.ask('listObservations', { query: { ...query, review: 'open' } });
  assert.deepEqual(open.ok && open.value.items.map(({ heightCm }) => heightCm), [9_000]);
});

test('shows nothing of it to another organization', async () => {
  const { treeIds } = await treesOf(1, '2026-04-05');
  const treeId = treeIds[0] ?? assert.fail();
  const strangers = { key: house.b.test.secret };
  const answer = await stage.ask('getTree', { params: { treeId } }, strangers);
  assert.ok(!answer.ok && answer.problem.code === 'tree_unknown');
  const body = { state: 'lost', on: '2026-06-01', note: 'Ha', photoUrl: null } as const;
  const change = await stage.ask('changeTreeState', { params: { treeId }, body }, strangers);
  assert.ok(!change.ok && change.problem.code === 'tree_unknown');
});
