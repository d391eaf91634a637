// Observations from files, and the review of odd ones, at the command line.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { seedGrove } from '../forest/trees/testing.ts';
import { makeTenant, testDatabase } from '../testing/platform.ts';
import { keptTerminal } from '../testing/terminal.ts';
import { importObservations, reviewObservations } from './observations.ts';

const folder = mkdtempSync(join(tmpdir(), 'kindcart-observations-'));
const database = await testDatabase();
const { db } = database;
after(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

const { book, organizationId: organization } = await makeTenant(database, 'Observed');
const numbers = Array.from({ length: 300 }, (_, index) => index + 1);
await seedGrove(db, book, { places: 300, numbers, plantedOn: '2024-04-05' });

function fileOf(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function imported(path: string, observer: string | undefined = 'Batu') {
  const terminal = keptTerminal();
  const code = await importObservations(
    database,
    path,
    { organization, live: false, observer },
    terminal,
  );
  return { code, lines: terminal.lines };
}

async function countOf(): Promise<number> {
  const rows = await db.selectFrom('observation').select('id').execute();
  return rows.length;
}

test('writes down the good half of a file and names each line of the other', async () => {
  const good = numbers.slice(0, 250).map((number) => `${number},2026-10-12,${80 + (number % 7)}`);
  const bad = numbers.slice(0, 250).map((number) => `${number},someday,80`);
  const lines = good.flatMap((line, at) => [line, bad[at] ?? '']);
  const path = fileOf('half.csv', `\ufefftree,observed_at,height_cm\r\n${lines.join('\r\n')}\r\n`);
  const { code, lines: said } = await imported(path);
  assert.equal(code, 1);
  assert.equal(
    said[0],
    '250 observations were written down, 0 were known already, 250 lines were not taken.',
  );
  assert.equal(said.length, 251);
  assert.match(said[1] ?? '', /^ {2}line 3: observed_at is not a time such as/);
  assert.match(said[250] ?? '', /^ {2}line 501: /);
  assert.equal(await countOf(), 250);
});

test('writes nothing twice, however often and in whatever order a file is read', async () => {
  const before = await countOf();
  const rows = ['1,2026-11-01,90', '2,2026-11-01,91', '1,2026-11-01,90'];
  const path = fileOf('again.csv', `tree,observed_at,height_cm\n${rows.join('\n')}\n`);
  const { code, lines } = await imported(path);
  assert.equal(code, 0);
  assert.match(lines[0] ?? '', /^2 observations were written down, 1 were known already, 0 lines/);
  const turned = fileOf(
    'turned.csv',
    `tree,observed_at,height_cm\n${[...rows].reverse().join('\n')}\n`,
  );
  for (const file of [path, turned]) {
    assert.match(
      (await imported(file)).lines[0] ?? '',
      /^0 observations .* 3 were known already, 0/,
    );
  }
  assert.equal(await countOf(), before + 2);
});

test('names lines of trees that are not there, and keys that were used for others', async () => {
  const path = fileOf(
    'strange.csv',
    [
      'key,tree,observed_at,height_cm',
      'line-0001,999,2026-10-12,50',
      'line-0002,7,2026-11-02,88',
      'line-0002,7,2026-11-02,89',
      'x,7,2026-11-02,89',
    ].join('\n'),
  );
  const { code, lines } = await imported(path);
  assert.equal(code, 1);
  assert.match(lines[0] ?? '', /^1 observations .* 3 lines were not taken\.$/);
  assert.deepEqual(lines.slice(1), [
    '  line 2: there is no tree 999',
    '  line 4: key line-0002 was told before with other contents',
    '  line 5: key is not 8 to 64 letters, digits, - or _',
  ]);
});

test('says which lines are odd, lists them for review, and takes the decision', async () => {
  const path = fileOf(
    'odd.csv',
    'tree,observed_at,height_cm\n8,2026-11-03,5000\n9,2020-01-01,40\n10,2026-11-03,95\n',
  );
  const { code, lines } = await imported(path);
  assert.equal(code, 0);
  assert.match(lines[1] ?? '', /^2 are odd.*kindcart observations review/);
  assert.deepEqual(lines.slice(2), [
    '  line 2: taller than its kind becomes',
    '  line 3: before it was planted',
  ]);
  const listing = keptTerminal();
  const look = { keep: false, aside: false };
  assert.equal(await reviewObservations(database, undefined, look, listing), 0);
  assert.equal(listing.lines.length, 2);
  // Both were told in one moment, so either may be the first.
  const byTree = listing.lines.toSorted((one, other) =>
    (one.split('  ')[3] ?? '').localeCompare(other.split('  ')[3] ?? ''),
  );
  assert.match(
    byTree[0] ?? '',
    /^obs_\w+ {2}org_\w+ {2}test {2}tree 8 {2}2026-11-03T12.* 5000 cm {2}Batu {2}taller/,
  );
  const [first, second] = byTree.map((line) => line.split(' ', 1)[0]);
  const decided = keptTerminal();
  await reviewObservations(database, first, { keep: false, aside: true }, decided);
  await reviewObservations(database, second, { keep: true, aside: false }, decided);
  assert.match(decided.lines.join('\n'), /tree 8 is set aside: .*\n.*tree 9 is kept/);
  const rest = keptTerminal();
  await reviewObservations(database, undefined, look, rest);
  assert.deepEqual(rest.lines, ['No observation waits to be looked at.']);
});

const files: readonly [what: string, path: string | undefined, words: RegExp][] = [
  ['no file', undefined, /^Say which file/],
  ['a file that is not there', join(folder, 'none.csv'), /none\.csv cannot be read: ENOENT/],
  [
    'one in another encoding',
    fileOf('gbk.csv', Uint8Array.from([0xca, 0xf7])),
    /gbk\.csv is not UTF-8/,
  ],
  ['one of another table', fileOf('other.csv', 'a,b\n1,2\n'), /has a column "a"/],
];

for (const [what, path, words] of files) {
  test(`refuses ${what} in words`, async () => {
    const flags = { organization, live: false, observer: undefined };
    const done = importObservations(database, path, flags, keptTerminal());
    await assert.rejects(done, { name: 'CommandError', message: words });
  });
}

const reviews: readonly [id: string | undefined, keep: boolean, aside: boolean, words: RegExp][] = [
  [undefined, true, false, /^Say which one/],
  ['obs_7zzzzzzzzzzzzzzzzzzzzzzzzz', false, false, /^Say --keep.*--set-aside/],
  ['obs_7zzzzzzzzzzzzzzzzzzzzzzzzz', true, true, /^Say --keep/],
  ['obs_7zzzzzzzzzzzzzzzzzzzzzzzzz', true, false, /^There is no observation obs_7/],
  ['nonsense', true, false, /^There is no observation nonsense/],
];

for (const [id, keep, aside, words] of reviews) {
  test(`says of a review of ${id} in words that ${words.source}`, async () => {
    const done = reviewObservations(database, id, { keep, aside }, keptTerminal());
    await assert.rejects(done, { name: 'CommandError', message: words });
  });
}
