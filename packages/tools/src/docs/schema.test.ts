import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldsOf, operationsOf } from './schema.ts';

const money = {
  type: 'object',
  properties: { amount: { type: 'integer' }, currency: { type: 'string' } },
};

const types: readonly [schema: object, type: string][] = [
  [{ type: 'boolean' }, 'boolean'],
  [{ type: 'string', format: 'date-time' }, 'time'],
  [{ type: 'string', pattern: '^prj_[0-7][0-9a-z]{25}$' }, 'id `prj_…`'],
  [{ enum: ['open', 'closed'] }, '`"open"` or `"closed"`'],
  [{ const: true }, '`true`'],
  [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'string or null'],
  [{ type: 'array', items: money }, 'list of Money'],
  [money, 'Money'],
  [{}, 'any'],
];

for (const [schema, type] of types) {
  test(`calls ${JSON.stringify(schema)} ${type}`, () => {
    assert.deepEqual(
      fieldsOf({ properties: { a: schema } }).map((field) => field.type),
      [type],
    );
  });
}

test('gives inner fields their path, through lists and what may be null, and keeps Money whole', () => {
  const inner = {
    type: 'object',
    properties: { id: { type: 'string' }, gift: money },
    required: ['id'],
  };
  const schema = {
    properties: {
      donation: { anyOf: [inner, { type: 'null' }] },
      items: { type: 'array', items: inner, description: 'all of them' },
    },
    required: ['items'],
  };
  assert.deepEqual(
    fieldsOf(schema).map(({ name, required }) => [name, required]),
    [
      ['donation', false],
      ['donation.id', true],
      ['donation.gift', false],
      ['items', true],
      ['items[].id', true],
      ['items[].gift', false],
    ],
  );
  assert.equal(fieldsOf(schema)[3]?.description, 'all of them');
});

test('reads operations by their id, with parameters, body, and the first success', () => {
  const content = (schema: object) => ({ content: { 'application/json': { schema } } });
  const description = {
    paths: {
      '/v1/projects/{projectId}': {
        post: {
          operationId: 'closeProject',
          parameters: [
            { name: 'projectId', in: 'path', required: true, schema: { type: 'string' } },
            { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string' } },
          ],
          requestBody: content({ properties: { why: { type: 'string' } } }),
          responses: {
            404: content({ properties: { code: { type: 'string' } } }),
            200: content({ $ref: '#/components/schemas/Project' }),
          },
        },
        get: { summary: 'has no id' },
      },
    },
    components: { schemas: { Project: { properties: { title: { type: 'string' } } } } },
  };
  const operations = operationsOf(description);
  assert.deepEqual([...operations.keys()], ['closeProject']);
  const operation = operations.get('closeProject');
  const names = (schema: unknown) => fieldsOf(schema).map(({ name, required }) => [name, required]);
  assert.deepEqual(names(operation?.parameters), [['projectId', true]]);
  assert.deepEqual(names(operation?.headers), [['Idempotency-Key', true]]);
  assert.deepEqual(names(operation?.body), [['why', false]]);
  assert.deepEqual(names(operation?.answer), [['title', false]]);
});
