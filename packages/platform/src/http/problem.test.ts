import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ErrorCode, errors, isErrorCode, type ProblemCode } from '@kindcart/contract';
import { serve } from './endpoint.ts';
import { problemPage } from './problem.ts';
import { Refusal, refuse } from './refusal.ts';
import { buildHouse, type HouseOptions, keys, problemOf } from './testing.ts';

const codes: readonly ErrorCode[] = Object.keys(errors).filter(isErrorCode);

/** What a read answers whose room throws. */
async function answerTo(failure: unknown, options: HouseOptions = {}) {
  const house = buildHouse({
    ...options,
    rooms: [
      (api) =>
        serve(api, 'listProjects', () => {
          throw failure;
        }),
    ],
  });
  return { ...house, response: await house.app.request(`/v1/projects?key=${keys.pk}`) };
}

test('puts a refusal into problem details, as the contract says', async () => {
  const fields = [{ field: 'a', message: 'is wrong' }];
  const { response } = await answerTo(
    new Refusal('project_closed', { fields, detail: 'Closed today.' }),
  );
  const requestId = response.headers.get('x-request-id');
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  assert.deepEqual(await response.json(), {
    type: '/problems/project_closed',
    title: 'Project closed',
    status: 409,
    code: 'project_closed',
    detail: 'Closed today.',
    retryable: false,
    requestId,
    errors: fields,
  });
});

const waits: readonly [code: ProblemCode, seconds: string | null][] = [
  ['unavailable', '2'],
  ['shutting_down', '1'],
  ['rate_limited', '1'],
  ['idempotency_in_flight', '1'],
  ['project_closed', null],
];

for (const [code, seconds] of waits) {
  test(`says ${seconds === null ? 'nothing of waiting' : `to wait ${seconds} s`} at ${code}`, async () => {
    const { response } = await answerTo(new Refusal(code));
    assert.equal(response.headers.get('retry-after'), seconds);
  });
}

test('refuses with the sentence of the code when nothing else is said', () => {
  assert.throws(() => refuse('project_closed'), { message: errors.project_closed.sentence });
  const cause = new Error('why');
  assert.throws(() => refuse('internal', { cause }), { cause });
});

const bugs: readonly unknown[] = [
  new Error('SELECT secret FROM vault at /srv/app.ts:10'),
  new TypeError('undefined is not a function'),
  Object.assign(new Error('duplicate'), { status: 418, getResponse: () => new Response('leak') }),
  'a string',
  null,
  undefined,
  { toString: () => 'at Object.<anonymous> (/srv/app.ts:1:1)' },
];

for (const bug of bugs) {
  test(`answers a bug (${bug === null ? 'null' : typeof bug}) without a word of it`, async () => {
    const { response, lines } = await answerTo(bug);
    const text = await response.clone().text();
    const { code, requestId } = await problemOf(response);
    assert.deepEqual([response.status, code], [500, 'internal']);
    assert.doesNotMatch(text, /SELECT|vault|srv|undefined|duplicate|leak|at Object/);
    const logged = JSON.parse(lines.find((line) => line.includes('request failed')) ?? '{}');
    assert.deepEqual(
      [logged.level, logged.requestId, logged.route],
      ['error', requestId, '/v1/projects'],
    );
    if (bug instanceof Error) assert.match(logged.err.stack, /problem\.test/);
  });
}

test('answers 503 with Retry-After while the database is out of reach', async () => {
  const gone = new Error('connect ECONNREFUSED 10.0.0.5:5432');
  const { response, lines } = await answerTo(gone, { isUnavailable: (error) => error === gone });
  const text = await response.clone().text();
  const { code, retryable } = await problemOf(response);
  assert.deepEqual([response.status, code, retryable], [503, 'unavailable', true]);
  assert.equal(response.headers.get('retry-after'), '2');
  assert.ok(!text.includes('10.0.0.5'));
  assert.match(lines.join(''), /database unavailable/);
});

test('answers 503 when the key cannot be looked up, and asks again for the next request', async () => {
  let gone = true;
  const find = async () => {
    if (gone) throw new Error('database gone');
    return null;
  };
  const { app } = buildHouse({ keys: { find }, isUnavailable: () => true });
  const read = () => app.request(`/v1/projects?key=${keys.pk}`);
  assert.equal((await read()).status, 503);
  gone = false;
  assert.equal((await read()).status, 401);
});

for (const code of codes) {
  const onWire = errors[code].status !== 0;
  test(`${onWire ? 'explains' : 'has no page for'} the problem type ${code}`, async () => {
    const { app } = buildHouse();
    const response = await app.request(`/problems/${code}`);
    assert.equal(response.status, onWire ? 200 : 404);
    if (onWire) assert.ok((await response.text()).includes(errors[code].sentence));
  });
}

test('has no page for what is no code, not even for names of properties', () => {
  for (const text of ['', 'nothing', 'constructor', '__proto__', 'toString']) {
    assert.equal(problemPage(text), undefined);
  }
});
