// What donors tell beside their gifts: kept with the gift or not at all, and gone when it is erased.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createProjectExample, type Details, detailsExample, type Id } from '@kindcart/contract';
import { makeTenant, testDatabase, testId } from '../../testing/platform.ts';
import { insertProject } from '../projects/records.ts';
import {
  eraseDonor,
  findWholeDonation,
  insertDonations,
  type NewDonation,
  toDonation,
} from './records.ts';

const database = await testDatabase();
const { db } = database;
after(() => database.close());
const { book } = await makeTenant(database, 'Told');
const stranger = (await makeTenant(database, 'Stranger')).book;
const projectId = testId('project');
await insertProject(db, book, projectId, createProjectExample, new Date());

function newDonation(details?: Details): NewDonation {
  const id = testId('donation');
  const now = new Date().toISOString();
  return {
    claim: { ...book, route: 'createDonation', key: id, fingerprint: 'f' },
    response: '{}',
    details,
    projectVersion: 1,
    row: {
      id,
      project_id: projectId,
      currency: 'CNY',
      gift_amount: 5_000,
      fee_cover_amount: 0,
      donor_name: null,
      anonymous: true,
      message: null,
      provider: 'sandbox',
      payment_reference: testId('payment'),
      created_at: now,
      expires_at: now,
    },
  };
}

async function detailsOf(id: Id<'donation'>, of = book): Promise<Details | null | undefined> {
  const row = await findWholeDonation(db, of, id);
  return row && toDonation(row).details;
}

const rowsOf = (id: Id<'donation'>) =>
  db.selectFrom('donation_detail').selectAll().where('donation_id', '=', id).execute();

const nothing: Details = {
  email: null,
  language: null,
  dedication: null,
  updatesConsent: null,
  cameFrom: null,
};

test('keeps details in a batch with gifts that have none', async () => {
  const [told, silent, empty] = [
    newDonation(detailsExample),
    newDonation(),
    newDonation(nothing),
  ] as const;
  await insertDonations(db, [silent, told, empty]);
  assert.deepEqual(await detailsOf(told.row.id), detailsExample);
  assert.equal(await detailsOf(silent.row.id), null);
  assert.equal(await detailsOf(empty.row.id), null);
  assert.deepEqual(await rowsOf(empty.row.id), []);
  assert.equal(await detailsOf(told.row.id, stranger), undefined);
});

const parts: readonly Partial<Details>[] = [
  { email: 'Donor@Example.org' },
  { language: 'ar' },
  {
    dedication: {
      kind: 'memory',
      name: '<b>"O\'Brien"</b> \\ 林',
      card: { recipientName: '👩‍👧', recipientEmail: 'mum@example.org', message: 'a\n\tb' },
    },
  },
  { updatesConsent: 'Write to me.' },
  { cameFrom: { page: null, referrer: 'https://a.example/?q=%22', utm: null } },
];
for (const part of parts) {
  test(`keeps ${Object.keys(part).join()} alone as it was told`, async () => {
    const made = newDonation({ ...nothing, ...part });
    await insertDonations(db, [made]);
    assert.deepEqual(await detailsOf(made.row.id), { ...nothing, ...part });
  });
}

test('knows one donor by any spelling of the address', async () => {
  const spellings = ['Renée@Example.org', 'rene\u0301e@example.ORG'];
  const made = spellings.map((email) => newDonation({ ...nothing, email }));
  await insertDonations(db, made);
  const keys = await Promise.all(made.map(async ({ row }) => (await rowsOf(row.id))[0]?.email_key));
  assert.deepEqual(keys, ['renée@example.org', 'renée@example.org']);
});

test('keeps the first details when a request is repeated', async () => {
  const first = newDonation(detailsExample);
  await insertDonations(db, [first]);
  const repeat = { ...newDonation({ ...detailsExample, language: 'de' }), claim: first.claim };
  assert.equal((await insertDonations(db, [repeat]))[0]?.outcome, 'replayed');
  assert.deepEqual(await rowsOf(repeat.row.id), []);
  assert.deepEqual(await detailsOf(first.row.id), detailsExample);
});

test('keeps nothing of a gift that was not made', async () => {
  const outdated = { ...newDonation(detailsExample), projectVersion: 9 };
  assert.deepEqual(await insertDonations(db, [outdated]), [{ outcome: 'project_changed' }]);
  assert.deepEqual(await rowsOf(outdated.row.id), []);
});

test('forgets all of it when the donor is erased, and keeps the gift', async () => {
  const made = newDonation(detailsExample);
  await insertDonations(db, [made]);
  assert.equal(await eraseDonor(db, made.row.id), true);
  assert.deepEqual(await rowsOf(made.row.id), []);
  assert.equal(await detailsOf(made.row.id), null);
});
