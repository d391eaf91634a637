// Who is erased has no name and no way back to one, and what was given is given: on PGlite.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { addDays, type DeedOutcome, dayAt, deedText, type Id } from '@kindcart/contract';
import { Device, makeWalker, participantBody, type Walker } from '@kindcart/contract/conformance';
import { joinTeamText, joinText, moveText, teamText } from '@kindcart/contract/signing';
import { eraseCommand } from '../../cli/erase.ts';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { keptTerminal } from '../../testing/terminal.ts';
import { openWalk, type Walk } from '../deeds/testing/walkers.ts';
import { participantsOf } from './references.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
const { a, b, stage } = house;
after(async () => {
  await house.auditClean();
  await house.stop();
  await database.close();
});

const timeZone = 'Asia/Shanghai';
house.clock.goOnToNoon(timeZone);
// Of today nobody can have walked that far soon after midnight.
const yesterday = addDays(dayAt(house.clock.nowMs(), timeZone), -1);
/** Ten steps are worth a fen. */
const walk = await openWalk(house, {
  timeZone,
  rate: { quantity: 1_000, amount: { amount: 100, currency: 'CNY' } },
  perPerson: { minPerDay: 0, maxPerDay: 2_000 },
  dailyBudget: null,
  startsOn: addDays(yesterday, -40),
  endsOn: addDays(yesterday, 20),
});

/** Erases at the command line, and answers what it said. */
async function erase(whom: string): Promise<string> {
  const terminal = keptTerminal();
  const flags = { organization: undefined, mailFolder: 'no-such-folder' };
  assert.equal(await eraseCommand(database, whom, flags, terminal), 0);
  return terminal.lines.join('\n');
}

