import assert from 'node:assert/strict';
import { test } from 'node:test';
import { liveChallengeExample, liveItemExample, liveProjectExample } from '@kindcart/contract';
import { readLive, readLiveChallenge, readLiveItem } from './live.ts';

test('reads the totals that the live stream tells', () => {
  assert.deepEqual(readLive(JSON.stringify(liveProjectExample)), {
    ok: true,
    value: liveProjectExample,
    requestId: null,
  });
});

test('reads the totals of a charity item, and takes those of a project for none', () => {
  assert.deepEqual(readLiveItem(JSON.stringify(liveItemExample)), {
    ok: true,
    value: liveItemExample,
    requestId: null,
  });
  const result = readLiveItem(JSON.stringify(liveProjectExample));
  assert.equal(!result.ok && result.error.code, 'response_invalid');
});

test('reads the totals of a challenge, and takes those of a project for none', () => {
  assert.deepEqual(readLiveChallenge(JSON.stringify(liveChallengeExample)), {
    ok: true,
    value: liveChallengeExample,
    requestId: null,
  });
  const result = readLiveChallenge(JSON.stringify(liveProjectExample));
  assert.equal(!result.ok && result.error.code, 'response_invalid');
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
