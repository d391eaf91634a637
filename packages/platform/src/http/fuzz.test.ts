import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type EndpointName,
  endpointNames,
  endpoints,
  parse,
  problemSchema,
  routes,
} from '@kindcart/contract';
import fc from 'fast-check';
import { spoilt, hostileText as text, hostileValue as value } from '../testing/hostile.ts';
import { buildHouse, examplePath, exampleRequest, keys } from './testing.ts';

const { app, lines } = buildHouse();
const runs = { numRuns: 150 };

/** Every answer is a success of the contract or a problem of the contract, and no fault of ours. */
async function check(name: EndpointName, path: string, init: RequestInit): Promise<void> {
  const response = await app.request(path, init);
  const answer = await response.text();
  if (response.status === 304) return assert.equal(answer, '');
  assert.ok(response.status < 500, `${response.status} ${answer}`);
  assert.doesNotMatch(answer, /\.ts:\d|node_modules|at \w+ \(|TypeError|SyntaxError/);
  const json: unknown = JSON.parse(answer);
  const schema = response.status < 400 ? endpoints[name].response : problemSchema;
  const parsed = parse(schema, json);
  assert.ok(parsed.ok, answer);
}

for (const name of endpointNames) {
  const { body } = endpoints[name].example;
  const path = examplePath(name);
  const init = exampleRequest(name);

  if (body !== undefined) {
    test(`answers any JSON to ${name} without a fault`, async () => {
      const bodies = fc.oneof(spoilt(body), value).map((made) => JSON.stringify(made) ?? '');
      await fc.assert(
        fc.asyncProperty(bodies, (sent) => check(name, path, { ...init, body: sent })),
        runs,
      );
    });

    test(`answers any bytes to ${name} without a fault`, async () => {
      const bytes = fc.uint8Array({ maxLength: 200 }).map((made) => new Uint8Array(made));
      await fc.assert(
        fc.asyncProperty(bytes, (sent) => check(name, path, { ...init, body: sent })),
        runs,
      );
    });
  }

  test(`answers any path and query of ${name} without a fault`, async () => {
    const query = fc.array(
      fc.tuple(fc.oneof(text, fc.constantFrom('ids', 'cursor', 'limit')), text),
      { maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(text, query, async (parameter, pairs) => {
        // A lone surrogate has no place in an address; browsers send U+FFFD for it.
        const place = encodeURIComponent(parameter.toWellFormed()) || '-';
        const spelt = routes[name].path.replaceAll(/\{\w+\}/g, () => place);
        if (/\/\.{1,2}(\/|$)/.test(decodeURIComponent(spelt))) return;
        await check(name, `${spelt}?${new URLSearchParams(pairs)}`, init);
      }),
      runs,
    );
  });
}

test('answers any headers without a fault', async () => {
  const latin = fc.string({
    unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
    maxLength: 300,
  });
  const headers = fc.dictionary(
    fc.constantFrom(
      'Authorization',
      'Content-Type',
      'Content-Encoding',
      'Idempotency-Key',
      'If-None-Match',
      'Origin',
      'Sec-Fetch-Mode',
      'X-Forwarded-For',
      'X-Request-Id',
    ),
    fc.oneof(latin, fc.constantFrom(`Bearer ${keys.sk}`, 'application/json', 'null', '*', '"')),
  );
  await fc.assert(
    fc.asyncProperty(headers, fc.constantFrom(...endpointNames), (sent, name) =>
      check(name, examplePath(name), exampleRequest(name, sent)),
    ),
    { numRuns: 1_000 },
  );
});

test('has logged no fault of ours', () => {
  assert.deepEqual(
    lines.filter((line) => line.includes('"level":"error"')),
    [],
  );
});
