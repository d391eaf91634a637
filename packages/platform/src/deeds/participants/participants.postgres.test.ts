// Many at once: who comes, joins by one token, is told of by one reference, and goes into one team.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createProjectExample } from '@kindcart/contract';
import { Device, makeWalker, participantBody } from '@kindcart/contract/conformance';
import { joinTeamText, joinText, moveText, teamText } from '@kindcart/contract/signing';
import { goodOrigin, testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { startThrowawayPostgres } from '../../testing/postgres.ts';
import { seedChallenge } from '../testing.ts';
import { participantsOf } from './references.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const database = await testDatabase(postgres.url);
const { db } = database;
const house = await testPlatform(database, { idle: true, trustedProxies: 1 });
const { a, stage } = house;
after(async () => {
  await house.auditClean();
  await house.stop();
  await database.close();
  await postgres.remove();
});

const many = <Value>(count: number, make: (nth: number) => Promise<Value>): Promise<Value[]> =>
  Promise.all(Array.from({ length: count }, (_, nth) => make(nth)));

/** The code of a refusal, or `ok`. */
function codeOf(
  answer:
    | { readonly ok: true }
    | { readonly ok: false; readonly problem: { readonly code: string } },
): string {
  return answer.ok ? 'ok' : answer.problem.code;
}

test('counts 50 who come from one address at once like one after another', async () => {
  const options = {
    key: a.test.publishable,
    headers: { Origin: goodOrigin, 'X-Forwarded-For': '203.0.113.7' },
  };
  await many(50, async () => {
    const body = await participantBody(await Device.make(), null);
    assert.equal(codeOf(await stage.ask('createParticipant', { body }, options)), 'ok');
  });
  const rows = await db
    .selectFrom('participant')
    .select('made_before')
    .where('made_from', 'is not', null)
    .orderBy('made_before')
    .execute();
  assert.deepEqual(
    rows.map((row) => row.made_before),
    Array.from({ length: 50 }, (_, nth) => nth),
  );
});

test('makes one participant of a key that comes 20 times at once', async () => {
  const body = await participantBody(await Device.make(), null);
  const answers = await many(20, () => stage.ask('createParticipant', { body }));
  const ids = new Set(answers.map((answer) => (answer.ok ? answer.value.id : codeOf(answer))));
  assert.equal(ids.size, 1, [...ids].join());
});

test('lets one of 20 devices join by one token', async () => {
  const { device, participant } = await makeWalker(stage);
  const params = { participantId: participant.id };
  const wish = await device.wish(participant.id, moveText);
  const made = await stage.ask('createMove', { params, body: wish });
  const { token } = made.ok ? made.value : assert.fail(made.problem.code);
  const codes = await many(20, async () => {
    const next = await Device.make();
    const { publicKey } = next;
    const body = { token, publicKey, signature: await next.sign(joinText(token, publicKey)) };
    return codeOf(await stage.ask('joinByMove', { body }));
  });
  assert.deepEqual(codes.sort(), [...Array<string>(19).fill('move_invalid'), 'ok']);
});

test('leaves one move of those that a participant asks for at once', async () => {
  const { device, participant } = await makeWalker(stage);
  const params = { participantId: participant.id };
  const wishes = await many(10, (nth) => device.wish(participant.id, moveText, nth + 1));
  const codes = await Promise.all(
    wishes.map(async (body) => codeOf(await stage.ask('createMove', { params, body }))),
  );
  assert.ok(codes.includes('ok'));
  assert.ok(
    codes.every((code) => code === 'ok' || code === 'wish_outdated'),
    codes.join(),
  );
  const kept = await db
    .selectFrom('participant_move')
    .select('token_sha256')
    .where('participant_id', '=', participant.id)
    .execute();
  assert.equal(kept.length, 1);
});

test('makes one participant for each reference, however many servers tell of it at once', async () => {
  const references = Array.from({ length: 30 }, (_, nth) => `member ${nth}`);
  const parts = { db, now: () => new Date(), newParticipantId: () => testId('participant') };
  const found = await many(10, (nth) =>
    participantsOf(parts, a.book, nth % 2 === 0 ? references : references.toReversed()),
  );
  for (const reference of references) {
    const ids = new Set(found.map((each) => each.get(reference)));
    assert.equal(ids.size, 1, reference);
    assert.ok(!ids.has(undefined), reference);
  }
});

test('counts 30 who join a team at once, each as one', async () => {
  const project = await stage.project(createProjectExample);
  const challengeId = testId('challenge');
  await seedChallenge(db, a.book, {
    challengeId,
    projectId: project.id,
    fundingId: testId('funding'),
    transferId: testId('transfer'),
  });
  const { device, participant } = await makeWalker(stage);
  const name = 'Early birds';
  const wish = await device.wish(participant.id, (made) => teamText(made, challengeId, name));
  const body = { name, participantId: participant.id, ...wish };
  const made = await stage.ask('createTeam', { params: { challengeId }, body });
  const { id: teamId } = made.ok ? made.value : assert.fail(made.problem.code);
  const codes = await many(30, async () => {
    const walker = await makeWalker(stage);
    const participantId = walker.participant.id;
    const joins = await many(2, (nth) =>
      walker.device.wish(participantId, (said) => joinTeamText(said, teamId), nth + 1),
    );
    const answers = await Promise.all(
      joins.map((join) =>
        stage.ask('joinTeam', { params: { teamId }, body: { participantId, ...join } }),
      ),
    );
    return answers.map(codeOf);
  });
  assert.ok(
    codes.every((both) => both.includes('ok')),
    JSON.stringify(codes),
  );
  const { member_count } = await db
    .selectFrom('team')
    .select('member_count')
    .where('id', '=', teamId)
    .executeTakeFirstOrThrow();
  assert.equal(member_count, 31);
});
