// Challenges at the command line: from a file to the end, and mistakes in words.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { challengeBody, dayOf, openChallenge, pastDays } from '@kindcart/contract/conformance';
import { addDays } from '@kindcart/contract/days';
import { testDatabase, testPlatform } from '../testing/platform.ts';
import { keptTerminal } from '../testing/terminal.ts';
import type { FundFlags } from './challenges.ts';
import * as deeds from './deeds.ts';

const folder = mkdtempSync(join(tmpdir(), 'kindcart-challenges-'));
const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
const { stage } = house;
after(async () => {
  await house.stop();
  await database.close();
  rmSync(folder, { recursive: true });
});

const project = await stage.project();

function kept(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Runs a command, and answers what it said. */
async function run(command: string, argument?: string, flags: FundFlags = {}): Promise<string> {
  const terminal = keptTerminal();
  const work = deeds.commandOf(command, argument === undefined ? [] : [argument], flags, terminal);
  if (work === undefined) return assert.fail(`There is no command ${command}`);
  assert.equal(await work(database), 0);
  return terminal.lines.join('\n');
}

const listBefore = await run('challenges list');
const { challenge: known } = await openChallenge(stage);

test('says where there are no challenges, and how to make one', () => {
  assert.match(listBefore, /^No challenges yet\. .*`kindcart challenges create`/);
});

test('makes a challenge of a file, funds it, pauses it and lets it go on', async () => {
  const file = kept('walk.json', JSON.stringify(challengeBody(project)));
  const made = await run('challenges create', file);
  assert.match(
    made,
    /^Walk for water is chl_\w{26}, open: 10,000 steps give \$1\.00, up to \$1,000\.00, from [\d-]{10} until [\d-]{10} in Asia\/Shanghai\.\nIt gives nothing before/,
  );
  const [id] = /chl_\w{26}/.exec(made) ?? assert.fail();
  const flags = { amount: '400.5', reference: 'bank 1' };
  assert.equal(
    await run('challenges fund', id, flags),
    'For Walk for water $400.50 of $1,000.00 has come. $400.50 is left to give.',
  );
  const fundings = await stage.ask('listFundings', {
    params: { challengeId: `chl_${id.slice(4)}` },
  });
  assert.deepEqual(
    fundings.ok && fundings.value.items.map(({ receivedOn, reference }) => [receivedOn, reference]),
    [[dayOf(project), 'bank 1']],
  );
  assert.match(await run('challenges pause', id), /^Walk for water takes no deeds\. .*resume chl_/);
  assert.match(
    await run('challenges list'),
    new RegExp(
      `^${id} {2}org_\\w+ {2}test {2}paused {2}[\\d-]{10} to [\\d-]{10} {2}gave \\$0\\.00 of \\$400\\.50 {2}Walk for water$`,
      'm',
    ),
  );
  assert.equal(await run('challenges resume', id), 'Walk for water is open.');
  await assert.rejects(run('challenges close', id), {
    name: 'CommandError',
    message: /^Deeds of this challenge can still come/,
  });
});

test('closes a challenge that is over, and says where what was left went', async () => {
  for (const [dependsOnDeeds, went] of [
    [false, /^Walk for water is closed\. \$5\.00 went to prj_\w{26}\.$/],
    [
      true,
      /^Walk for water is closed\. \$5\.00 is booked back to Lanting tea house: pay it back\.$/,
    ],
  ] as const) {
    const { challenge } = await openChallenge(stage, (own) => ({
      ...pastDays(own),
      dependsOnDeeds,
    }));
    await run('challenges fund', challenge.id, { amount: '5', reference: 'bank 1' });
    assert.match(await run('challenges close', challenge.id), went);
    assert.match(await run('challenges list'), new RegExp(`^${challenge.id}.* closed `, 'm'));
  }
  await house.auditClean();
});

const tomorrow = addDays(dayOf(project), 2);
const text = (changes: object) => JSON.stringify({ ...challengeBody(project), ...changes });

const mistakes: readonly [
  command: string,
  argument: string | undefined,
  flags: FundFlags,
  words: RegExp,
][] = [
  ['create', undefined, {}, /^Say which file: `kindcart challenges create challenge\.json`/],
  ['create', join(folder, 'none.json'), {}, /^There is no file .*none\.json\.$/],
  ['create', kept('cut.json', '{"kind":'), {}, /cut\.json is not JSON: /],
  [
    'create',
    kept('bad.json', text({ timeZone: 'Mars', rate: null })),
    {},
    /bad\.json is no challenge:\n(.*\n)*.*timeZone is not a time zone such as Asia\/Shanghai/,
  ],
  [
    'create',
    kept('lost.json', text({ projectId: 'prj_01k9p4m8q2fz3t6v8w0x2y4z7a' })),
    {},
    /^There is no project prj_01k9p4m8q2fz3t6v8w0x2y4z7a\.$/,
  ],
  ['fund', 'chl_1', {}, /^There is no challenge chl_1\. `kindcart challenges list` tells/],
  ['pause', undefined, {}, /^There is no challenge without an id\./],
  ['fund', known.id, {}, /^Say how much has come: `--amount 50000\.00`\.$/],
  ['fund', known.id, { amount: 'much' }, /^--amount takes an amount of USD such as/],
  ['fund', known.id, { amount: '1.005' }, /^--amount takes an amount of USD such as/],
  ['fund', known.id, { amount: '-1', reference: 'x' }, / {2}--amount is/],
  ['fund', known.id, { amount: '1' }, /^This cannot be booked:\n {2}--reference is missing/],
  ['fund', known.id, { amount: '1', reference: 'x', received: 'today' }, / {2}--received is/],
  [
    'fund',
    known.id,
    { amount: '1', reference: 'x', received: tomorrow },
    / {2}receivedOn has not begun anywhere/,
  ],
  [
    'fund',
    known.id,
    { amount: '1000.01', reference: 'x' },
    /^With this funding more would have come[\s\S]*amount\.amount is above 100000/,
  ],
];

for (const [command, argument, flags, words] of mistakes) {
  test(`says in words that ${words.source}`, async () => {
    const work = run(`challenges ${command}`, argument, flags);
    await assert.rejects(work, { name: 'CommandError', message: words });
  });
}

test('writes of every command in a line, and of each flag that it takes', () => {
  const lines = deeds.usage.split('\n');
  const lists = ['challenges list', 'deeds list', 'participants list'];
  for (const command of [...lists, ...deeds.withArgument]) {
    const [room = '', verb = ''] = command.split(' ');
    const line = lines.find((one) => new RegExp(`^kindcart ${room} .*\\b${verb}\\b`).test(one));
    assert.ok(line !== undefined, command);
    for (const flag of deeds.flags[command] ?? [])
      assert.ok(new RegExp(`--${flag}\\b`).test(line), flag);
  }
  const taken = new Set(Object.values(deeds.flags).flat());
  for (const flag of Object.keys(deeds.options)) assert.ok(taken.has(flag), flag);
});
