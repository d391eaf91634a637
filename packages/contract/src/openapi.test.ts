// The description that is served: valid OpenAPI 3.1, whole, and never at odds with the table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commonErrorsOf, type Endpoint, endpoints } from './endpoints.ts';
import { errors, type ProblemCode } from './errors.ts';
import { openApi } from './openapi.ts';
import { parse } from './parse.ts';
import { sandboxSignatureHeader } from './payments.ts';
import { endpointNames, livePath, routes } from './routes.ts';
import { webhookEventSchema, webhookEventTypes, webhookHeaders } from './webhooks/event.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const document: Json = JSON.parse(JSON.stringify(openApi('https://give.example')));

/** A value inside another; undefined where a step leads nowhere. */
function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  let found = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Array.isArray(found) ? found[Number(step)] : found[step];
  }
  return found;
}

function entriesOf(value: Json | undefined): [string, Json][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** Every value with the path to it. */
function* walk(value: Json, path: string[] = []): Generator<[path: string[], value: Json]> {
  yield [path, value];
  for (const [key, inner] of entriesOf(value)) yield* walk(inner, [...path, key]);
}

const all = [...walk(document)];
const operations = entriesOf(at(document, 'paths')).flatMap(([path, methods]) =>
  entriesOf(methods).map(([method, operation]) => ({ path, method, operation })),
);
const operationOf = (name: keyof typeof routes) => {
  const { method, path } = routes[name];
  return at(document, 'paths', path, method.toLowerCase());
};

test('names its version, itself, its licence and where it answers', () => {
  assert.equal(at(document, 'openapi'), '3.1.0');
  assert.equal(at(document, 'servers', 0, 'url'), 'https://give.example');
  for (const field of ['title', 'version', 'description']) {
    assert.equal(typeof at(document, 'info', field), 'string');
  }
  assert.deepEqual(at(document, 'info', 'license'), { name: 'MIT', identifier: 'MIT' });
});

test('has fields of OpenAPI 3.1 at its top, and no others', () => {
  const known = ['openapi', 'info', 'servers', 'paths', 'webhooks', 'components'];
  assert.deepEqual(
    entriesOf(document)
      .map(([key]) => key)
      .sort(),
    known.sort(),
  );
});

test('describes every endpoint and the live stream, once each', () => {
  const found = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  const wanted = endpointNames.map((name) => `${routes[name].method} ${routes[name].path}`);
  assert.deepEqual(found.sort(), [...wanted, `GET ${livePath}`].sort());
  const ids = operations.map(({ operation }) => at(operation, 'operationId'));
  assert.equal(new Set(ids).size, operations.length);
});

test('leads every reference somewhere', () => {
  const references = all.filter(([path]) => path.at(-1) === '$ref');
  assert.ok(references.length > 0);
  for (const [path, reference] of references) {
    assert.ok(typeof reference === 'string' && reference.startsWith('#/'), path.join('/'));
    assert.notEqual(at(document, ...reference.slice(2).split('/')), undefined, reference);
  }
});

test('asks only for security schemes that it defines', () => {
  const schemes = entriesOf(at(document, 'components', 'securitySchemes')).map(([name]) => name);
  for (const { operation, path } of operations) {
    for (const [, requirement] of entriesOf(at(operation, 'security'))) {
      for (const [name, scopes] of entriesOf(requirement)) {
        assert.ok(schemes.includes(name), `${path} ${name}`);
        assert.deepEqual(scopes, []);
      }
    }
  }
});

test('lets a publishable key in wherever the table does, and nowhere else', () => {
  for (const name of endpointNames) {
    const { access } = routes[name];
    const schemes = entriesOf(at(operationOf(name), 'security')).flatMap(([, one]) =>
      entriesOf(one).map(([scheme]) => scheme),
    );
    assert.equal(
      schemes.includes('publishableKey'),
      access === 'public' || access === 'page',
      name,
    );
    assert.equal(schemes.includes('publishableKeyInQuery'), access === 'public', name);
    assert.equal(
      schemes.includes('secretKey'),
      ['public', 'page', 'secret'].includes(access),
      name,
    );
  }
});

test('declares every place of a path, and each parameter once', () => {
  for (const { path, operation } of operations) {
    const parameters = entriesOf(at(operation, 'parameters')).map(([, parameter]) => parameter);
    const names = parameters.map((parameter) => `${at(parameter, 'in')} ${at(parameter, 'name')}`);
    assert.equal(new Set(names).size, names.length, path);
    const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, place]) => `path ${place}`);
    assert.deepEqual(names.filter((name) => name.startsWith('path ')).sort(), places.sort());
    for (const parameter of parameters) {
      assert.ok(['path', 'query', 'header'].includes(String(at(parameter, 'in'))));
      if (at(parameter, 'in') === 'path') assert.equal(at(parameter, 'required'), true);
      assert.notEqual(at(parameter, 'schema'), undefined);
    }
  }
});

test('asks for an idempotency key where the table does', () => {
  for (const name of endpointNames) {
    const parameters = entriesOf(at(operationOf(name), 'parameters'));
    const asks = parameters.some(([, one]) => at(one, 'name') === 'Idempotency-Key');
    assert.equal(asks, routes[name].idempotent, name);
  }
});

