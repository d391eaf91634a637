// What is kept of participants and what is not, over HTTP on PGlite.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Id, moveMs } from '@kindcart/contract';
import { Device, makeWalker, participantBody, Stage } from '@kindcart/contract/conformance';
import { moveText } from '@kindcart/contract/signing';
import { goodOrigin, testDatabase, testPlatform } from '../../testing/platform.ts';
import { fromOnePlaceMax, placeMs } from './rules.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true, trustedProxies: 1 });
const { a, b, stage } = house;
after(async () => {
  await house.auditClean();
  await house.stop();
  await database.close();
});

/** Has a page at an address make a participant, and answers how many it came after. */
async function comeFrom(address: string, device: Device, key = a.test.publishable) {
  const headers = { Origin: goodOrigin, 'X-Forwarded-For': address };
  const body = await participantBody(device, null);
  const answer = await stage.ask('createParticipant', { body }, { key, headers });
  return answer.ok ? rowOf(answer.value.id) : assert.fail(answer.problem.code);
}

function rowOf(id: Id<'participant'>) {
  return db.selectFrom('participant').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

test('counts those who came from one address within a day, and keeps no address', async () => {
  const orders: number[] = [];
  for (let nth = 0; nth < fromOnePlaceMax + 2; nth += 1) {
    const row = await comeFrom('203.0.113.7', await Device.make());
    orders.push(row.made_before);
    assert.ok(row.made_from && !JSON.stringify(row).includes('203.0.113.7'));
  }
  assert.deepEqual(
    orders,
    orders.map((_, at) => at),
  );
  assert.equal((await comeFrom('203.0.113.8', await Device.make())).made_before, 0);
  const elsewhere = await comeFrom('203.0.113.7', await Device.make(), b.test.publishable);
  assert.equal(elsewhere.made_before, 0, 'another organization has its own');
  const live = await comeFrom('203.0.113.7', await Device.make(), a.live.publishable);
  assert.equal(live.made_before, 0, 'tests count for nothing in live data');
  house.clock.advance(placeMs);
  assert.equal((await comeFrom('203.0.113.7', await Device.make())).made_before, 0, 'a day later');
});

test('counts a household once, whichever of its IPv6 addresses it has', async () => {
  const first = await comeFrom('2001:db8:1:2::1', await Device.make());
  const next = await comeFrom('2001:db8:1:2:ffff::9', await Device.make());
  assert.deepEqual([first.made_before, next.made_before], [0, 1]);
});

test('counts nobody whom a server makes, and nobody twice who comes again', async () => {
  const { participant } = await makeWalker(stage);
  const row = await rowOf(participant.id);
  assert.deepEqual([row.made_from, row.made_before], [null, 0]);
  const device = await Device.make();
  const [once, again] = [
    await comeFrom('203.0.113.9', device),
    await comeFrom('203.0.113.9', device),
  ];
  assert.deepEqual(again, once);
});

test('makes one participant of a key that comes twice at once', async () => {
  const device = await Device.make();
  const rows = await Promise.all(Array.from({ length: 5 }, () => comeFrom('203.0.113.10', device)));
  assert.equal(new Set(rows.map(({ id }) => id)).size, 1);
});

test('keeps a key apart in test and live data, and in every organization', async () => {
  const device = await Device.make();
  const body = await participantBody(device, '小林');
  const ids = new Set<string>();
  for (const key of [a.test.secret, a.live.secret, b.test.secret]) {
    const answer = await stage.ask('createParticipant', { body }, { key });
    assert.ok(answer.ok);
    ids.add(answer.value.id);
  }
  assert.equal(ids.size, 3);
  const [own = assert.fail()] = ids;
  const participantId: Id<'participant'> = `par_${own.slice(4)}`;
  const other = new Stage({ ...house.context, keys: b.test });
  const wish = await device.wish(participantId, moveText);
  const asked = await other.ask('createMove', { params: { participantId }, body: wish });
  assert.equal(asked.ok ? 'granted' : asked.problem.code, 'participant_unknown');
});

test('forgets from where somebody came after a day, and a move once its time is over', async () => {
  const device = await Device.make();
  const { id } = await comeFrom('203.0.113.11', device);
  const moves = () =>
    db
      .selectFrom('participant_move')
      .select('expires_at')
      .where('participant_id', '=', id)
      .execute();
  const body = await device.wish(id, moveText);
  await stage.ask('createMove', { params: { participantId: id }, body });
  const forget = () => house.context.advance?.(moveMs / 2);
  await forget();
  assert.ok((await rowOf(id)).made_from);
  assert.equal((await moves()).length, 1);
  await forget();
  assert.ok((await rowOf(id)).made_from);
  assert.equal((await moves()).length, 0);
  await house.context.advance?.(placeMs);
  const { made_from, made_before } = await rowOf(id);
  assert.deepEqual([made_from, made_before], [null, 0]);
});

test('holds up whoever makes participants in a row, and no server', async () => {
  const rate = { count: 1, periodSeconds: 60, burst: 2 };
  const limits = { key: undefined, address: undefined, donations: undefined, participants: rate };
  const limited = await testPlatform(database, { idle: true, limits });
  const ask = async (key: string, headers = {}) => {
    const body = await participantBody(await Device.make(), null);
    const answer = await limited.stage.ask('createParticipant', { body }, { key, headers });
    return answer.ok ? 'ok' : answer.problem.code;
  };
  const page = { Origin: goodOrigin };
  const { publishable, secret } = limited.a.test;
  for (const wanted of ['ok', 'ok', 'rate_limited']) {
    assert.equal(await ask(publishable, page), wanted);
  }
  assert.equal(await ask(secret), 'ok');
  await limited.stop();
});

test('keeps a token as its hash alone', async () => {
  const { device, participant } = await makeWalker(stage);
  const params = { participantId: participant.id };
  const body = await device.wish(participant.id, moveText);
  const made = await stage.ask('createMove', { params, body });
  assert.ok(made.ok);
  const kept = await db
    .selectFrom('participant_move')
    .selectAll()
    .where('participant_id', '=', participant.id)
    .execute();
  assert.equal(kept.length, 1);
  assert.ok(!JSON.stringify(kept).includes(made.value.token.slice(4)));
});
