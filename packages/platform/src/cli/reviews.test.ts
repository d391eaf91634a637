// Deeds that nobody believes as they are, at the command line: which wait and why, and what is decided of them.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { addDays, type CreateDeed, type Deed, dayAt } from '@kindcart/contract';
import { makeWalker, makeWalkers, openWalk, type Walk } from '../deeds/deeds/testing/walkers.ts';
import { testDatabase, testId, testPlatform } from '../testing/platform.ts';
import { keptTerminal } from '../testing/terminal.ts';
import * as deeds from './deeds.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
const { a, stage } = house;
after(async () => {
  await house.auditClean();
  await house.stop();
  await database.close();
});

/** What a command says. */
async function run(command: string, argument?: string, flags: deeds.DeedsFlags = {}) {
  const terminal = keptTerminal();
  const rest = argument === undefined ? [] : [argument];
  const work = deeds.commandOf(command, rest, flags, terminal);
  if (work === undefined) return assert.fail(`There is no command ${command}`);
  await work(database);
  return terminal.lines.join('\n');
}

const timeZone = 'Asia/Shanghai';
const today = dayAt(house.clock.nowMs(), timeZone);
/** So long ago that somebody has to look at what is told of it. */
const day = addDays(today, -4);

/** A thousand steps are worth a yuan. */
const open = (fundedAmount?: number) =>
  openWalk(
    house,
    {
      timeZone,
      rate: { quantity: 1_000, amount: { amount: 100, currency: 'CNY' } },
      perPerson: { minPerDay: 0, maxPerDay: 20_000 },
      dailyBudget: null,
      startsOn: addDays(today, -10),
      endsOn: addDays(today, 10),
    },
    fundedAmount,
  );

async function tell(deeds: readonly CreateDeed[]): Promise<Deed[]> {
  const answer = await stage.ask('createDeeds', { body: { deeds: [...deeds] } });
  const items = answer.ok ? answer.value.items : assert.fail(answer.problem.code);
  return items.map(({ deed, refused }) => deed ?? assert.fail(`not kept: ${refused}`));
}

/** Has somebody new tell of that day. */
async function tellOld(walk: Walk, quantity = 1_000): Promise<Deed> {
  const walker = await makeWalker(db, a.book);
  const [deed] = await tell([walker.sign(walk, { day, quantity })]);
  return deed ?? assert.fail('one was told');
}

async function noteOf({ id }: Deed) {
  const row = await db
    .selectFrom('deed')
    .select('note')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.note;
}

/** A yuan and a half for all. */
const walk = await open(150);
const other = await open();
const chl = walk.id;
const noneWaits = await run('deeds list');
const [one, two, three] = [await tellOld(walk), await tellOld(walk), await tellOld(walk, 12_480)];
const elsewhere = await tellOld(other);

/** The ids of those that are listed. */
async function listed(challenge?: string): Promise<string[]> {
  const text = await run('deeds list', undefined, { challenge });
  return text.match(/\bded_\w+/g) ?? [];
}

test('says where no deed waits', () => {
  assert.equal(noneWaits, 'No deed waits to be looked at.');
});

test('lists those that wait, each with what it says and why it is in doubt', async () => {
  const text = await run('deeds list', undefined, { challenge: chl });
  const line = text.split('\n').find((each) => each.startsWith(three.id));
  assert.equal(
    line,
    [
      ...[three.id, chl, 'test', three.participantId, three.day, 'motion', '12,480 steps'],
      ...['told too late', `since ${three.createdAt}`],
    ].join('  '),
  );
  assert.deepEqual(await listed(chl), [one, two, three].map(({ id }) => id).sort());
  assert.deepEqual(
    await listed(),
    [one, two, three, elsewhere].map(({ id }) => id).sort(),
    'of all challenges',
  );
});

test('says of one who came after many of one place that they did', async () => {
  const office = await open();
  const came = (await makeWalkers(db, a.book, 31, 'one office')).slice(-2);
  const told = { day: addDays(today, -1), quantity: 1_000 };
  const [thirtieth, next] = await tell(came.map((walker) => walker.sign(office, told)));
  assert.equal(thirtieth?.state, 'counted');
  assert.match(
    await run('deeds list', undefined, { challenge: office.id }),
    new RegExp(
      `^${next?.id} .* {2}30 others or more came from the same address before {2}since .*$`,
    ),
  );
});

