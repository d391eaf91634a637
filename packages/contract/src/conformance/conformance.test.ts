// The suite itself: it lets nothing pass that only looks like a platform, and each of its needs and
// names means something.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endpoints } from '../endpoints.ts';
import { endpointNames, routes } from '../routes.ts';
import {
  allNeeds,
  type ConformanceContext,
  conformance,
  type WireFetch,
  type WireResponse,
} from './index.ts';

const keys = { publishable: 'pk_test_1', secret: 'sk_test_1' };

function contextOf(fetch: WireFetch): ConformanceContext {
  return {
    fetch,
    baseUrl: 'http://localhost',
    origin: 'https://charity.example',
    keys,
    others: keys,
    live: keys,
    revoked: 'sk_test_2',
    organizationId: 'org_01k9p4a0a0fz3t6v8w0x2y4z6f',
    sign: () => 't=1,v1=0',
    advance: async () => {},
    async waitUntil(what, look) {
      const found = await look();
      if (found === undefined) throw new Error(`Waited for ${what}`);
      return found;
    },
  };
}

function answer(status: number, text: string, headers: Record<string, string> = {}): WireResponse {
  const bytes = new TextEncoder().encode(text);
  let read = false;
  return {
    status,
    headers: new Headers({ 'X-Request-Id': 'req_1', ...headers }),
    text: async () => text,
    body: {
      getReader: () => ({
        async read() {
          if (read) return { done: true };
          read = true;
          return { done: false, value: bytes };
        },
        cancel: async () => {},
      }),
    },
  };
}

const json = { 'Content-Type': 'application/json' };

/** The example of whatever endpoint an address may be. */
const examples: WireFetch = async (url, { method }) => {
  const path = url.replace('http://localhost', '').replace(/\?.*$/, '');
  const name = endpointNames.find((one) => {
    const shape = new RegExp(`^${routes[one].path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return routes[one].method === method && shape.test(path);
  });
  if (name === undefined) return answer(404, '{}');
  return answer(endpoints[name].status, JSON.stringify(endpoints[name].example.response), json);
};

const pretenders: readonly [what: string, fetch: WireFetch][] = [
  ['fails at everything', async () => answer(500, 'Internal Server Error')],
  ['answers nothing to everything', async () => answer(200, '')],
  ['answers an empty object to everything', async () => answer(200, '{}', json)],
  ['refuses everything as unknown', async () => answer(404, '{"code":"not_found"}', json)],
  ['answers a page to everything', async () => answer(200, '<h1>Sign in</h1>')],
  [
    'cannot be reached',
    async () => {
      throw new TypeError('fetch failed');
    },
  ],
];

for (const [what, fetch] of pretenders) {
  test(`lets no case pass against what ${what}`, async () => {
    const passed: string[] = [];
    for (const { name, run } of conformance(contextOf(fetch))) {
      await run().then(
        () => passed.push(name),
        () => undefined,
      );
    }
    assert.deepEqual(passed, []);
  });
}

test('lets few cases pass against what answers with the right shapes and remembers nothing', async () => {
  const cases = conformance(contextOf(examples));
  const outcomes = await Promise.allSettled(cases.map(({ run }) => run()));
  const passed = cases.filter((_, place) => outcomes[place]?.status === 'fulfilled');
  const names = passed.map(({ name }) => name).join('\n');
  assert.ok(passed.length <= 11, `${passed.length} of ${cases.length} pass:\n${names}`);
});

test('says in every failure which case it was and what was found', async () => {
  for (const { name, run } of conformance(contextOf(async () => answer(500, 'Oops')))) {
    await assert.rejects(run(), (error: Error) => {
      assert.ok(error.message.startsWith(`${name}: `));
      assert.ok(error.message.length > name.length + 10);
      return true;
    });
  }
});

test('gives every case a name of its own, and at least one to each endpoint', () => {
  const names = conformance(contextOf(examples)).map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const endpoint of endpointNames) {
    assert.ok(
      names.some((name) => name.startsWith(endpoint)),
      endpoint,
    );
  }
});

test('has a case for each thing that an implementation may lack, and most need none of them', () => {
  const cases = conformance(contextOf(examples));
  const needed = new Set(cases.flatMap(({ needs }) => needs));
  assert.deepEqual([...needed].sort(), [...allNeeds].sort());
  assert.ok(cases.filter(({ needs }) => needs.length === 0).length > cases.length / 3);
});

test('asks for nothing of the context that a case did not say it needs', async () => {
  const { baseUrl, origin, waitUntil } = contextOf(examples);
  const bare = { fetch: examples, baseUrl, origin, waitUntil, keys };
  for (const { needs, run } of conformance(bare)) {
    if (needs.length > 0) continue;
    await run().catch((error: Error) => {
      assert.doesNotMatch(error.message, /which the context does not have/);
    });
  }
});
