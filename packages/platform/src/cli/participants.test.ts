// Those who do good deeds, at the command line: by what names they are known, and all that is kept of one.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { addDays, dayAt, deedText, type Id } from '@kindcart/contract';
import { makeWalker, type Walker } from '@kindcart/contract/conformance';
import { moveText, teamText } from '@kindcart/contract/signing';
import { makeWalkers, openWalk } from '../deeds/deeds/testing/walkers.ts';
import { makeTenant, testDatabase, testId, testPlatform } from '../testing/platform.ts';
import { keptTerminal } from '../testing/terminal.ts';
import * as deeds from './deeds.ts';
import { eraseCommand } from './erase.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
const { a, stage } = house;
const organization = a.organizationId;
after(async () => {
  await house.auditClean();
  await house.stop();
  await database.close();
});

/** Runs a command, and answers the lines that it said. */
async function run(command: string, argument?: string, flags: deeds.DeedsFlags = {}) {
  const terminal = keptTerminal();
  const rest = argument === undefined ? [] : [argument];
  const work = deeds.commandOf(`participants ${command}`, rest, flags, terminal);
  if (work === undefined) return assert.fail(`There is no command ${command}`);
  assert.equal(await work(database), 0);
  return terminal.lines;
}

const none = await run('list', undefined, { organization });

const timeZone = 'Asia/Shanghai';
const today = dayAt(house.clock.nowMs(), timeZone);
const yesterday = addDays(today, -1);
/** So long ago that somebody has to look at what is told of it. */
const longAgo = addDays(today, -4);
const open = () =>
  openWalk(house, {
    timeZone,
    rate: { quantity: 1_000, amount: { amount: 100, currency: 'CNY' } },
    perPerson: { minPerDay: 0, maxPerDay: 2_000 },
    dailyBudget: null,
    startsOn: addDays(today, -10),
    endsOn: addDays(today, 10),
  });

/** Has somebody tell of a thousand steps of a day. */
async function tell(
  { device, participant }: Walker,
  challengeId: Id<'challenge'>,
  day: string,
  counter: number,
) {
  const unsigned = { challengeId, participantId: participant.id, device: device.id, day };
  const deed = { ...unsigned, quantity: 1_000, source: 'motion', counter } as const;
  const body = { deeds: [{ ...deed, signature: await device.sign(deedText(deed)) }] };
  const answer = await stage.ask('createDeeds', { body });
  const [outcome] = answer.ok ? answer.value.items : assert.fail(answer.problem.code);
  return outcome?.deed ?? assert.fail(`not kept: ${outcome?.refused}`);
}

async function makeTeam(
  { device, participant }: Walker,
  challengeId: Id<'challenge'>,
  name: string,
) {
  const wish = await device.wish(participant.id, (made) => teamText(made, challengeId, name));
  const body = { name, participantId: participant.id, ...wish };
  const made = await stage.ask('createTeam', { params: { challengeId }, body });
  return made.ok ? made.value.id : assert.fail(made.problem.code);
}

/** One whose name a spreadsheet would take for a formula. */
const lin = await makeWalker(stage, '=HYPERLINK("x"),小林');
const linId = lin.participant.id;
const nobody = await makeWalker(stage);
const { id: challengeId } = await open();
const counted = await tell(lin, challengeId, yesterday, 1);
const doubtful = await tell(lin, challengeId, longAgo, 2);
const teamId = await makeTeam(lin, challengeId, 'Early birds');

test('says where nobody has come', () => {
  assert.deepEqual(none, [`${organization} (test) has no participants.`]);
});

test('lists who has come, with the name that they gave and what of theirs counts', async () => {
  const { createdAt } = lin.participant;
  const { id, createdAt: later } = nobody.participant;
  assert.deepEqual(await run('list', undefined, { organization }), [
    `${linId}  since ${createdAt}  1 device  1 day counted in 1 challenge  =HYPERLINK("x"),小林`,
    `${id}  since ${later}  1 device  0 days counted in 0 challenges  (no name)`,
  ]);
  assert.deepEqual(await run('list', undefined, { organization, live: true }), [
    `${organization} (live) has no participants.`,
  ]);
});

test('lists them as a table in which no name is a formula', async () => {
  const { createdAt } = lin.participant;
  const { id, createdAt: later } = nobody.participant;
  assert.deepEqual(await run('list', undefined, { organization, csv: true }), [
    '\uFEFFid,name,created_at,devices,challenges,days',
    `${linId},"'=HYPERLINK(""x""),小林",${createdAt},1,1,1`,
    `${id},,${later},1,0,0`,
  ]);
});

