// Commands of what grows: that what is written of them is what they take, on a database of their own.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { seedGrove } from '../forest/trees/testing.ts';
import { makeTenant, testDatabase } from '../testing/platform.ts';
import { keptTerminal } from '../testing/terminal.ts';
import {
  growingArguments,
  growingCommandOf,
  growingFlags,
  growingOptions,
  growingUsage,
} from './growing.ts';

const folder = mkdtempSync(join(tmpdir(), 'kindcart-growing-'));
const database = await testDatabase();
const { db } = database;
after(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const { book, organizationId: organization } = await makeTenant(database, 'Growing');
const numbers = [1, 2, 3, 4];
const grove = await seedGrove(db, book, { numbers, plantedOn: null });

/** Flags as they are where nobody says any. */
const unsaid = { live: false, keep: false, 'set-aside': false };
type Values = Parameters<typeof growingCommandOf>[2];

/** Runs a command, and answers its exit code and what it said. */
async function run(command: string, rest: readonly string[], values: Partial<Values> = {}) {
  const terminal = keptTerminal();
  const work = growingCommandOf(command, rest, { ...unsaid, organization, ...values }, terminal);
  if (work === undefined) return assert.fail(`There is no command ${command}`);
  return { code: await work(database), lines: terminal.lines };
}

/** Lines of the usage: command, what it is about, its flags. */
const written = growingUsage.split('\n').map((line) => {
  const [, command = '', text = ''] = /^kindcart (\w+ \w+)(.*)$/.exec(line) ?? [];
  const flags = [...text.matchAll(/--([a-z-]+)/g)].map(([, flag = '']) => flag);
  const about = text.split(/ {3}|--/, 1)[0] ?? '';
  return { command, flags, words: about.match(/[^\s[\]]+/g) ?? [] };
});

test('writes of every command in a line', () => {
  assert.deepEqual(
    written.map(({ command }) => command),
    ['trees list', 'trees state', 'trees planted', 'observations import', 'observations review'],
  );
});

for (const { command, flags, words } of written) {
  test(`takes of ${command} the flags that are written, and no more`, () => {
    assert.deepEqual([...flags].sort(), [...(growingFlags[command] ?? [])].sort());
  });

  test(`takes as many words of ${command} as are written`, () => {
    assert.equal(words.length, growingArguments[command] ?? 0);
  });

  test(`knows the work of ${command}`, () => {
    const work = growingCommandOf(command, [], { ...unsaid, organization }, keptTerminal());
    assert.equal(typeof work, 'function');
  });
}

test('has each flag of its own in use', () => {
  const used = new Set(Object.values(growingFlags).flat());
  assert.deepEqual(
    Object.keys(growingOptions).filter((flag) => !used.has(flag)),
    [],
  );
});

for (const command of ['', 'trees', 'trees plant', 'observations', 'plots list', 'constructor x']) {
  test(`knows no command "${command}"`, () => {
    assert.equal(growingCommandOf(command, [], unsaid, keptTerminal()), undefined);
  });
}

test('goes from a planting day to the review of what was seen', async () => {
  const day = { on: '2026-04-05', note: 'Planting day' };
  const planted = await run('trees planted', [], {
    ...day,
    ...{ plot: grove.plotId, from: '1', to: '3' },
  });
  assert.deepEqual(planted, {
    code: 0,
    lines: ['3 trees were planted on 2026-04-05; 0 were planted already, 0 stay as they are.'],
  });
  const lost = await run('trees state', ['2', 'lost'], { on: '2026-06-01', note: 'Dry' });
  assert.deepEqual(lost, { code: 0, lines: ['Tree 2 is lost.'] });
  const { lines } = await run('trees list', [], { plot: grove.plotId });
  assert.deepEqual(
    lines.map((line) => line.split('  ').slice(0, 3).join(', ')),
    [
      '1, place 1, planted on 2026-04-05',
      '2, place 2, lost on 2026-06-01',
      '3, place 3, planted on 2026-04-05',
      '4, place 4, planned on 2025-01-01',
    ],
  );

  const file = join(folder, 'seen.csv');
  writeFileSync(file, 'tree,observed_at,height_cm\n1,2026-10-12,40\n3,2026-10-12,9000\n');
  const imported = await run('observations import', [file], { observer: 'Batu' });
  assert.equal(imported.code, 0);
  assert.equal(
    imported.lines[0],
    '2 observations were written down, 0 were known already, 0 lines were not taken.',
  );
  const open = await run('observations review', []);
  const [id = ''] = open.lines[0]?.split(' ') ?? [];
  const kept = await run('observations review', [id], { keep: true });
  assert.deepEqual(kept, { code: 0, lines: [`${id} of tree 3 is kept: what it says counts.`] });
  const again = await run('observations review', [id], { 'set-aside': true });
  assert.deepEqual(again.lines, [`${id} of tree 3 is set aside: it counts for nothing.`]);
});

test('gives a lost tree a successor, which the list shows at the same place', async () => {
  await run('trees state', ['2', 'replaced'], {
    on: '2026-07-01',
    photo: 'https://give.example/p',
  });
  const { lines } = await run('trees list', [], { plot: grove.plotId });
  assert.match(lines[1] ?? '', /^2 {2}place 2 {2}replaced on 2026-07-01/);
  assert.match(lines[4] ?? '', /^5 {2}place 2 {2}planned on /);
});

test('lists a plot without trees in words, and one of more than a thousand whole', async () => {
  const { book: others } = await makeTenant(database, 'Many');
  const many = Array.from({ length: 1_001 }, (_, index) => index + 1);
  const large = await seedGrove(db, others, { places: 1_001, numbers: many, plantedOn: null });
  const { lines } = await run('trees list', [], { plot: large.plotId });
  assert.deepEqual([lines.length, lines.at(-1)?.split(' ', 1)[0]], [1_001, '1001']);
  await db.deleteFrom('tree').where('plot_id', '=', large.plotId).execute();
  const bare = await run('trees list', [], { plot: large.plotId });
  assert.deepEqual(bare, { code: 0, lines: ['No tree was adopted on this plot yet.'] });
});
