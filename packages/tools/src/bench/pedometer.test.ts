import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('pedometer.ts', import.meta.url));
const recordings = new URL('../../../elements/src/deeds/pedometer/recordings/', import.meta.url);

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@kindcart/source', program, ...args],
    { encoding: 'utf8' },
  );
  const lines = stdout.trim().split('\n');
  return { status, lines, stderr, last: () => JSON.parse(lines.at(-1) ?? '') };
}

function folderOf(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'recordings-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const walk = readFileSync(new URL('100_1.csv', recordings), 'utf8');
const still = readFileSync(new URL('0_1.csv', recordings), 'utf8');
const rowsOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number));
const inUnit = (text: string, scale: number) =>
  rowsOf(text).map(([time, ...axes]) => [time, ...axes.map((axis) => axis * scale)].join(','));

test('counts the recordings of the project, closer than other pedometers, with a row for each', () => {
  const { status, lines, last } = run();
  equal(status, 0);
  const { files, walk_mean_error_pct, false_steps } = last();
  equal(lines.length, files.length + 2);
  match(lines[0] ?? '', /^file +true +counted +unit$/);
  ok(lines.some((line) => /^100_1\.csv +100 +\d+ +counts, 8192 to g$/.test(line)));
  // Two well-known algorithms have 24 and 7 on the same walks, and 121 and 318 false steps.
  ok(walk_mean_error_pct < 5, `${walk_mean_error_pct} %`);
  ok(false_steps < 10, `${false_steps} false steps`);
});

test('means the errors of walks and sums the false steps of the rest', (t) => {
  // The names lie about the truth: by how much is what the figures must say.
  const folder = folderOf(t, {
    '200_half.csv': walk,
    '50.csv': walk,
    '0.csv': still,
    '3_walk.csv': walk,
  });
  const { files, walk_mean_error_pct, false_steps } = run(folder).last();
  const counted = Object.fromEntries(
    files.map((each: { file: string; counted: number }) => [each.file, each.counted]),
  );
  const steps = counted['50.csv'];
  ok(steps > 90 && steps < 110);
  const expected = ((200 - steps) / 200 + (steps - 50) / 50) * 50;
  ok(Math.abs(walk_mean_error_pct - expected) < 0.01);
  equal(false_steps, steps - 3);
});

test('counts alike whatever the header, the order, the ends of lines and the unit', (t) => {
  const folder = folderOf(t, {
    '100_a.csv': walk,
    '100_b.csv': rowsOf(walk).join('\n'),
    '100_c.csv': walk.replaceAll('\n', '\r\n\r\n'),
    '100_d.csv': ['z,time,y,x', ...rowsOf(walk).map(([time, x, y, z]) => [z, time, y, x])].join(
      '\n',
    ),
    '100_e.csv': inUnit(walk, 1 / 8_192).join('\n'),
    '100_f.csv': inUnit(walk, 9.80665 / 8_192).join('\n'),
  });
  const { lines, last } = run(folder);
  const counts = last().files.map(({ counted }: { counted: number }) => counted);
  deepEqual(
    counts,
    Array.from({ length: 6 }, () => counts[0]),
  );
  deepEqual(
    lines.slice(1, -1).map((line) => line.split('   ').at(-1)?.trim()),
    [...Array.from({ length: 4 }, () => 'counts, 8192 to g'), 'g', 'm/s²'],
  );
});

test('says what it passed over, and has no mean without a walk', (t) => {
  const folder = folderOf(t, {
    '0.csv': `${still}nothing\n`,
    'notes.txt': 'none',
    '0_empty.csv': '',
    'x.md': '',
  });
  const { status, lines, last } = run(folder);
  equal(status, 0);
  ok(lines.some((line) => line.endsWith('passed over: its name does not begin with a true count')));
  ok(lines.some((line) => line.endsWith('counts, 8192 to g, 1 lines are no reading')));
  ok(lines.some((line) => line.endsWith('no columns of time, x, y and z')));
  deepEqual(last(), {
    files: [
      { file: '0.csv', true: 0, counted: 0 },
      { file: '0_empty.csv', true: 0, counted: 0 },
    ],
    walk_mean_error_pct: null,
    false_steps: 0,
  });
});

test('says in words that a folder cannot be read, or has nothing to read', (t) => {
  const missing = run('/nowhere/at/all');
  equal(missing.status, 1);
  match(missing.stderr, /^The folder \/nowhere\/at\/all cannot be read: .*ENOENT/);
  const empty = run(folderOf(t, {}));
  equal(empty.status, 1);
  match(empty.stderr, /^There are no recordings \(\.csv, \.tsv, \.txt\) in /);
});
