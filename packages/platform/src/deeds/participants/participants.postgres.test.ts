// Many at once: who comes, joins by one token, is told of by one reference, and goes into one team.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createProjectExample } from '@kindcart/contract';
import { Device, makeWalker, participantBody } from '@kindcart/contract/conformance';
import { joinTeamText, joinText, moveText, teamText } from '@kindcart/contract/signing';
import { sql } from 'kysely';
import { goodOrigin, testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { startThrowawayPostgres } from '../../testing/postgres.ts';
import { waitUntil } from '../../testing/wait.ts';
import { createDeedGiving, giveDeeds } from '../deeds/giving.ts';
import { makeWalkers, openWalk, toldByServer } from '../deeds/testing/walkers.ts';
import { insertMember, insertTeam } from '../teams/records.ts';
import { seedChallenge } from '../testing.ts';
import { eraseParticipant } from './erasing.ts';
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

const atNoon = new Date('2026-11-24T04:00:00Z');

/** A team that nobody is of, in a challenge of its own. */
async function openTeam(name: string) {
  const { id: challengeId } = await openWalk(house, {});
  const team = { id: testId('team'), challengeId, name };
  await db.transaction().execute((transaction) => insertTeam(transaction, a.book, team, atNoon));
  return team;
}

test('erases 20 of a team while they walk: it has none of them, and no more than they did', async () => {
  const [first, second] = [await openTeam('Early birds'), await openTeam('Late birds')];
  const walkers = await makeWalkers(db, a.book, 20);
  const giving = createDeedGiving({ db, newId: house.platform.newId, now: () => atNoon });
  for (const team of [first, second]) {
    for (const { participantId } of walkers) {
      await db
        .transaction()
        .execute((transaction) =>
          insertMember(transaction, a.book, team, participantId, new Date()),
        );
    }
  }
  const walks = walkers.flatMap((one) =>
    [second, first].map((team) => {
      const told = { day: '2026-11-23', quantity: 5_000 };
      return giveDeeds(giving, [toldByServer(a.book, { id: team.challengeId }, one, told)]);
    }),
  );
  const erased = walkers.map(({ participantId }) => eraseParticipant(db, participantId));
  const outcomes = (await Promise.all(walks)).flat();
  assert.deepEqual(new Set(await Promise.all(erased)), new Set([true]));
  assert.ok(outcomes.every(({ deed }) => deed?.state === 'counted'));
  for (const team of [first, second]) {
    const row = await db
      .selectFrom('team')
      .selectAll()
      .where('id', '=', team.id)
      .executeTakeFirstOrThrow();
    assert.equal(row.member_count, 0);
    assert.ok(row.quantity <= row.former_quantity, JSON.stringify(row));
  }
  await house.auditClean();
});

test('waits for no ring when somebody is erased while a deed of theirs is counted', async () => {
  const team = await openTeam('Ring');
  const [walker] = await makeWalkers(db, a.book, 1);
  const id = walker?.participantId ?? assert.fail('nobody walks');
  await db
    .transaction()
    .execute((transaction) => insertMember(transaction, a.book, team, id, new Date()));
  const erased = await db.transaction().execute(async (counting) => {
    // As a batch of deeds does: it has the challenge, and then adds days of the participant.
    await sql`select from challenge where id = ${team.challengeId} for no key update`.execute(
      counting,
    );
    const erasing = eraseParticipant(db, id);
    await waitUntil('erasing to wait for the challenge', async () => {
      const { rows } = await sql`
        select from pg_stat_activity where wait_event_type = 'Lock' and query like '%of challenge'`.execute(
        db,
      );
      return rows.length > 0 || undefined;
    });
    await sql`select from participant where id = ${id} for key share`.execute(counting);
    return { erasing };
  });
  assert.equal(await erased.erasing, true);
});

test('lets nobody into a team while they are erased', async () => {
  const team = await openTeam('Late');
  const { device, participant } = await makeWalker(stage);
  const participantId = participant.id;
  const wish = await device.wish(participantId, (said) => joinTeamText(said, team.id));
  const joined = await db.transaction().execute(async (erasing) => {
    await sql`select from participant where id = ${participantId} for no key update`.execute(
      erasing,
    );
    const joining = stage.ask('joinTeam', {
      params: { teamId: team.id },
      body: { participantId, ...wish },
    });
    await waitUntil('joining to wait for the participant', async () => {
      const { rows } = await sql`
        select from pg_stat_activity where wait_event_type = 'Lock' and query like '%"participant"%'`.execute(
        db,
      );
      return rows.length > 0 || undefined;
    });
    // The device is not held meanwhile, by which deeds could wait for it.
    await sql`select from device where participant_id = ${participantId} for no key update nowait`.execute(
      erasing,
    );
    return { joining };
  });
  assert.equal(codeOf(await joined.joining), 'ok');
});
