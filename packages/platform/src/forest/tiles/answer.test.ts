import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tagOf, takesGzip } from './answer.ts';

for (const [header, takes] of [
  [undefined, false],
  ['', false],
  ['gzip', true],
  ['GZIP', true],
  ['gzip, deflate, br, zstd', true],
  ['br;q=1.0, gzip;q=0.8, *;q=0.1', true],
  ['*', true],
  ['identity', false],
  ['gzip;q=0', false],
  ['gzip; q=0.000, *', false],
  ['*;q=0', false],
  ['x-gzip', false],
] as const) {
  test(`${takes ? 'compresses' : 'does not compress'} for ${header ?? 'whoever says nothing'}`, () => {
    assert.equal(takesGzip(header), takes);
  });
}

test('has another tag for each fact, and the same for the same', () => {
  const tags = [
    tagOf('org_a', true, 1),
    tagOf('org_a', true, 2),
    tagOf('org_a', false, 1),
    tagOf('org_a', true, 11),
  ];
  assert.equal(new Set(tags).size, 4);
  assert.equal(tagOf('org_a', true, 1), tags[0]);
  assert.match(tags[0] ?? '', /^W\/"[\w-]{27}"$/);
});
