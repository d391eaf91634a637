import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import { test } from 'node:test';
import {
  AddressRefusedError,
  assertCallable,
  guardedLookup,
  isPrivateUrl,
  isPublicAddress,
} from './addresses.ts';

const addresses: readonly [address: string, isPublic: boolean][] = [
  ['93.184.216.34', true],
  ['1.1.1.1', true],
  ['172.15.255.255', true],
  ['172.32.0.1', true],
  ['0.0.0.0', false],
  ['10.0.0.1', false],
  ['100.64.0.1', false],
  ['127.0.0.1', false],
  ['127.255.255.254', false],
  ['169.254.169.254', false],
  ['172.16.0.1', false],
  ['172.31.255.255', false],
  ['192.0.2.1', false],
  ['192.168.1.1', false],
  ['198.19.255.255', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['2606:4700:4700::1111', true],
  ['2a00:1450:4001:830::200e', true],
  ['::', false],
  ['::1', false],
  ['fe80::1', false],
  ['fc00::1', false],
  ['fd12:3456:789a::1', false],
  ['ff02::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:10.0.0.1', false],
  ['::ffff:7f00:1', false],
  ['::ffff:93.184.216.34', false],
  ['64:ff9b::7f00:1', false],
  ['2001::1', false],
  ['2001:db8::1', false],
  ['2002:7f00:1::', false],
  ['not an address', false],
];

for (const [address, isPublic] of addresses) {
  test(`takes ${address} for ${isPublic ? 'public' : 'none of the internet'}`, () => {
    assert.equal(isPublicAddress(address), isPublic);
  });
}

const urls: readonly [url: string, isPrivate: boolean][] = [
  ['https://charity.example/hooks', false],
  ['https://93.184.216.34/', false],
  ['https://[2606:4700:4700::1111]/', false],
  ['https://localhost/', true],
  ['https://localhost./', true],
  ['https://api.localhost/', true],
  ['https://printer.local/', true],
  ['https://metadata.google.internal/', true],
  ['https://intranet/', true],
  ['https://127.1/', true],
  ['https://2130706433/', true],
  ['https://0x7f.0.0.1/', true],
  ['https://0177.0.0.1/', true],
  ['https://[::1]/', true],
  ['https://[::ffff:10.0.0.1]/', true],
];

for (const [url, isPrivate] of urls) {
  test(`takes ${url} for ${isPrivate ? 'private' : 'public'} by its text`, () => {
    assert.equal(isPrivateUrl(new URL(url)), isPrivate);
  });
}

/** What a connection is told of a name that has these addresses. */
function lookedUp(
  found: readonly LookupAddress[] | Error,
  { allowPrivate = false, all = true, family = 0 } = {},
): Promise<unknown> {
  const look = guardedLookup(allowPrivate, (_, answer) =>
    found instanceof Error ? answer(found, []) : answer(null, found),
  );
  return new Promise((resolve, reject) => {
    look('charity.example', { all, family }, (error, address, number) =>
      error === null ? resolve(all ? address : [address, number]) : reject(error),
    );
  });
}

const good = { address: '93.184.216.34', family: 4 };
const good6 = { address: '2606:4700:4700::1111', family: 6 };
const bad = { address: '10.0.0.1', family: 4 };

test('gives a connection the addresses of a name', async () => {
  assert.deepEqual(await lookedUp([good, good6]), [good, good6]);
  assert.deepEqual(await lookedUp([good, good6], { family: 6 }), [good6]);
  assert.deepEqual(await lookedUp([good, good6], { all: false }), [good.address, 4]);
});

test('refuses a name with one private address among public ones', async () => {
  await assert.rejects(lookedUp([good, bad]), AddressRefusedError);
  await assert.rejects(lookedUp([bad], { all: false }), AddressRefusedError);
  assert.deepEqual(await lookedUp([bad], { allowPrivate: true }), [bad]);
});

test('hands on that a name has no address, or cannot be looked up', async () => {
  await assert.rejects(lookedUp([]), /no address/);
  await assert.rejects(lookedUp(new Error('no such name')), /no such name/);
});

test('refuses addresses in numbers, for which no name is looked up', () => {
  for (const url of ['https://10.0.0.1/', 'https://[::1]/', 'https://2130706433/']) {
    assert.throws(() => assertCallable(new URL(url), false), AddressRefusedError, url);
    assertCallable(new URL(url), true);
  }
  assertCallable(new URL('https://93.184.216.34/'), false);
  assertCallable(new URL('https://charity.example/'), false);
});
