import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  createCharityItemExample,
  createMerchantExample,
  createProjectExample,
  type Id,
} from '@kindcart/contract';
import { sql } from 'kysely';
import { insertItem } from '../commerce/items/records.ts';
import { insertMerchant } from '../commerce/merchants/records.ts';
import { seedChallenge } from '../deeds/testing.ts';
import { insertProject } from '../giving/projects/records.ts';
import { makeTenant, testDatabase, testId } from '../testing/platform.ts';
import { waitUntil } from '../testing/wait.ts';
import { createHub, type Subscriber } from './hub.ts';
import type { LiveNews } from './totals.ts';

const database = await testDatabase();
const { db } = database;
after(() => database.close());

const { organizationId, book } = await makeTenant(database, 'Live');

async function newProject(): Promise<Id<'project'>> {
  const id = testId('project');
  await insertProject(db, book, id, createProjectExample, new Date());
  return id;
}

async function newItem(projectId: Id<'project'>): Promise<Id<'charityItem'>> {
  const [id, merchantId] = [testId('charityItem'), testId('merchant')];
  await insertMerchant(db, book, merchantId, createMerchantExample, new Date());
  const { terms, ...rest } = createCharityItemExample;
  const split = [{ projectId, basisPoints: 10_000 }];
  const body = { ...rest, merchantId, terms: { ...terms, split } };
  await insertItem(db, book, id, body, new Date());
  return id;
}

function raise(projectId: Id<'project'>, amount: number) {
  return db
    .updateTable('project_total')
    .set((set) => ({
      raised_amount: set('raised_amount', '+', amount),
      version: set('version', '+', 1),
    }))
    .where('project_id', '=', projectId)
    .execute();
}

/** A hub, and streams that write down what they are told. */
function house(from = db, now = () => new Date()) {
  const errors: unknown[] = [];
  const hub = createHub({ db: from, now }, (error) => errors.push(error));
  const listen = (ids: readonly LiveNews['id'][], changes: Partial<Subscriber> = {}) => {
    const told: LiveNews[] = [];
    const leave = hub.subscribe({
      ...book,
      ids: new Set(ids),
      send: (news) => void told.push(news),
      ...changes,
    });
    const raised = () =>
      told.map(({ name, event }) => (name === 'project' ? event.totals.raised.amount : null));
    const hears = (count: number) =>
      waitUntil(`${count} pieces of news`, () => (told.length >= count ? told : undefined));
    return { told, leave, raised, hears };
  };
  const changed = (...ids: LiveNews['id'][]) =>
    hub.changed(ids.map((id) => `${organizationId} ${id}`).join(','));
  return { hub, errors, listen, changed };
}

test('tells who asked of a change, with the whole totals, and nobody else', async () => {
  const [mine, theirs] = [await newProject(), await newProject()];
  const { hub, listen, changed } = house();
  const [a, b] = [listen([mine]), listen([theirs])];
  await raise(mine, 500);
  changed(mine);
  const [news] = await a.hears(1);
  assert.ok(news?.name === 'project' && news.event.projectId === mine);
  assert.deepEqual(news.event.totals.raised, { amount: 500, currency: 'CNY' });
  assert.equal(news.event.totals.version, 1);
  assert.deepEqual(b.told, []);
  hub.stop();
});

test('tells of a challenge with what is left of the day that it is there by its own time', async () => {
  const [projectId, challengeId] = [await newProject(), testId('challenge')];
  const ids = { challengeId, fundingId: testId('funding'), transferId: testId('transfer') };
  await seedChallenge(db, book, { ...ids, projectId, fundedAmount: 500_000 });
  const { hub, listen, changed } = house(db, () => new Date('2026-11-23T16:00:00Z'));
  const stream = listen([challengeId]);
  changed(challengeId);
  const [news] = await stream.hears(1);
  assert.ok(news?.name === 'challenge' && news.event.challengeId === challengeId);
  const { today, left, leftToday } = news.event.totals;
  assert.deepEqual([today, left.amount, leftToday.amount], ['2026-11-24', 500_000, 200_000]);
  hub.stop();
});

