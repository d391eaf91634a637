import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Endpoint, endpoints } from './endpoints.ts';
import { parse } from './parse.ts';
import { endpointNames, isEndpointName, routes } from './routes.ts';

const rows = endpointNames.map((name): [typeof name, Endpoint] => [name, endpoints[name]]);

test('has a row for each route, in the same order', () => {
  assert.deepEqual(Object.keys(endpoints).sort(), [...endpointNames].sort());
  assert.equal(isEndpointName('getProject'), true);
  for (const text of ['', 'getproject', 'toString', '__proto__'])
    assert.equal(isEndpointName(text), false);
});

for (const [name, row] of rows) {
  test(`parses the example of ${name}, part by part`, () => {
    for (const part of ['params', 'query', 'body', 'response'] as const) {
      const schema = row[part];
      const value: unknown = row.example[part];
      if (schema === undefined) {
        assert.equal(value, undefined, part);
        continue;
      }
      const result = parse(schema, JSON.parse(JSON.stringify(value)));
      assert.ok(result.ok, `${part}: ${JSON.stringify(result)}`);
      // What is sent is what is read, but for the query, which is text on the wire.
      if (part !== 'query') assert.deepEqual(result.value, value, part);
    }
  });

  test(`refuses what ${name} does not take`, () => {
    for (const part of ['params', 'query', 'body'] as const) {
      const schema = row[part];
      if (schema === undefined || name === 'receiveSandboxEvent') continue;
      const example: object = Object(row.example[part]);
      const result = parse(schema, { ...example, extra: 1 });
      assert.ok(!result.ok, `${part} takes anything`);
      assert.deepEqual(result.fields, [
        { field: 'extra', message: 'is not a field of this request' },
      ]);
    }
  });
}

test('reads every place of a path as a parameter, and no other', () => {
  for (const [name, row] of rows) {
    const places = [...routes[name].path.matchAll(/\{(\w+)\}/g)].map(([, place]) => place);
    assert.deepEqual(Object.keys(Object(row.example.params ?? {})).sort(), places.sort(), name);
  }
});

test('takes a body only where something is done, and never both a body and a query', () => {
  for (const [name, row] of rows) {
    if (routes[name].method === 'GET') assert.equal(row.body, undefined, name);
    else assert.ok(row.body === undefined || row.query === undefined, name);
  }
});

test('asks for an idempotency key wherever something is made by a caller with a key', () => {
  for (const [name, row] of rows) {
    if (row.status === 201) assert.equal(routes[name].idempotent, true, name);
  }
});

test('gives no two endpoints the same method and path', () => {
  const addresses = endpointNames.map((name) => `${routes[name].method} ${routes[name].path}`);
  assert.equal(new Set(addresses).size, addresses.length);
});

test('says in one line what each endpoint does', () => {
  for (const [name, { summary }] of rows) assert.match(summary, /^[A-Z].{10,110}\.$/, name);
});
