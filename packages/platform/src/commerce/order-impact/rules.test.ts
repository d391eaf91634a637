// Which secrets count: the current one, and old ones until their end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { activeSecrets, rotated, saySecret, type TokenSecret } from './rules.ts';

const now = new Date('2026-11-26T08:00:00.000Z');
const first: TokenSecret = { secret: 'ots_1', until: null };
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

const rotations: readonly [keepOldHours: number, olderUntil: string | null][] = [
  [0, null],
  [24, '2026-11-27T08:00:00.000Z'],
  [720, '2026-12-26T08:00:00.000Z'],
];

for (const [keepOldHours, olderUntil] of rotations) {
  test(`takes the old secret for ${keepOldHours} hours`, () => {
    const secrets = rotated([first], 'ots_2', keepOldHours, now);
    assert.deepEqual(saySecret(secrets, now), { secret: 'ots_2', olderUntil });
    const end = later(keepOldHours);
    assert.deepEqual(activeSecrets(secrets, end), [{ secret: 'ots_2', until: null }]);
  });
}

test('never lengthens the time of a secret that ends sooner', () => {
  const second = rotated([first], 'ots_2', 1, now);
  const third = rotated(second, 'ots_3', 48, now);
  assert.deepEqual(
    third.map(({ secret, until }) => [secret, until]),
    [
      ['ots_3', null],
      ['ots_2', later(48).toISOString()],
      ['ots_1', later(1).toISOString()],
    ],
  );
});

test('is a bug where there is no secret', () => {
  assert.throws(() => saySecret([], now), /no secret/);
});