function rowOf(id: Id<'participant'>) {
  return db.selectFrom('participant').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** Has a server tell of the last days of somebody whom it knows by a reference, as it does every night. */
async function tellNight({ id: challengeId }: Walk, reference: string, days = 31) {
  const deeds = Array.from({ length: days }, (_, back) => ({
    reference,
    day: addDays(yesterday, -back),
    quantity: 1_000,
  }));
  const answer = await stage.ask('createPartnerDeeds', { body: { challengeId, deeds } });
  return answer.ok ? answer.value.items : assert.fail(answer.problem.code);
}

const givenBy = (outcomes: readonly DeedOutcome[]) =>
  outcomes.reduce((sum, { deed }) => sum + (deed?.given.amount ?? 0), 0);

async function raised(): Promise<number> {
  return (await stage.readProject(walk.project.id)).totals.raised.amount;
}

test('erases name and moves of one, and leaves the others and all keys', async () => {
  const [walker, other] = [await makeWalker(stage, '小林'), await makeWalker(stage, 'Lin')];
  const { id } = walker.participant;
  const body = await walker.device.wish(id, moveText);
  const made = await stage.ask('createMove', { params: { participantId: id }, body });
  const { token } = made.ok ? made.value : assert.fail(made.problem.code);
  assert.match(await erase(id), new RegExp(`The name of ${id} is erased`));
  const rows = await Promise.all([id, other.participant.id].map(rowOf));
  assert.deepEqual(
    rows.map(({ name }) => name),
    [null, 'Lin'],
  );
  const next = await Device.make();
  const { publicKey } = next;
  const join = { token, publicKey, signature: await next.sign(joinText(token, publicKey)) };
  const joined = await stage.ask('joinByMove', { body: join });
  assert.equal(joined.ok ? 'joined' : joined.problem.code, 'move_invalid');
  const again = await participantBody(walker.device, 'Mallory');
  const same = await stage.ask('createParticipant', { body: again });
  assert.deepEqual(same.ok && same.value, { ...walker.participant, name: null });
  await assert.rejects(erase('par_00000000000000000000000000'), /There is no participant/);
});

test('gives nothing again for days that a server tells of after the erasure, and counts new ones', async () => {
  const before = await tellNight(walk, 'member 4711', 30);
  const participantId = before[0]?.deed?.participantId ?? assert.fail();
  assert.equal(givenBy(before), 3_000);
  assert.equal(await raised(), 3_000);
  await erase(participantId);
  assert.deepEqual(await tellNight(walk, 'member 4711', 30), before, 'the same days');
  assert.equal(await raised(), 3_000);
  const after = await tellNight(walk, 'member 4711', 31);
  assert.equal(after.at(-1)?.deed?.participantId, participantId, 'a new day of the same one');
  assert.equal(await raised(), 3_100);
});

const challengeId = walk.id;

/** Has a walker make a team. */
async function makeTeam({ device, participant }: Walker, name: string): Promise<Id<'team'>> {
  const wish = await device.wish(participant.id, (made) => teamText(made, challengeId, name));
  const body = { name, participantId: participant.id, ...wish };
  const made = await stage.ask('createTeam', { params: { challengeId }, body });
  return made.ok ? made.value.id : assert.fail(made.problem.code);
}

async function join({ device, participant }: Walker, teamId: Id<'team'>) {
  const wish = await device.wish(participant.id, (said) => joinTeamText(said, teamId));
  const body = { participantId: participant.id, ...wish };
  const joined = await stage.ask('joinTeam', { params: { teamId }, body });
  return joined.ok ? joined.value : assert.fail(joined.problem.code);
}

async function totalsOf(teamId: Id<'team'>) {
  const listed = await stage.ask('listTeams', { params: { challengeId } });
  const teams = listed.ok ? listed.value.items : assert.fail(listed.problem.code);
  const { totals } = teams.find(({ id }) => id === teamId) ?? assert.fail();
  return [totals.members, totals.quantity, totals.given.amount];
}

/** Has somebody walk a day, and answers what it gave. */
async function walkDay({ device, participant }: Walker, day: string, counter: number) {
  const unsigned = { challengeId, participantId: participant.id, device: device.id, day };
  const deed = { ...unsigned, quantity: 1_000, source: 'motion', counter } as const;
  const body = { deeds: [{ ...deed, signature: await device.sign(deedText(deed)) }] };
  const answer = await stage.ask('createDeeds', { body });
  return answer.ok ? givenBy(answer.value.items) : assert.fail(answer.problem.code);
}

test('erases what was noted of deeds of the erased, and no note of others', async () => {
  const [one, other] = [await makeWalker(stage), await makeWalker(stage)];
  const decided: Id<'deed'>[] = [];
  for (const [walker, decision] of [
    [one, 'accept'],
    [one, 'refuse'],
    [other, 'accept'],
  ] as const) {
    const { device, participant } = walker;
    // Told so late that somebody has to look at it.
    const of = { participantId: participant.id, device: device.id, day: addDays(yesterday, -9) };
    const counter = decided.length + 1;
    const deed = { challengeId, ...of, quantity: 1_000, source: 'motion', counter } as const;
    const signature = await device.sign(deedText(deed));
    const told = await stage.ask('createDeeds', { body: { deeds: [{ ...deed, signature }] } });
    const items = told.ok ? told.value.items : assert.fail(told.problem.code);
    const deedId = items[0]?.deed?.id ?? assert.fail('it is kept');
    const body = { decision, note: `Asked ${participant.id} by telephone.` };
    await stage.ask('decideDeed', { params: { deedId }, body });
    decided.push(deedId);
  }
  const notes = async () => {
    const rows = await db.selectFrom('deed').select(['id', 'note']).execute();
    return decided.map((deedId) => rows.find(({ id }) => id === deedId)?.note);
  };
  const kept = `Asked ${other.participant.id} by telephone.`;
  const noted = `Asked ${one.participant.id} by telephone.`;
  assert.deepEqual(await notes(), [noted, noted, kept]);
  assert.match(await erase(one.participant.id), /is erased with the notes on their deeds/);
  assert.deepEqual(await notes(), [null, null, kept]);
});

test('takes the erased out of their teams, which keep what was done', async () => {
  const [one, other] = [await makeWalker(stage, '小林'), await makeWalker(stage)];
  const teamId = await makeTeam(one, 'Early birds');
  await join(other, teamId);
  await walkDay(one, yesterday, 1);
  await walkDay(other, yesterday, 1);
  assert.deepEqual(await totalsOf(teamId), [2, 2_000, 200]);
  assert.match(await erase(one.participant.id), /they are of no team/);
  assert.deepEqual(await totalsOf(teamId), [1, 2_000, 200]);
  await house.auditClean();
  // What they walk from now on is of no team, and that of the others still is.
  assert.equal(await walkDay(one, addDays(yesterday, -1), 2), 100);
  assert.deepEqual(await totalsOf(teamId), [1, 2_000, 200]);
  await walkDay(other, addDays(yesterday, -1), 2);
  assert.deepEqual(await totalsOf(teamId), [1, 3_000, 300]);
  // Erased once more, and then the last one.
  await erase(one.participant.id);
  assert.deepEqual(await totalsOf(teamId), [1, 3_000, 300]);
  await erase(other.participant.id);
  assert.deepEqual(await totalsOf(teamId), [0, 3_000, 300]);
});

test('lets the erased join a team again as anybody', async () => {
  const [one, other] = [await makeWalker(stage), await makeWalker(stage)];
  const teamId = await makeTeam(one, 'Late birds');
  const otherId = await makeTeam(other, 'Night owls');
  await walkDay(one, yesterday, 1);
  await erase(one.participant.id);
  await join(one, otherId);
  await walkDay(one, addDays(yesterday, -1), 2);
  assert.deepEqual(
    [await totalsOf(teamId), await totalsOf(otherId)],
    [
      [0, 1_000, 100],
      [2, 1_000, 100],
    ],
  );
});

test('keeps no reference, and a hash that says nothing of another organization or mode', async () => {
  const reference = 'member 0815';
  await tellNight(walk, reference, 1);
  const hashes = new Set<string | null>();
  for (const book of [a.book, b.book, { ...a.book, livemode: true }]) {
    const parts = { db, now: () => new Date(), newParticipantId: () => testId('participant') };
    const id = (await participantsOf(parts, book, [reference])).get(reference) ?? assert.fail();
    const row = await rowOf(id);
    assert.ok(!JSON.stringify(row).includes(reference));
    hashes.add(row.reference_hash);
  }
  assert.equal(hashes.size, 3);
  assert.ok(!hashes.has(null));
});

test('makes nobody new of a reference that is told twice in one request', async () => {
  const day = { day: yesterday, quantity: 1_000 };
  const deeds = ['member 1', 'member 2', 'member 1'].map((reference) => ({ ...day, reference }));
  const body = { challengeId: walk.id, deeds };
  const answer = await stage.ask('createPartnerDeeds', { body });
  const items = answer.ok ? answer.value.items : assert.fail(answer.problem.code);
  const ids = items.map(({ deed }) => deed?.participantId);
  assert.equal(ids[0], ids[2]);
  assert.notEqual(ids[0], ids[1]);
});