test('lists those of one challenge, also one who is of a team alone or whose day is in doubt', async () => {
  const { id: other } = await open();
  const [mate, late] = [await makeWalker(stage), await makeWalker(stage)];
  const idsOf = async (challenge: string) =>
    (await run('list', undefined, { challenge })).map((line) => line.split(' ', 1)[0]);
  assert.deepEqual(await run('list', undefined, { challenge: other }), [
    `${other} has no participants.`,
  ]);
  await makeTeam(mate, other, 'Night owls');
  await tell(late, other, longAgo, 1);
  const both = [mate, late].map(({ participant }) => participant.id).sort();
  assert.deepEqual(await idsOf(other), both);
  assert.deepEqual(await idsOf(challengeId), [linId]);
});

test('lists all of very many, each once', async () => {
  const { book, organizationId } = await makeTenant(database, 'Crowded');
  const ids = (await makeWalkers(db, book, 1_201)).map(({ participantId }) => participantId);
  const lines = await run('list', undefined, { organization: organizationId });
  assert.deepEqual(
    lines.map((line) => line.split(' ', 1)[0]),
    ids.sort(),
  );
});

/** What is written out of Lin. */
async function exported() {
  const lines = await run('export', linId);
  const text = lines.join('\n');
  return { text, kept: JSON.parse(text) };
}

test('writes out all that is kept of one', async () => {
  const body = await lin.device.wish(linId, moveText);
  await stage.ask('createMove', { params: { participantId: linId }, body });
  await stage.ask('decideDeed', {
    params: { deedId: doubtful.id },
    body: { decision: 'refuse', note: 'Asked Lin.' },
  });
  const { kept } = await exported();
  const { device, publicKey } = { device: lin.device.id, publicKey: lin.device.publicKey };
  const { createdAt } = lin.participant;
  const timeOf = (value: unknown) =>
    typeof value === 'string' ? new Date(value).toISOString() : assert.fail('is no time');
  const [move, day, first, second, team] = [
    ...[kept.moves[0], kept.days[0], kept.deeds[0], kept.deeds[1], kept.teams[0]],
  ];
  assert.deepEqual(kept, {
    id: linId,
    organizationId: organization,
    livemode: false,
    name: '=HYPERLINK("x"),小林',
    createdAt,
    updatedAt: timeOf(kept.updatedAt),
    referenceHash: null,
    addressHash: kept.addressHash,
    cameBefore: 0,
    devices: [{ device, publicKey, counter: 2, wishMs: 2, createdAt }],
    moves: [{ tokenSha256: move.tokenSha256, expiresAt: timeOf(move.expiresAt), usedAt: null }],
    days: [
      {
        challengeId,
        day: yesterday,
        quantities: { motion: 1_000 },
        counted: 1_000,
        given: { amount: 100, currency: 'CNY' },
        limitedBy: null,
        updatedAt: timeOf(day.updatedAt),
      },
    ],
    deeds: [
      { ...counted, device, signature: first.signature, note: null },
      {
        ...doubtful,
        state: 'refused',
        decidedAt: timeOf(second.decidedAt),
        device,
        signature: second.signature,
        note: 'Asked Lin.',
      },
    ],
    teams: [{ id: teamId, name: 'Early birds', challengeId, joinedAt: timeOf(team.joinedAt) }],
  });
  assert.match(`${first.signature} ${second.signature}`, /^[\w-]{86} [\w-]{86}$/);
});

test('writes out no name, note or team of one who was erased', async () => {
  const flags = { organization: undefined, mailFolder: 'no-such-folder' };
  await eraseCommand(database, linId, flags, keptTerminal());
  const { text, kept } = await exported();
  assert.doesNotMatch(text, /小林|Asked Lin|Early birds/);
  assert.deepEqual([kept.name, kept.moves, kept.teams], [null, [], []]);
  assert.equal(kept.deeds.length, 2);
});

const mistakes: readonly [
  command: string,
  argument: string | undefined,
  flags: deeds.DeedsFlags,
  words: RegExp,
][] = [
  ['export', undefined, {}, /^Say whose: `kindcart participants export par_…`\.$/],
  ['export', 'par_1', {}, /^There is no participant par_1\. `kindcart participants list` tells/],
  ['export', testId('participant'), {}, /^There is no participant par_\w{26}\./],
  ['list', undefined, {}, /^Say for whom: --organization/],
  ['list', undefined, { challenge: 'chl_1' }, /^There is no challenge chl_1\./],
  ['list', undefined, { challenge: challengeId, live: true }, /^--challenge says already whose/],
  ['list', undefined, { challenge: challengeId, organization }, /^--challenge says already whose/],
];

for (const [command, argument, flags, words] of mistakes) {
  test(`says in words of participants ${command} that ${words.source}`, async () => {
    const work = run(command, argument, flags);
    await assert.rejects(work, { name: 'CommandError', message: words });
  });
}
