import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsOfExit, formatDuration, judge, parseCounts } from './outcome.ts';

const ok = { code: 0, signal: null, timedOut: false };

test('takes the counts of a step that went well', () => {
  assert.deepEqual(judge(ok, { passed: 5, failed: 0 }), { passed: 5, failed: 0 });
});

test('takes the counts of a step with failed tests as they are', () => {
  const counts = { passed: 5, failed: 2 };
  assert.deepEqual(judge({ ...ok, code: 1 }, counts), counts);
});

const silences: [string, Parameters<typeof judge>, number, RegExp][] = [
  ['died without counts', [{ ...ok, code: 7 }, undefined], 1, /code 7 and without counts/],
  ['ended well without counts', [ok, undefined], 1, /without counts/],
  ['was killed', [{ ...ok, code: null, signal: 'SIGSEGV' }, undefined], 1, /SIGSEGV/],
  [
    'was killed after its counts',
    [
      { ...ok, code: null, signal: 'SIGKILL' },
      { passed: 3, failed: 1 },
    ],
    2,
    /SIGKILL/,
  ],
  ['ran no test', [ok, { passed: 0, failed: 0 }], 1, /no test/],
  [
    'failed, and no test did',
    [
      { ...ok, code: 1 },
      { passed: 3, failed: 0 },
    ],
    1,
    /code 1/,
  ],
  [
    'took too long',
    [{ code: null, signal: 'SIGKILL', timedOut: true }, undefined],
    1,
    /took too long/,
  ],
];

for (const [name, [ending, counts], failed, problem] of silences) {
  test(`counts a failure when a step ${name}`, () => {
    const outcome = judge(ending, counts);
    assert.equal(outcome.failed, failed);
    assert.match(outcome.problem ?? '', problem);
  });
}

test('makes one check of an exit code', () => {
  assert.deepEqual(countsOfExit(ok), { passed: 1, failed: 0 });
  assert.deepEqual(countsOfExit({ ...ok, code: 1 }), { passed: 0, failed: 1 });
  assert.equal(countsOfExit({ ...ok, code: null, signal: 'SIGKILL' }), undefined);
});

test('reads counts', () => {
  assert.deepEqual(parseCounts('{"passed":3,"failed":0}'), { passed: 3, failed: 0 });
});

for (const text of [
  '',
  '{"passed":3,',
  'null',
  '[]',
  '{"passed":3}',
  '{"passed":"3","failed":0}',
  '{"passed":-1,"failed":0}',
  '{"passed":1.5,"failed":0}',
]) {
  test(`takes ${JSON.stringify(text)} for no counts`, () => {
    assert.equal(parseCounts(text), undefined);
  });
}

for (const [ms, text] of [
  [0, '0 s'],
  [140, '0.1 s'],
  [9_940, '9.9 s'],
  [59_400, '59 s'],
  [60_000, '1 min 0 s'],
  [185_000, '3 min 5 s'],
] as const) {
  test(`says ${ms} ms as ${text}`, () => assert.equal(formatDuration(ms), text));
}
