import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { issueKey, revokeKey } from '../../access/records.ts';
import { makeTenant, testDatabase, testId, testIds, testPlatform } from '../../testing/platform.ts';
import { findOwner, findPageKey } from './records.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
});

const { db } = database;
const ownerOf = (
  { organizationId }: { organizationId: typeof house.a.organizationId },
  livemode = false,
) => ({
  organizationId,
  livemode,
  organizationName: 'x',
});

test('finds whose a project is, and in which mode, by its id alone', async () => {
  const [mine, theirs] = [
    await house.stage.project(),
    await house.stage.project({}, { key: house.b.live.secret }),
  ];
  assert.deepEqual(await findOwner(db, mine.id), {
    organizationId: house.a.organizationId,
    livemode: false,
    organizationName: 'A',
  });
  assert.deepEqual(await findOwner(db, theirs.id), {
    organizationId: house.b.organizationId,
    livemode: true,
    organizationName: 'B',
  });
  assert.equal(await findOwner(db, testId('project')), undefined);
});

test("finds the key of the project's own organization and mode", async () => {
  assert.equal((await findPageKey(db, ownerOf(house.a)))?.token, house.a.test.publishable);
  assert.equal((await findPageKey(db, ownerOf(house.a, true)))?.token, house.a.live.publishable);
  assert.equal((await findPageKey(db, ownerOf(house.b)))?.token, house.b.test.publishable);
});

test('finds the newest key that is not revoked, and never a secret one', async () => {
  const tenant = await makeTenant(database, 'C');
  const { organizationId } = tenant;
  const newer = await issueKey(db, testIds, {
    organizationId,
    kind: 'publishable',
    livemode: false,
    origins: [],
    label: 'newer',
  });
  assert.equal((await findPageKey(db, ownerOf(tenant)))?.token, newer.token);
  await revokeKey(db, newer.id, new Date());
  assert.equal((await findPageKey(db, ownerOf(tenant)))?.token, tenant.test.publishable);
  const { organization_id: _, ...rest } = await db
    .selectFrom('api_key')
    .select(['organization_id', 'id'])
    .where('publishable_token', '=', tenant.test.publishable)
    .executeTakeFirstOrThrow();
  await revokeKey(db, rest.id, new Date());
  assert.equal((await findPageKey(db, ownerOf(tenant)))?.token, undefined);
  assert.ok(await findPageKey(db, ownerOf(tenant)), 'a key to count by is left');
});
