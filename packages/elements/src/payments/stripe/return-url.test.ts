import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { returnUrl, setupSecretIn } from './return-url.ts';

const addresses: readonly [page: string, back: string][] = [
  ['https://shop.example/give', 'https://shop.example/give'],
  [
    'https://shop.example/give?q=a+b%20c&lang=zh#form',
    'https://shop.example/give?q=a+b%20c&lang=zh#form',
  ],
  [
    'https://shop.example/?a=1&payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_2&redirect_status=failed#x',
    'https://shop.example/?a=1#x',
  ],
  [
    'https://shop.example/me?setup_intent=seti_1&setup_intent_client_secret=seti_1_secret_2&redirect_status=succeeded',
    'https://shop.example/me',
  ],
];

for (const [page, back] of addresses) {
  test(`lets donors come back from ${page} to ${back}`, () => equal(returnUrl(page), back));
}

test('finds the secret with which a donor comes back, and none where nobody does', () => {
  equal(setupSecretIn('https://shop.example/?setup_intent_client_secret=a&setup_intent=b'), 'a');
  equal(setupSecretIn('https://shop.example/?redirect_status=succeeded#setup_intent'), null);
});
