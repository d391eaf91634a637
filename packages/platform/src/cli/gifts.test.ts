// What a charity does about single gifts and keys at the command line.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { testCards } from '@kindcart/contract';
import { keepPause } from '../payments/guard/records.ts';
import { testDatabase, testId, testPlatform } from '../testing/platform.ts';
import { keptTerminal } from '../testing/terminal.ts';
import { eraseCommand } from './erase.ts';
import { exportTable } from './export.ts';
import { moderate } from './gifts.ts';
import { showKeys, unpause } from './keys.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database);
const { stage } = house;
const folder = mkdtempSync(join(tmpdir(), 'kindcart-gifts-'));
after(async () => {
  await house.stop();
  await database.close();
  rmSync(folder, { recursive: true });
});

const project = await stage.project();
const told = { donorName: 'Ada Lovelace', message: 'Buy my pills' };
const { donation } = await stage.gave(project, testCards.succeeds, 'succeeded', told);

async function wall() {
  const response = await house.request(`/v1/projects/${project.id}/gifts`);
  const { items }: { items: { donorName: string | null; message: string | null }[] } = JSON.parse(
    await response.text(),
  );
  return items.map((gift) => [gift.donorName, gift.message]);
}

test('hides a gift from the public with a reason, and shows it again', async () => {
  const terminal = keptTerminal();
  assert.equal(
    await moderate(database, donation.id, { hidden: true, reason: 'Spam' }, terminal),
    0,
  );
  assert.deepEqual(await wall(), [[null, null]]);
  const response = await house.request(`/v1/donations/${donation.id}`);
  const { moderation } = JSON.parse(await response.text());
  assert.equal(moderation.reason, 'Spam');
  await moderate(database, donation.id, { hidden: false, reason: undefined }, terminal);
  assert.deepEqual(await wall(), [[told.donorName, told.message]]);
  assert.match(terminal.lines.join('\n'), /are hidden\. Its amount stays.*\n.*shown again/);
});

const mistakes: readonly [id: string | undefined, reason: string | undefined, words: RegExp][] = [
  [undefined, undefined, /Say which gift: `kindcart gifts hide don_…`/],
  ['don_1', undefined, /Say which gift/],
  [testId('donation'), undefined, /There is no gift don_/],
  [donation.id, 'x'.repeat(281), /--reason is longer than 280 characters/],
];

for (const [id, reason, words] of mistakes) {
  test(`says what is wrong with ${id?.slice(0, 5) ?? 'no id'} and ${reason?.length ?? 'no'} letters`, () =>
    assert.rejects(moderate(database, id, { hidden: true, reason }, keptTerminal()), words));
}

test('exports notes and decisions, and erases them with the person', async () => {
  const body = JSON.stringify({ text: 'Called Ada back' });
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': 'a note' };
  const path = `/v1/donations/${donation.id}/notes`;
  assert.equal((await house.request(path, { method: 'POST', body, headers })).status, 201);
  const decision = { hidden: true, reason: 'Ada asked us to' };
  await moderate(database, donation.id, decision, keptTerminal());
  const read = async (name: string) => {
    const file = join(folder, name);
    const flags = { organization: house.a.organizationId, live: false };
    await exportTable(database, file, flags, keptTerminal());
    const [gift]: Record<string, unknown>[] = JSON.parse(readFileSync(file, 'utf8'));
    return [gift?.message_hidden, gift?.name_hidden, gift?.hidden_because, gift?.notes];
  };
  assert.deepEqual(await read('a.json'), [true, true, decision.reason, 'Called Ada back']);
  await eraseCommand(
    database,
    donation.id,
    { organization: undefined, mailFolder: folder },
    keptTerminal(),
  );
  assert.deepEqual(await read('b.json'), [false, false, null, null]);
  assert.deepEqual(await wall(), [[null, null]]);
  await house.auditClean();
});

test('lists a key that is paused as such, and ends the pause', async () => {
  const key = await db
    .selectFrom('api_key')
    .select('id')
    .where('organization_id', '=', house.a.organizationId)
    .where('kind', '=', 'publishable')
    .where('livemode', '=', false)
    .executeTakeFirstOrThrow();
  const at = new Date();
  await keepPause(db, {
    ...house.a.book,
    keyId: key.id,
    ordinal: 1,
    id: testId('alert'),
    attempts: 50,
    declines: 45,
    at,
    until: new Date(at.getTime() + 60_000),
  });
  const stateOf = async () => {
    const terminal = keptTerminal();
    await showKeys(database, terminal);
    return terminal.lines.find((line) => line.startsWith(key.id)) ?? '';
  };
  assert.match(await stateOf(), /paused until 20.*: too many cards were declined/);
  const terminal = keptTerminal();
  assert.equal(await unpause(database, key.id, terminal), 0);
  assert.match(terminal.lines.join(), /Giving goes on with key_/);
  assert.match(await stateOf(), / {2}active {2}/);
  await assert.rejects(unpause(database, key.id, terminal), /is not paused/);
  for (const id of [undefined, 'key_1']) {
    await assert.rejects(unpause(database, id, terminal), /Say which key/);
  }
});
