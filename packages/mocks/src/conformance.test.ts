import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allNeeds, conformance, type Need, type WireFetch } from '@kindcart/contract/conformance';
import { setupServer } from 'msw/node';
import { createHandlers, donorTokenFor } from './index.ts';

const baseUrl = 'https://give.example.org';
let nowMs = Date.parse('2026-11-23T08:00:00Z');
const handlers = createHandlers({ baseUrl, empty: true, now: () => new Date(nowMs) });
const server = setupServer(...Object.values(handlers));
server.listen({ onUnhandledFrame: 'error' });

const fetchMocks: WireFetch = (url, { body, ...init }) =>
  fetch(url, { ...init, ...(body !== undefined && { body }) });

/** The rest is the matter of servers: who owns what, keeping, other origins, bytes, load. */
const has: readonly Need[] = ['clock', 'mail', 'secrets'];

const cases = conformance({
  fetch: fetchMocks,
  baseUrl,
  origin: 'https://charity.example',
  keys: { publishable: 'pk_test_page', secret: 'sk_test_server' },
  async waitUntil(what, look) {
    for (let asked = 0; asked < 10; asked += 1) {
      const found = await look();
      if (found !== undefined) return found;
    }
    throw new Error(`Waited in vain for ${what}`);
  },
  donorToken: async (email) => donorTokenFor(email),
  async advance(ms) {
    nowMs += ms;
  },
});

for (const { name, needs, run } of cases) {
  if (needs.every((need) => has.includes(need))) test(name, run);
}

test('is held to most of what the contract promises', () => {
  const held = cases.filter(({ needs }) => needs.every((need) => has.includes(need)));
  assert.ok(held.length > cases.length / 2, `${held.length} of ${cases.length}`);
  assert.ok(has.every((need) => allNeeds.includes(need)));
});
