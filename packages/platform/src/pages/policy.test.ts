import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageHeaders, policyOf, stripeNeeds } from './policy.ts';

function ruleOf(policy: string, name: string): string | undefined {
  return policy.split('; ').find((rule) => rule.startsWith(`${name} `));
}

test('lets a page do nothing but what the platform serves', () => {
  assert.deepEqual(policyOf({}).split('; '), [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'none'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html kindcart-map kindcart-import',
  ]);
});

test('lets a page read the motion sensors only where somebody may walk', () => {
  const policy = (motion: boolean) => pageHeaders({ motion })['Permissions-Policy'] ?? '';
  assert.match(policy(true), /^accelerometer=\(self\), gyroscope=\(self\), /);
  assert.match(policy(false), /^accelerometer=\(\), gyroscope=\(\), /);
});

test('lets a page ask where its visitor is only where it needs to, and name policies of its own', () => {
  const needs = { geolocation: true, trustedTypes: ['kindcart-field'] };
  assert.match(pageHeaders(needs)['Permissions-Policy'] ?? '', /\bgeolocation=\(self\)/);
  assert.match(pageHeaders({})['Permissions-Policy'] ?? '', /\bgeolocation=\(\)/);
  assert.equal(
    ruleOf(policyOf(needs), 'trusted-types'),
    'trusted-types lit-html kindcart-map kindcart-import kindcart-field',
  );
});

test("names a picture's origin and nothing of its path", () => {
  const policy = policyOf({
    images: ['https://images.example/a/b.jpg?c', 'https://images.example/d'],
  });
  assert.equal(ruleOf(policy, 'img-src'), "img-src 'self' https://images.example");
});

const injections = [
  'https://a;script-src/x.jpg',
  "https://a'unsafe-inline'/x.jpg",
  'https://a,b/x.jpg',
  'https://*/x.jpg',
  'javascript:alert(1)',
  'data:image/png,x',
  'not an address',
  '',
];

for (const address of injections) {
  test(`lets ${JSON.stringify(address)} change nothing of the policy`, () => {
    assert.equal(policyOf({ images: [address], formTargets: [address] }), policyOf({}));
  });
}

test("names Stripe's hosts only where Stripe is set up", () => {
  assert.doesNotMatch(policyOf({}), /stripe/);
  const policy = policyOf(stripeNeeds(undefined));
  assert.match(ruleOf(policy, 'script-src') ?? '', / https:\/\/js\.stripe\.com$/);
  assert.match(ruleOf(policy, 'frame-src') ?? '', /https:\/\/hooks\.stripe\.com$/);
  assert.equal(ruleOf(policy, 'connect-src'), "connect-src 'self' https://api.stripe.com");
  assert.equal(ruleOf(policy, 'form-action'), "form-action 'self' https://checkout.stripe.com");
  assert.equal(
    ruleOf(policy, 'trusted-types'),
    'trusted-types lit-html kindcart-map kindcart-import kindcart-stripe',
  );
  assert.doesNotMatch(policy, /unsafe/);
});

test('lets forms lead to a stand-in of Stripe, where there is one', () => {
  const policy = policyOf(stripeNeeds(new URL('http://127.0.0.1:1234/')));
  assert.match(ruleOf(policy, 'form-action') ?? '', / http:\/\/127\.0\.0\.1:1234$/);
});

test('keeps what browsers say of the place where a form came from', () => {
  const headers = pageHeaders({});
  assert.equal(headers['Referrer-Policy'], 'same-origin');
  assert.equal(headers['X-Content-Type-Options'], 'nosniff');
  assert.equal(headers['X-Frame-Options'], 'DENY');
  assert.match(headers['Permissions-Policy'] ?? '', /payment=\(\)$/);
  assert.match(pageHeaders({ stripe: true })['Permissions-Policy'] ?? '', /js\.stripe\.com/);
});
