import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageOf, takeToken } from './address.ts';

const site = 'https://charity.example/my-gifts';

const addresses: readonly [href: string, token: string, rest: string][] = [
  [`${site}#kindcart-donor=abc`, 'abc', site],
  [`${site}?kindcart-donor=abc`, 'abc', site],
  [`${site}?lang=zh&kindcart-donor=abc#top`, 'abc', `${site}?lang=zh#top`],
  [`${site}?lang=zh#kindcart-donor=abc`, 'abc', `${site}?lang=zh`],
  [`${site}#kindcart-donor=abc&utm=1`, 'abc', `${site}#utm=1`],
  [`${site}?kindcart-donor=old#kindcart-donor=new`, 'new', site],
  [`${site}#kindcart-donor=`, '', site],
];

for (const [href, token, rest] of addresses) {
  test(`takes the token out of ${href}`, () => {
    assert.deepEqual(takeToken(href), { token, rest });
  });
}

test('finds no token where there is none', () => {
  for (const href of [site, `${site}#gifts`, `${site}?donor=abc`, `${site}#not-kindcart-donor=a`]) {
    assert.equal(takeToken(href), null, href);
  }
});

test('lets the mailed link lead to the page itself, without a token or a place in it', () => {
  assert.equal(pageOf(`${site}?lang=zh#settings`), `${site}?lang=zh`);
  assert.equal(pageOf(`${site}?lang=zh&kindcart-donor=abc#top`), `${site}?lang=zh`);
});
