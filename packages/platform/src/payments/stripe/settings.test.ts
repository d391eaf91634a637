import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pairKeys, StripeKeyError } from './settings.ts';

const key = (start: string) => `${start}_1234567890`;

test('pairs the keys of each mode', () => {
  const modes = pairKeys([key('sk_live'), key('rk_test')], [key('pk_test'), key('pk_live')]);
  assert.deepEqual(
    modes.map(({ livemode, publishableKey }) => [livemode, publishableKey]),
    [
      [true, key('pk_live')],
      [false, key('pk_test')],
    ],
  );
});

const wrong: readonly [name: string, secret: string[], publishable: string[]][] = [
  ['a publishable key in place of a secret one', [key('pk_test')], [key('pk_test')]],
  ['one of Kindcart’s own shape', ['sk_prod_1234567890'], [key('pk_test')]],
  ['no publishable key', [key('sk_test')], []],
  ['a publishable key of the other mode', [key('sk_test')], [key('pk_live')]],
  ['two publishable keys of one mode', [key('sk_test')], [key('pk_test'), `${key('pk_test')}2`]],
  ['two secret keys of one mode', [key('sk_test'), key('rk_test')], [key('pk_test')]],
];

for (const [name, secret, publishable] of wrong) {
  test(`refuses ${name}, and does not say the key`, () => {
    assert.throws(
      () => pairKeys(secret, publishable),
      (error) => error instanceof StripeKeyError && !error.message.includes('1234567890'),
    );
  });
}
