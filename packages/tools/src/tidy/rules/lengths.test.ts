import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFinds, assertTidy, findingsOf } from '../testing.ts';
import { fileLengths, functionLengths } from './lengths.ts';

const lines = (count: number) => 'a();\n'.repeat(count);
const ratchet = (exceptions: object) => ({
  'packages/tools/src/tidy/ratchet.json': JSON.stringify(exceptions),
});
const path = 'packages/store/src/cache.ts';

test('accepts 500 lines and stops at 501', async () => {
  await assertTidy(fileLengths, { [path]: lines(500) });
  await assertFinds(
    fileLengths,
    { [path]: lines(501) },
    `${path}  the file has 501 lines; the limit is 500.`,
  );
});

test('stops an element at 301 lines, and not the files beside it', () =>
  assertFinds(
    fileLengths,
    {
      'packages/elements/src/giving/progress/progress.ts': lines(301),
      'packages/elements/src/giving/progress/progress.test.ts': lines(301),
    },
    'packages/elements/src/giving/progress/progress.ts  the file has 301 lines; the limit is 300.',
  ));

const function_ = (count: number) => `export function pay() {\n${lines(count - 2)}}\n`;

test('accepts a function of 70 lines and stops at 71', async () => {
  await assertTidy(functionLengths, { [path]: function_(70) });
  await assertFinds(
    functionLengths,
    { [path]: `\n${function_(71)}` },
    `${path}:2  function pay has 71 lines; the limit is 70.`,
  );
});

test('names methods, arrows and callbacks, and spares the callback of a suite', async () => {
  const body = `{\n${lines(71)}}`;
  const text = `class A { pay() ${body} }\nconst send = () => ${body};\non(() => ${body});\ndescribe('a', () => ${body});`;
  const found = await findingsOf(functionLengths, { 'packages/store/src/a.test.ts': text });
  assert.deepEqual(
    found.map((line) => /function (\S+) has/.exec(line)?.[1]),
    ['pay', 'send', 'on'],
  );
});

test('holds an exception at its number', async () => {
  const note = ratchet({ fileLines: { [path]: 520 } });
  await assertTidy(fileLengths, { ...note, [path]: lines(520) });
  await assertFinds(
    fileLengths,
    { ...note, [path]: lines(521) },
    `${path}  the file grew from 520 to 521 lines`,
  );
});

test('asks to write down a smaller number, and to take out what is within the limit or gone', async () => {
  const note = ratchet({ fileLines: { [path]: 520 } });
  const noteFile = 'packages/tools/src/tidy/ratchet.json';
  await assertFinds(
    fileLengths,
    { ...note, [path]: lines(510) },
    `${noteFile}  says 520 for "${path}" under fileLines; it shrank. Write 510.`,
  );
  await assertFinds(
    fileLengths,
    { ...note, [path]: lines(500) },
    `${noteFile}  still excepts "${path}"`,
  );
  await assertFinds(
    fileLengths,
    note,
    `${noteFile}  lists "${path}" under fileLines, which is no longer there.`,
  );
});