test('lists as many as there are, also where one look does not show all', async () => {
  const many = await open();
  for (let made = 0; made < 4; made += 1) {
    const walker = await makeWalker(db, a.book);
    const days = Array.from({ length: 31 }, (_, at) => ({ day, quantity: 1_000 + at }));
    await tell(days.map((told) => walker.sign(many, told)));
  }
  assert.equal(new Set(await listed(many.id)).size, 124);
  assert.match(
    await run('challenges list'),
    new RegExp(`^${many.id} .* {2}124 deeds wait {2}`, 'm'),
  );
});

test('says of each challenge how many wait', async () => {
  const list = await run('challenges list');
  assert.match(list, new RegExp(`^${chl} .* {2}3 deeds wait {2}Walk for water$`, 'm'));
});

test('closes none of which deeds can still come, whatever is forfeited', async () => {
  for (const forfeit of [false, true]) {
    await assert.rejects(run('challenges close', chl, { forfeit }), {
      name: 'CommandError',
      message: /^Deeds of this challenge can still come/,
    });
  }
});

test('closes none of which deeds wait, unless they are forfeited', async () => {
  const over = await open(150);
  await tellOld(over);
  await db.updateTable('challenge').set({ ends_on: day }).where('id', '=', over.id).execute();
  await assert.rejects(run('challenges close', over.id), {
    name: 'CommandError',
    message: new RegExp(
      `^1 deed of Walk for water still to be looked at.*: \`kindcart deeds list --challenge ${over.id}\`\\. .*\`--forfeit\`\\.$`,
    ),
  });
  assert.match(
    await run('challenges close', over.id, { forfeit: true }),
    /^Walk for water is closed\. CN¥1\.50 went to prj_\w+\.$/,
  );
});

test('lets an accepted deed count as far as there is money, and keeps the note', async () => {
  assert.equal(
    await run('deeds accept', one.id, { note: 'The phone was in repair.' }),
    `${one.id} is accepted: of ${one.day} 1,000 count, and it gave CN¥1.00.`,
  );
  assert.equal(await noteOf(one), 'The phone was in repair.');
  assert.equal(
    await run('deeds accept', two.id),
    `${two.id} is accepted: of ${two.day} 1,000 count, and it gave CN¥0.50. No more is left of the money that has come.`,
  );
  assert.equal(await noteOf(two), null);
  const { totals } = await stage.readProject(walk.project.id);
  assert.equal(totals.raised.amount, 150);
  assert.deepEqual(await listed(chl), [three.id]);
});

test('lets a refused deed count for nothing, and decides nothing otherwise afterwards', async () => {
  const words = `${three.id} is refused: it counts for nothing.`;
  assert.equal(await run('deeds refuse', three.id, { note: 'Nobody walks there.' }), words);
  assert.equal(await noteOf(three), 'Nobody walks there.');
  assert.equal(await run('deeds refuse', three.id), words, 'once more');
  await assert.rejects(run('deeds accept', three.id), { name: 'CommandError', message: /decided/ });
  assert.deepEqual(await listed(chl), []);
  const list = await run('challenges list');
  assert.match(list, new RegExp(`^${chl} .* of CN¥1\\.50 {2}Walk for water$`, 'm'));
});

const mistakes: readonly [
  command: string,
  argument: string | undefined,
  flags: deeds.DeedsFlags,
  words: RegExp,
][] = [
  ['accept', undefined, {}, /^Say which one: `kindcart deeds accept ded_…`\.$/],
  ['refuse', undefined, {}, /^Say which one: `kindcart deeds refuse ded_…`\.$/],
  ['accept', 'ded_1', {}, /^There is no deed ded_1\. `kindcart deeds list` lists those/],
  ['refuse', testId('deed'), {}, /^There is no deed ded_\w{26}\./],
  ['refuse', one.id, { note: 'x'.repeat(501) }, /^--note is longer than 500 characters\.$/],
  ['refuse', one.id, { note: '' }, /^--note is empty\.$/],
  ['list', undefined, { challenge: 'chl_1' }, /^There is no challenge chl_1\./],
];

for (const [command, argument, flags, words] of mistakes) {
  test(`says in words of deeds ${command} that ${words.source}`, async () => {
    const work = run(`deeds ${command}`, argument, flags);
    await assert.rejects(work, { name: 'CommandError', message: words });
  });
}
