import assert from 'node:assert/strict';
import { test } from 'node:test';
import { liveProjectExample } from '@kindcart/contract';
import { readLive } from './live.ts';

test('reads the totals that the live stream tells', () => {
  assert.deepEqual(readLive(JSON.stringify(liveProjectExample)), {
    ok: true,
    value: liveProjectExample,
    requestId: null,
  });
});

for (const data of [
  '',
  '{',
  'null',
  '7',
  '[]',
  '{}',
  '{"projectId":1,"totals":{}}',
  '{"projectId":"prj_1"}',
]) {
  test(`takes ${JSON.stringify(data)} for no news`, () => {
    const result = readLive(data);
    assert.equal(!result.ok && result.error.code, 'response_invalid');
  });
}

test('says in a development build which field of the news is wrong', () => {
  const totals = { ...liveProjectExample.totals, donations: 'many' };
  const result = readLive(JSON.stringify({ ...liveProjectExample, totals }));
  assert.ok(!result.ok);
  assert.deepEqual(
    result.error.fields.map(({ field }) => field),
    ['totals.donations'],
  );
});
