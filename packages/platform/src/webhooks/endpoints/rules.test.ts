import assert from 'node:assert/strict';
import { test } from 'node:test';
import { activeSecrets, addressFault, rotated, type SigningSecret } from './rules.ts';

const at = (hours: number) => new Date(Date.UTC(2026, 10, 23, hours));
const until = (hours: number) => at(hours).toISOString();
const current: SigningSecret = { secret: 'whsec_1', until: null };
const names = (secrets: readonly SigningSecret[]) => secrets.map(({ secret }) => secret);

test('signs with the new secret first, and with the old one until its time is over', () => {
  const secrets = rotated([current], 'whsec_2', 24, at(0));
  assert.deepEqual(secrets, [
    { secret: 'whsec_2', until: null },
    { secret: 'whsec_1', until: until(24) },
  ]);
  assert.deepEqual(names(activeSecrets(secrets, at(23))), ['whsec_2', 'whsec_1']);
  assert.deepEqual(names(activeSecrets(secrets, at(24))), ['whsec_2']);
});

test('forgets the old secret at once where it is to sign for no hour more', () => {
  assert.deepEqual(names(rotated([current], 'whsec_2', 0, at(0))), ['whsec_2']);
});

test('keeps each old secret as long as it was given when it is rotated again', () => {
  const secrets = rotated(rotated([current], 'whsec_2', 24, at(0)), 'whsec_3', 48, at(1));
  assert.deepEqual(secrets, [
    { secret: 'whsec_3', until: null },
    { secret: 'whsec_2', until: until(49) },
    { secret: 'whsec_1', until: until(24) },
  ]);
  const hasty = rotated(secrets, 'whsec_4', 1, at(2));
  assert.deepEqual(
    hasty.map((one) => one.until),
    [null, until(3), until(3), until(3)],
  );
  assert.deepEqual(names(rotated(secrets, 'whsec_4', 1, at(30))), [
    'whsec_4',
    'whsec_3',
    'whsec_2',
  ]);
});

const open = { protocol: 'https:', isPrivate: false, hasCredentials: false };
const testMode = { livemode: false, allowPrivate: false };
const faults: readonly [
  what: string,
  facts: Parameters<typeof addressFault>[0],
  mode: Parameters<typeof addressFault>[1],
  fault: RegExp | null,
][] = [
  ['https', open, testMode, null],
  ['https with live data', open, { ...testMode, livemode: true }, null],
  ['a password', { ...open, hasCredentials: true }, testMode, /password/],
  ['a private network', { ...open, isPrivate: true }, testMode, /not on the public internet/],
  [
    'a private network, allowed',
    { ...open, isPrivate: true },
    { ...testMode, allowPrivate: true },
    null,
  ],
  [
    'http to this machine',
    { ...open, protocol: 'http:', isPrivate: true },
    testMode,
    /KINDCART_WEBHOOK_PRIVATE/,
  ],
  [
    'http to this machine with live data, allowed or not',
    { ...open, protocol: 'http:', isPrivate: true },
    { livemode: true, allowPrivate: true },
    /not an https address/,
  ],
];

for (const [what, facts, mode, fault] of faults) {
  test(`${fault === null ? 'takes' : 'refuses'} an address with ${what}`, () => {
    const said = addressFault(facts, mode);
    if (fault === null) assert.equal(said, null);
    else assert.match(said ?? '', fault);
  });
}
