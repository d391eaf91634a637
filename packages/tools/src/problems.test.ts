// A problem is the same from the mocks and from the platform, so that what is tested with the one
// holds with the other.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type FieldError, type ProblemCode, projectExample } from '@kindcart/contract';
import { errors, isErrorCode } from '@kindcart/contract/errors';
import { createHandlers, refuse } from '@kindcart/mocks';
import { setupServer } from 'msw/node';
import { serve } from '../../platform/src/http/endpoint.ts';
import { Refusal } from '../../platform/src/http/refusal.ts';
import { buildHouse, keys } from '../../platform/src/http/testing.ts';

const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });
after(() => server.close());

const path = `/v1/projects/${projectExample.id}?key=${keys.pk}`;
const codes = Object.keys(errors).filter(
  (code): code is ProblemCode => isErrorCode(code) && errors[code].status !== 0,
);

/** Everything of an answer that a client reads, but for the request's own id. */
async function readOf(response: Response) {
  const { requestId, ...problem } = await response.json();
  assert.equal(requestId, response.headers.get('X-Request-Id'));
  const names = ['Content-Type', 'Cache-Control', 'Retry-After'];
  const headers = names.map((name) => response.headers.get(name));
  return { status: response.status, headers, problem };
}

function askPlatform(code: ProblemCode, fields: readonly FieldError[]): Promise<Response> {
  const room = () => {
    throw new Refusal(code, { fields });
  };
  const { app } = buildHouse({ rooms: [(api) => serve(api, 'getProject', room)] });
  return app.request(path);
}

function askMocks(code: ProblemCode, fields: readonly FieldError[]): Promise<Response> {
  const overrides = { getProject: () => refuse(code, fields) };
  server.resetHandlers(createHandlers({ overrides }).getProject);
  return fetch(`https://give.example.org${path}`);
}

for (const code of codes) {
  test(`says ${code} with the same words, headers and fields from the mocks and the platform`, async () => {
    for (const fields of [[], [{ field: 'gift.amount', message: 'is negative' }]]) {
      const wanted = await readOf(await askPlatform(code, fields));
      assert.deepEqual(await readOf(await askMocks(code, fields)), wanted);
      assert.equal(wanted.problem.code, code);
    }
  });
}