test('tells of many changes at once, and the last state of each', async () => {
  const [one, two] = [await newProject(), await newProject()];
  const { hub, listen, changed } = house();
  const stream = listen([one, two]);
  for (let count = 0; count < 50; count += 1) await raise(one, 1);
  await raise(two, 7);
  // In one turn, so that none of it is told before the last, however slow the machine is.
  for (let count = 0; count < 50; count += 1) changed(one);
  changed(two, one);
  await stream.hears(2);
  assert.ok(stream.told.length <= 4, `${stream.told.length} pieces of news`);
  await waitUntil('the last state', () => (stream.raised().includes(50) ? true : undefined));
  assert.ok(stream.raised().includes(7));
  hub.stop();
});

test('tells nothing of the same project in other books', async () => {
  const id = await newProject();
  const { hub, listen, changed } = house();
  const live = listen([id], { livemode: true });
  const stranger = listen([id], { organizationId: testId('organization') });
  const mine = listen([id]);
  changed(id);
  await mine.hears(1);
  assert.deepEqual([live.told, stranger.told], [[], []]);
  assert.deepEqual(await hub.read({ ...book, livemode: true, ids: new Set([id]) }), []);
  hub.stop();
});

test('tells nothing more to who has left', async () => {
  const id = await newProject();
  const { hub, listen, changed } = house();
  const [gone, here] = [listen([id]), listen([id])];
  assert.equal(hub.size, 2);
  gone.leave();
  assert.equal(hub.size, 1);
  changed(id);
  await here.hears(1);
  assert.deepEqual(gone.told, []);
  hub.stop();
});

test('tells everybody again when notifications may have been missed', async () => {
  const [one, two] = [await newProject(), await newProject()];
  const { hub, listen } = house();
  const stream = listen([one, two]);
  await raise(two, 9);
  hub.missed();
  await stream.hears(2);
  assert.deepEqual(stream.raised().toSorted(), [0, 9]);
  hub.stop();
});

test('reads again what it could not read', async () => {
  const id = await newProject();
  let failures = 2;
  const failing = db.withPlugin({
    transformQuery({ node }) {
      failures -= 1;
      if (failures >= 0) throw new Error('database gone');
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  const { hub, errors, listen, changed } = house(failing);
  const stream = listen([id]);
  changed(id);
  await stream.hears(1);
  assert.equal(errors.length, 2);
  assert.equal(stream.told.length, 1);
  hub.stop();
});

test('reads what a stream begins with, and nothing for no projects', async () => {
  const id = await newProject();
  const { hub } = house();
  const [news] = await hub.read({ ...book, ids: new Set([id]) });
  assert.equal(news?.id, id);
  assert.deepEqual(await hub.read({ ...book, ids: new Set() }), []);
  hub.stop();
});

test('tells of charity items beside projects, and of each only to who asked', async () => {
  const projectId = await newProject();
  const itemId = await newItem(projectId);
  const { hub, listen, changed } = house();
  const [both, project] = [listen([projectId, itemId]), listen([projectId])];
  await db
    .updateTable('charity_item_total')
    .set({ orders: 3, given: '10.5', version: 4 })
    .where('charity_item_id', '=', itemId)
    .execute();
  changed(projectId, itemId);
  const told = await both.hears(2);
  const item = told.find((news) => news.name === 'item');
  assert.equal(item?.event.charityItemId, itemId);
  const { orders, given, exact, version } = item.event.totals;
  assert.deepEqual(
    { orders, given, exact, version },
    { orders: 3, given: { amount: 10, currency: 'CNY' }, exact: '10.5', version: 4 },
  );
  await project.hears(1);
  assert.deepEqual(
    project.told.map(({ id }) => id),
    [projectId],
  );
  const elsewhere = { ...book, livemode: true, ids: new Set<LiveNews['id']>([itemId]) };
  assert.deepEqual(await hub.read(elsewhere), []);
  hub.stop();
});

test('takes a notification that nobody can read without harm', async () => {
  const id = await newProject();
  const { hub, listen, changed } = house();
  const stream = listen([id]);
  for (const payload of ['', ',', 'nonsense', `${organizationId} `, 'a b c']) hub.changed(payload);
  changed(id);
  await stream.hears(1);
  hub.stop();
});

test('is silent after it is stopped', async () => {
  const id = await newProject();
  const { hub, listen, changed } = house();
  const stream = listen([id]);
  hub.stop();
  changed(id);
  hub.missed();
  await sql`select 1`.execute(db);
  assert.deepEqual([stream.told, hub.size], [[], 0]);
});
