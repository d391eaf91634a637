import { equal, notEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { challengeExample } from '@kindcart/contract';
import { deedsStoreFor } from './deeds-registry.ts';

const here = { baseUrl: 'https://give.example', key: 'pk_test_registry' };

test('gives all who ask for challenges of the same platform and key one store', () => {
  equal(deedsStoreFor(here), deedsStoreFor({ ...here }));
  const { id } = challengeExample;
  equal(deedsStoreFor(here).challenge(id), deedsStoreFor({ ...here }).challenge(id));
});

test('keeps challenges of other keys and platforms apart', () => {
  notEqual(deedsStoreFor(here), deedsStoreFor({ ...here, key: 'pk_test_other' }));
  notEqual(deedsStoreFor(here), deedsStoreFor({ ...here, baseUrl: 'https://other.example' }));
});
