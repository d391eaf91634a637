import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { piecesOf, UnpackingFailed } from './pieces.ts';
import { zipOf } from './testing.ts';
import { openEntry, zipEntries } from './zip.ts';

const words = 'steps and steps and '.repeat(400);
const entries = [
  { path: 'apple_health_export/export.xml', content: words },
  { path: 'apple_health_export/导出.xml', content: 'stored', isStored: true },
  { path: 'apple_health_export/empty.txt', content: '' },
];

/** The text of an entry, or why it cannot be read. */
async function textOf(file: Blob, index = 0): Promise<string> {
  const entry = (await zipEntries(file))?.[index];
  if (!entry) return 'zip_broken';
  const opened = await openEntry(file, entry);
  if (typeof opened === 'string') return opened;
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of piecesOf(opened, () => {}))
    text += decoder.decode(piece, { stream: true });
  return text;
}

test('lists what is in a zip, and reads it', async () => {
  for (const options of [
    {},
    { comment: 'made by hand' },
    { is64: true },
    { is64: true, comment: 'PK' },
  ]) {
    const file = await zipOf(entries, options);
    const listed = await zipEntries(file);
    deepEqual(
      listed?.map(({ path, bytes, method }) => [path, bytes, method]),
      [
        ['apple_health_export/export.xml', 8_000, 8],
        ['apple_health_export/导出.xml', 6, 0],
        ['apple_health_export/empty.txt', 0, 8],
      ],
    );
    deepEqual(
      [await textOf(file), await textOf(file, 1), await textOf(file, 2)],
      [words, 'stored', ''],
    );
  }
});

test('finds the list behind a comment that looks like its end', async () => {
  const file = await zipOf(entries, { comment: `PK\u0005\u0006${'x'.repeat(60_000)}` });
  equal(await textOf(file), words);
});

test('says why an entry cannot be read', async () => {
  equal(await textOf(await zipOf([{ path: 'a', content: words, flags: 1 }])), 'zip_locked');
  equal(await textOf(await zipOf([{ path: 'a', content: words, method: 93 }])), 'zip_unknown');
  equal(await textOf(new File(['PK'], 'a.zip')), 'zip_broken');
  equal(await textOf(new File(['PK\u0003\u0004', 'x'.repeat(90_000)], 'a.zip')), 'zip_broken');
});

test('takes no zip that is cut anywhere, and throws for none', async () => {
  const file = await zipOf(entries);
  for (let length = 0; length < file.size; length += 7) {
    equal(await zipEntries(file.slice(0, length)), null, `${length} bytes`);
  }
});

test('throws for no zip in which bytes were changed', async () => {
  for (const is64 of [false, true]) {
    const file = await zipOf(entries.slice(1), { is64 });
    const bytes = new Uint8Array(await file.arrayBuffer());
    for (let place = 0; place < bytes.length; place += 1) {
      const changed = bytes.slice();
      changed[place] = 0xff - (changed[place] ?? 0);
      const listed = await zipEntries(new Blob([changed]));
      for (const entry of listed ?? []) await openEntry(new Blob([changed]), entry);
    }
  }
});

test('says that packed bytes end too early, after what could be read', async () => {
  const long = Array.from({ length: 60_000 }, (_, index) => `${(index * 7_919) % 10_007}`).join(
    ' ',
  );
  const file = await zipOf([{ path: 'a', content: long }]);
  const [entry] = (await zipEntries(file)) ?? [];
  const opened = entry && (await openEntry(file, entry));
  if (!opened || typeof opened === 'string') throw new Error('The entry cannot be opened.');
  const cut = { ...opened, packed: opened.packed.slice(0, opened.packed.size / 2) };
  let read = 0;
  let failure: unknown;
  try {
    for await (const piece of piecesOf(cut, () => {})) read += piece.length;
  } catch (error) {
    failure = error;
  }
  equal(failure instanceof UnpackingFailed, true);
  equal(read > 10_000 && read < long.length, true);
});

test('tells how many packed bytes were read, and stops when nobody wants more', async () => {
  const packed = new Blob(['x'.repeat(300_000)]);
  let told = 0;
  const sizes: number[] = [];
  for await (const piece of piecesOf({ packed, isDeflated: false }, (bytes) => (told += bytes))) {
    sizes.push(piece.length);
  }
  deepEqual([told, sizes.reduce((sum, size) => sum + size, 0)], [300_000, 300_000]);
  equal(Math.max(...sizes) <= 65_536, true);
  for await (const piece of piecesOf({ packed, isDeflated: false }, () => {})) {
    equal(piece.length > 0, true);
    break;
  }
});
