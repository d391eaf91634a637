import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Id } from '@kindcart/contract';
import { migrate } from '../database/migrate.ts';
import { type OpenDatabase, openDatabase } from '../database/open.ts';
import { systemClock } from '../http/clock.ts';
import { createIdSource } from '../http/ids.ts';
import { hashKey, parseKey } from './keys.ts';
import {
  addOrganization,
  createKeyLookup,
  issueKey,
  listKeys,
  listOrganizations,
  revokeKey,
} from './records.ts';

const ids = createIdSource(systemClock);
let database: OpenDatabase;
let organizationId: Id<'organization'>;

before(async () => {
  database = await openDatabase({});
  await migrate(database.db);
  organizationId = await addOrganization(database.db, ids, 'Shuanghe Water Fund');
});

after(() => database.close());

const origins = [
  'https://give.example.org',
  'http://localhost:3000',
  "https://o'brien.example",
  'null',
];

test('adds and lists organizations', async () => {
  const second = await addOrganization(database.db, ids, '林业基金会');
  const listed = await listOrganizations(database.db);
  assert.deepEqual(
    listed.filter(({ id }) => [organizationId, second].includes(id)).map(({ name }) => name),
    ['Shuanghe Water Fund', '林业基金会'],
  );
  assert.ok(listed.every(({ createdAt }) => createdAt instanceof Date));
});

test('finds a publishable key by its hash, with its origins', async () => {
  const request = {
    organizationId,
    kind: 'publishable',
    livemode: false,
    origins,
    label: 'Web',
  } as const;
  const { id, token } = await issueKey(database.db, ids, request);
  assert.deepEqual(parseKey(token), { kind: 'publishable', mode: 'test' });
  assert.deepEqual(await createKeyLookup(database.db).find(hashKey(token)), {
    keyId: id,
    organizationId,
    livemode: false,
    kind: 'publishable',
    origins,
    revoked: false,
  });
});

test('stores of a secret key only the hash and the last four characters', async () => {
  const request = {
    organizationId,
    kind: 'secret',
    livemode: true,
    origins: [],
    label: 'Server',
  } as const;
  const { id, token } = await issueKey(database.db, ids, request);
  const rows = await database.db.selectFrom('api_key').selectAll().execute();
  const stored = rows.find((row) => row.id === id);
  assert.deepEqual([stored?.secret_sha256, stored?.last4], [hashKey(token), token.slice(-4)]);
  assert.ok(!JSON.stringify(rows).includes(token));
  assert.ok(!JSON.stringify(rows).includes(token.slice(8, -4)));
});

test('lists keys of one organization or of all, a secret one without its text', async () => {
  const other = await addOrganization(database.db, ids, 'Another');
  const request = { organizationId: other, livemode: false, origins: [], label: 'Mine' };
  // Keys of one millisecond have no order.
  const at = (moment: number) => ({ ...ids, nowMs: () => ids.nowMs() + moment });
  const publishable = await issueKey(database.db, at(0), { ...request, kind: 'publishable' });
  const secret = await issueKey(database.db, at(1_000), { ...request, kind: 'secret' });
  const listed = await listKeys(database.db, other);
  assert.deepEqual(
    listed.map(({ id, token, last4, label, revokedAt }) => [id, token, last4, label, revokedAt]),
    [
      [publishable.id, publishable.token, publishable.token.slice(-4), 'Mine', null],
      [secret.id, null, secret.token.slice(-4), 'Mine', null],
    ],
  );
  const all = await listKeys(database.db);
  assert.ok(all.length > listed.length);
});

test('revokes once, and says when there was nothing to revoke', async () => {
  const request = {
    organizationId,
    kind: 'secret',
    livemode: false,
    origins: [],
    label: 'Old',
  } as const;
  const { id, token } = await issueKey(database.db, ids, request);
  const at = new Date('2026-11-23T08:00:00.000Z');
  assert.equal(await revokeKey(database.db, id, at), true);
  assert.equal(await revokeKey(database.db, id, new Date()), false);
  assert.equal(await revokeKey(database.db, 'key_01k9p4a0a0fz3t6v8w0x2y4z6f', at), false);
  assert.equal((await createKeyLookup(database.db).find(hashKey(token)))?.revoked, true);
  const [listed] = (await listKeys(database.db, organizationId)).filter((key) => key.id === id);
  assert.deepEqual(listed?.revokedAt, at);
});

test('finds nothing by a hash that is not there', async () => {
  assert.equal(await createKeyLookup(database.db).find(hashKey('anything')), null);
  assert.equal(await createKeyLookup(database.db).find("' or true --"), null);
});

test('refuses a key of an organization that is not there', async () => {
  const nobody = 'org_01k9p4a0a0fz3t6v8w0x2y4z6f';
  const request = {
    organizationId: nobody,
    kind: 'secret',
    livemode: false,
    origins: [],
    label: 'x',
  } as const;
  await assert.rejects(issueKey(database.db, ids, request), /foreign key/);
});
