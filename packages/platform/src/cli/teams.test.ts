// Teams at the command line: who they are, and another name for one.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { makeWalker, openChallenge } from '@kindcart/contract/conformance';
import { joinTeamText, teamText } from '@kindcart/contract/signing';
import { testDatabase, testPlatform } from '../testing/platform.ts';
import { keptTerminal } from '../testing/terminal.ts';
import * as deeds from './deeds.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
const { stage } = house;
after(async () => {
  await house.auditClean();
  await house.stop();
  await database.close();
});

const { challenge } = await openChallenge(stage);
const challengeId = challenge.id;

/** Runs a command, and answers what it said. */
async function run(command: string, ...rest: string[]): Promise<string> {
  const terminal = keptTerminal();
  const work = deeds.commandOf(command, rest, {}, terminal);
  if (work === undefined) return assert.fail(`There is no command ${command}`);
  assert.equal(await work(database), 0);
  return terminal.lines.join('\n');
}

async function makeTeam(name: string) {
  const { device, participant } = await makeWalker(stage);
  const wish = await device.wish(participant.id, (made) => teamText(made, challengeId, name));
  const body = { name, participantId: participant.id, ...wish };
  const made = await stage.ask('createTeam', { params: { challengeId }, body });
  return made.ok ? made.value.id : assert.fail(made.problem.code);
}

async function namesTold() {
  const listed = await stage.ask('listTeams', { params: { challengeId } });
  const teams = listed.ok ? listed.value.items : assert.fail(listed.problem.code);
  return teams.map(({ id, name, totals: { members } }) => [id, name, members]);
}

const none = await run('teams list', challengeId);
const [birds, owls] = [await makeTeam('Early birds'), await makeTeam('Night owls')];

test('says where a challenge has no teams', () => {
  assert.equal(none, `${challengeId} has no teams.`);
});

test('lists the teams of a challenge', async () => {
  assert.equal(
    await run('teams list', challengeId),
    [
      `${birds}  1 members  gave $0.00 for 0  Early birds`,
      `${owls}  1 members  gave $0.00 for 0  Night owls`,
    ].join('\n'),
  );
});

test('renames a team, of which its members stay and which others join', async () => {
  assert.equal(await run('teams rename', birds, '茶馆一队'), `${birds} is called 茶馆一队.`);
  const { device, participant } = await makeWalker(stage);
  const wish = await device.wish(participant.id, (said) => joinTeamText(said, birds));
  const body = { participantId: participant.id, ...wish };
  await stage.ask('joinTeam', { params: { teamId: birds }, body });
  assert.deepEqual(await namesTold(), [
    [birds, '茶馆一队', 2],
    [owls, 'Night owls', 1],
  ]);
  // The old name is free again, and its own name in other letters is no other team's.
  assert.equal(await run('teams rename', owls, 'EARLY birds'), `${owls} is called EARLY birds.`);
  assert.equal(await run('teams rename', owls, 'Early birds'), `${owls} is called Early birds.`);
});

const mistakes: readonly [rest: readonly string[], words: RegExp][] = [
  [[], /^Say which team and how: `kindcart teams rename tem_… "New name"`\.$/],
  [[birds], /^Say which team and how/],
  [['tem_1', 'Larks'], /^There is no team tem_1\. `kindcart teams list chl_…` tells their ids\.$/],
  [['tem_01k9p4m8q2fz3t6v8w0x2y4z7k', 'Larks'], /^There is no team tem_01k9p4m8q2fz3t6v8w0x2y4z7k/],
  [[birds, ''], /^The name is empty\.$/],
  [[birds, 'x'.repeat(41)], /^The name is longer than 40 characters\.$/],
  [[birds, 'Early\nbirds'], /^The name has more than one line\.$/],
  [[birds, 'early BIRDS'], /^Another team of its challenge is called early BIRDS\.$/],
];

for (const [rest, words] of mistakes) {
  test(`says in words that ${words.source} of ${JSON.stringify(rest.slice(1))}`, async () => {
    await assert.rejects(run('teams rename', ...rest), { name: 'CommandError', message: words });
  });
}

test('says where there is no such challenge', async () => {
  await assert.rejects(run('teams list'), /^CommandError: There is no challenge without an id/);
});
