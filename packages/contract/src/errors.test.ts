import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commonErrors, commonErrorsOf, endpoints } from './endpoints.ts';
import { type ErrorCode, errors, isErrorCode, isRetryable, type ProblemCode } from './errors.ts';
import { parse } from './parse.ts';
import { cardFailures } from './payments.ts';
import { problemDetails, problemHeaders, problemSchema } from './problem.ts';
import { endpointNames, type Route, routes } from './routes.ts';

const codes = Object.keys(errors) as ErrorCode[];
const problemCodes = codes.filter((code): code is ProblemCode => errors[code].status !== 0);

test('gives every code a whole sentence that says more than the code', () => {
  for (const code of codes) {
    const { sentence } = errors[code];
    assert.match(sentence, /^[A-Z].{15,}[.`]$/, code);
    assert.ok(!sentence.includes(code), `${code} explains itself by itself`);
  }
});

test('says no sentence twice', () => {
  const sentences = codes.map((code) => errors[code].sentence);
  assert.equal(new Set(sentences).size, sentences.length);
});

test('gives every code a status of HTTP, or none where no answer came', () => {
  const clientSide = codes.filter((code) => errors[code].status === 0);
  assert.deepEqual(clientSide.sort(), ['aborted', 'network_error', 'response_invalid', 'timeout']);
  for (const code of codes) {
    const { status } = errors[code];
    assert.ok(status === 0 || (status >= 400 && status <= 503), `${code} ${status}`);
  }
});

test('holds for worth retrying just what may succeed later by itself', () => {
  const retryable = codes.filter(isRetryable);
  assert.deepEqual(retryable.sort(), [
    'giving_paused',
    'idempotency_in_flight',
    'internal',
    'network_error',
    'rate_limited',
    'shutting_down',
    'timeout',
    'unavailable',
  ]);
});

test('answers 429 and 5xx with codes worth retrying, save where nobody is set up to answer', () => {
  for (const code of codes) {
    const { status, retryable } = errors[code];
    if (status === 429 || status >= 500)
      assert.equal(retryable, code !== 'payments_unavailable', code);
  }
});

test('knows its codes and nothing that only looks like one', () => {
  for (const code of codes) assert.equal(isErrorCode(code), true);
  for (const text of ['', 'INTERNAL', 'internal ', 'constructor', '__proto__', 'toString']) {
    assert.equal(isErrorCode(text), false, text);
  }
});

const common: readonly ProblemCode[] = Object.values(commonErrors).flat();

test('lets every endpoint answer with codes of the platform, none named twice', () => {
  for (const [name, { errors: own }] of Object.entries(endpoints)) {
    const named: readonly ProblemCode[] = own;
    assert.equal(new Set(named).size, named.length, name);
    for (const code of named) {
      assert.notEqual(errors[code].status, 0, `${name} ${code}`);
      assert.ok(!common.includes(code), `${name} names ${code}, which others can meet as well`);
    }
  }
});

test('names the codes that an endpoint shares with others in the order of the checks', () => {
  assert.equal(new Set(common).size, common.length);
  for (const name of endpointNames) {
    const order = commonErrorsOf(routes[name]).map((code) => codes.indexOf(code));
    const unsorted = order.filter((place, index) => place < (order[index - 1] ?? -1));
    assert.deepEqual(unsorted, [], name);
  }
});

const meets: readonly [code: ProblemCode, routes: (route: Route) => boolean][] = [
  ['unavailable', () => true],
  ['internal', () => true],
  ['rate_limited', ({ access }) => access !== 'signed'],
  ['key_missing', ({ access }) => ['public', 'page', 'secret'].includes(access)],
  ['secret_key_in_browser', ({ access }) => ['public', 'page', 'secret'].includes(access)],
  ['donor_session_missing', ({ access }) => access === 'donor'],
  ['origin_not_allowed', ({ access }) => ['public', 'page'].includes(access)],
  ['json_invalid', ({ method }) => method === 'POST'],
  ['idempotency_key_missing', ({ idempotent }) => idempotent],
];

for (const [code, does] of meets) {
  test(`lets just those endpoints answer ${code} that ask for what it is about`, () => {
    for (const name of endpointNames) {
      assert.equal(commonErrorsOf(routes[name]).includes(code), does(routes[name]), name);
    }
  });
}

test('has a code with status 402 for each way in which a card fails', () => {
  for (const code of cardFailures) assert.equal(errors[code].status, 402);
});

const problem = problemDetails('key_missing', { requestId: 'req_1' });

test('puts a code into problem details, with faults of fields and other words where there are any', () => {
  const { status, sentence, retryable } = errors.key_missing;
  assert.deepEqual(problem, {
    type: '/problems/key_missing',
    title: 'Key missing',
    status,
    code: 'key_missing',
    detail: sentence,
    retryable,
    requestId: 'req_1',
  });
  const fields = [{ field: 'key', message: 'is empty' }];
  const details = problemDetails('key_missing', { requestId: 'req_1', fields, detail: 'Look.' });
  assert.deepEqual(details, { ...problem, detail: 'Look.', errors: fields });
});

test('says when to come back just where coming back by itself may help', () => {
  for (const code of problemCodes) {
    const waits = 'Retry-After' in problemHeaders(code);
    assert.equal(waits, isRetryable(code) && code !== 'internal', code);
  }
  assert.equal(problemHeaders('rate_limited', 30)['Retry-After'], '30');
  assert.equal(problemHeaders('project_closed', 7)['Retry-After'], '7');
});

test('reads a problem with faults of fields and without', () => {
  assert.ok(parse(problemSchema, problem).ok);
  assert.ok(parse(problemSchema, { ...problem, errors: [{ field: 'a', message: 'is b' }] }).ok);
});

for (const [what, changes] of [
  ['an unknown code', { code: 'weather' }],
  ['a code of every object', { code: 'constructor' }],
  ['no code', { code: undefined }],
  ['a status in words', { status: '500' }],
  ['faults that are none', { errors: ['gift.amount'] }],
] as const) {
  test(`reads no problem with ${what}`, () => {
    assert.equal(parse(problemSchema, { ...problem, ...changes }).ok, false);
  });
}