test('gives every answer a description, and content of one type with a schema', () => {
  for (const { path, operation } of operations) {
    const responses = entriesOf(at(operation, 'responses'));
    assert.ok(responses.length > 1, path);
    for (const [status, response] of responses) {
      assert.match(status, /^[2-5]\d\d$/);
      assert.equal(typeof at(response, 'description'), 'string');
      const contents = entriesOf(at(response, 'content'));
      assert.equal(contents.length, 1);
      for (const [type, content] of contents) {
        assert.equal(
          type === 'application/problem+json',
          Number(status) >= 400,
          `${path} ${status}`,
        );
        assert.notEqual(at(content, 'schema'), undefined);
      }
    }
  }
});

test('names every code that an endpoint can answer with under its status', () => {
  for (const name of endpointNames) {
    const own: readonly ProblemCode[] = endpoints[name].errors;
    for (const code of [...commonErrorsOf(routes[name]), ...own]) {
      const words = at(operationOf(name), 'responses', String(errors[code].status), 'description');
      assert.ok(String(words).includes(`\`${code}\`: ${errors[code].sentence}`), `${name} ${code}`);
    }
  }
});

test('names no code of keys and origins where no key is looked at', () => {
  for (const name of endpointNames) {
    const answers = JSON.stringify(at(operationOf(name), 'responses'));
    const asks = ['public', 'page', 'secret'].includes(routes[name].access);
    for (const code of ['key_missing', 'key_unknown', 'secret_key_in_browser']) {
      assert.equal(answers.includes(`\`${code}\`:`), asks, `${name} ${code}`);
    }
  }
});

test('asks for the signature where the sandbox speaks, and nowhere else', () => {
  for (const name of endpointNames) {
    const found = entriesOf(at(operationOf(name), 'parameters'))
      .map(([, parameter]) => parameter)
      .filter((parameter) => at(parameter, 'name') === sandboxSignatureHeader);
    const wanted = routes[name].access === 'signed' ? [['header', true]] : [];
    assert.deepEqual(
      found.map((parameter) => [at(parameter, 'in'), at(parameter, 'required')]),
      wanted,
      name,
    );
  }
});

test('shows the example of the table for every body and answer', () => {
  for (const name of endpointNames) {
    const row: Endpoint = endpoints[name];
    const operation = operationOf(name);
    const answer = at(operation, 'responses', String(row.status), 'content', 'application/json');
    assert.deepEqual(at(answer, 'example'), JSON.parse(JSON.stringify(row.example.response)), name);
    const body = at(operation, 'requestBody', 'content', 'application/json', 'example');
    const wanted =
      row.body === undefined ? undefined : JSON.parse(JSON.stringify(row.example.body));
    assert.deepEqual(body, wanted, name);
  }
});

const types = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

/** Every JSON Schema of the document, those inside others too. */
const schemas = all.filter(
  ([path, value]) =>
    !path.includes('example') &&
    !path.includes('examples') &&
    typeof value === 'object' &&
    value !== null &&
    ('properties' in value || ('type' in value && path.some((step) => /^schemas?$/.test(step)))),
);

test('holds schemas whose types are types, and whose required fields are among their own', () => {
  assert.ok(schemas.length > 50);
  for (const [path, schema] of schemas) {
    const type = at(schema, 'type');
    // A field may be called type; only a text or a list of texts is the keyword.
    const named = Array.isArray(type) ? type : typeof type === 'string' ? [type] : [];
    for (const one of named)
      assert.ok(types.includes(String(one)), `${path.join('/')} ${String(one)}`);
    const required = at(schema, 'required');
    if (!Array.isArray(required)) continue;
    const properties = entriesOf(at(schema, 'properties')).map(([key]) => key);
    for (const field of required) assert.ok(properties.includes(String(field)), path.join('/'));
  }
});

test('says of every pattern what a pattern can say', () => {
  for (const [path, value] of all) {
    if (path.at(-1) === 'pattern' && typeof value === 'string') assert.ok(new RegExp(value, 'u'));
  }
});

test('says of money that its amount is a whole number', () => {
  const gift = at(
    operationOf('createDonation'),
    ...['requestBody', 'content', 'application/json', 'schema', 'properties', 'gift'],
  );
  assert.equal(at(gift, 'properties', 'amount', 'type'), 'integer');
  assert.deepEqual(at(gift, 'required'), ['amount', 'currency']);
  assert.equal(at(gift, 'additionalProperties'), false);
});

test('is the same for every address but for that address', () => {
  const other: Json = JSON.parse(JSON.stringify(openApi('http://localhost:8787')));
  const text = (value: Json) => JSON.stringify(value);
  assert.equal(
    text(other).replaceAll('http://localhost:8787', 'https://give.example'),
    text(document),
  );
});

test('describes each event that is posted to endpoints, signed, with an example of its type', () => {
  const described = entriesOf(at(document, 'webhooks'));
  assert.deepEqual(
    described.map(([type]) => type),
    webhookEventTypes,
  );
  for (const [type, path] of described) {
    const names = entriesOf(at(path, 'post', 'parameters')).map(([, one]) => at(one, 'name'));
    assert.deepEqual(names, Object.values(webhookHeaders), type);
    const body = at(path, 'post', 'requestBody', 'content', 'application/json');
    assert.equal(at(body, 'schema', '$ref'), '#/components/schemas/WebhookEvent');
    const example = parse(webhookEventSchema, at(body, 'example'));
    assert.ok(example.ok && example.value.type === type, type);
  }
});
