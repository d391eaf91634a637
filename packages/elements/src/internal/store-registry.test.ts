import { equal, notEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { projectExample } from '@kindcart/contract';
import { storeFor } from './store-registry.ts';

const here = { baseUrl: 'https://give.example', key: 'pk_test_registry' };

test('gives all who ask for the same platform and key one store', () => {
  equal(storeFor(here), storeFor({ ...here }));
});

test('keeps keys and platforms apart', () => {
  notEqual(storeFor(here), storeFor({ ...here, key: 'pk_test_other' }));
  notEqual(storeFor(here), storeFor({ ...here, baseUrl: 'https://other.example' }));
});

test('works where the browser forbids storage', (t) => {
  const own = Object.getOwnPropertyDescriptor(window, 'sessionStorage') ?? {};
  const forbidden = () => {
    throw new DOMException('Access is denied.', 'SecurityError');
  };
  Object.defineProperty(window, 'sessionStorage', { get: forbidden, configurable: true });
  t.after(() => Object.defineProperty(window, 'sessionStorage', own));
  const store = storeFor({ ...here, key: 'pk_test_forbidden' });
  equal(store.checkout(projectExample.id).get().status, 'idle');
});
