/** Bodies that are not what they should be, at every endpoint that takes one. */
import { endpoints } from '../../endpoints.ts';
import type { ProblemCode } from '../../errors.ts';
import { bodyMaxBytes, type EndpointName, endpointNames, routes } from '../../routes.ts';
import { granted, refused, refusedField } from '../ask.ts';
import { equal, holds, matches } from '../check.ts';
import { type Case, donationBody, type Stage } from '../stage.ts';

// Without a visit, what is for donors is refused before its body is looked at.
const withBody = endpointNames.filter(
  (name) => endpoints[name].body !== undefined && routes[name].access !== 'donor',
);

interface BadBody {
  readonly what: string;
  readonly code: ProblemCode;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

const bytes = (...values: number[]) => new Uint8Array(values);

const badBodies: readonly BadBody[] = [
  {
    what: 'is a byte larger than it may be',
    code: 'body_too_large',
    body: ' '.repeat(bodyMaxBytes + 1),
  },
  {
    what: 'says it is text',
    code: 'media_type_unsupported',
    body: '{}',
    headers: { 'Content-Type': 'text/plain' },
  },
  {
    what: 'is a form',
    code: 'media_type_unsupported',
    body: 'gift=5',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  },
  { what: 'has a byte that is no UTF-8', code: 'encoding_invalid', body: bytes(0x22, 0xff, 0x22) },
  {
    what: 'has half a surrogate',
    code: 'encoding_invalid',
    body: bytes(0x22, 0xed, 0xa0, 0x80, 0x22),
  },
  { what: 'is cut off', code: 'json_invalid', body: '{"gift":' },
  { what: 'is empty', code: 'json_invalid', body: '' },
  { what: 'reaches for a prototype', code: 'json_invalid', body: '{"__proto__":{"admin":true}}' },
  {
    what: 'reaches for a prototype by its constructor',
    code: 'json_invalid',
    body: '{"constructor":{"prototype":{"admin":true}}}',
  },
  {
    what: 'is nested 10,000 levels deep',
    code: 'json_invalid',
    body: '['.repeat(10_000) + ']'.repeat(10_000),
  },
  { what: 'is an array', code: 'request_invalid', body: '[]' },
  { what: 'is null', code: 'request_invalid', body: 'null' },
  { what: 'is empty of fields', code: 'request_invalid', body: '{}' },
];

function refusedBody({ what, code, body, headers }: BadBody): Case {
  const needsBytes = !['request_invalid'].includes(code);
  return {
    name: `a body that ${what} is refused everywhere`,
    ...(needsBytes ? { needs: ['bytes'] } : {}),
    async run(stage) {
      for (const name of withBody) {
        const input = { ...endpoints[name].example };
        const options = { body, headers: { 'Content-Type': 'application/json', ...headers } };
        await refused(stage.ask(name, input, options), code, name);
      }
    },
  };
}

/** Every endpoint but the provider's own, whose fields may grow. */
const strict = withBody.filter((name) => routes[name].access !== 'signed');

function withField(name: EndpointName, field: string): object {
  return { ...endpoints[name].example.body, [field]: 1 };
}

export const bodyCases: readonly Case[] = [
  ...badBodies.map(refusedBody),
  {
    name: 'a field that an endpoint does not take is named, everywhere',
    async run(stage) {
      for (const name of strict) {
        const input = { ...endpoints[name].example, body: withField(name, 'tip') };
        await refusedField(stage.ask(name, input), 'request_invalid', 'tip', name);
      }
    },
  },
  {
    name: 'every missing field is named at once',
    async run(stage) {
      const asked = stage.ask('createDonation', { body: {} });
      const { problem } = await refused(asked, 'request_invalid', 'empty body');
      const fields = (problem.errors ?? []).map(({ field }) => field).sort();
      const wanted = ['anonymous', 'coverFee', 'donorName', 'gift', 'message', 'projectId'];
      equal(fields, wanted, 'fields');
    },
  },
  {
    name: 'an endpoint that takes no body refuses one',
    needs: ['bytes'],
    async run(stage) {
      const params = { projectId: (await stage.project()).id };
      const options = { body: '{"state":"open"}', headers: { 'Content-Type': 'application/json' } };
      await refused(stage.ask('closeProject', { params }, options), 'request_invalid', 'a body');
      equal((await stage.readProject(params.projectId)).state, 'open', 'state');
    },
  },
  {
    name: 'what is refused makes nothing',
    async run(stage) {
      const project = await stage.project();
      const body = { ...donationBody(project), gift: { amount: -1, currency: 'USD' } };
      await refused(stage.ask('createDonation', { body }), 'request_invalid', 'negative gift');
      const query = `projectId=${project.id}`;
      equal((await granted(stage.ask('listDonations', {}, { query }))).items, [], 'donations');
    },
  },
  {
    name: 'an address that is none and a method that is not taken are problems too',
    needs: ['operations'],
    async run(stage) {
      const nothing = await raw(stage, 'GET', '/v1/nothing');
      equal([nothing.status, nothing.code], [404, 'not_found'], 'unknown address');
      const wrong = await raw(stage, 'DELETE', '/v1/donations');
      equal([wrong.status, wrong.code], [405, 'method_not_allowed'], 'wrong method');
      matches(wrong.allow, /\bGET\b.*\bPOST\b/, 'Allow');
    },
  },
  {
    name: 'an id of another kind, or none at all, is a fault of its field',
    async run(stage) {
      for (const text of ['nonsense', 'don_01k9p4n2c6fz3t6v8w0x2y4z6b', "' or 1=1 --", '%00']) {
        const url = `${stage.context.baseUrl}/v1/projects/${encodeURIComponent(text)}`;
        const headers = { Authorization: `Bearer ${stage.context.keys.secret}` };
        const response = await stage.context.fetch(url, { method: 'GET', headers });
        const answer = await response.text();
        holds(/"field":"projectId"/.test(answer), `${text}: ${response.status} ${answer}`);
      }
    },
  },
];

async function raw(stage: Stage, method: string, path: string) {
  const headers = { Authorization: `Bearer ${stage.context.keys.secret}` };
  const response = await stage.context.fetch(`${stage.context.baseUrl}${path}`, {
    method,
    headers,
  });
  const problem: { code?: string } = JSON.parse(await response.text());
  return { status: response.status, code: problem.code, allow: response.headers.get('Allow') };
}
