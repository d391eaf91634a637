// docs/reference/endpoints.md: the one table of endpoints, with fields and examples.
import {
  commonErrors,
  type EndpointName,
  endpointNames,
  endpoints,
  livePath,
  routes,
  sandboxSignatureHeader,
  webhookEventExample,
  webhookEventTypes,
  webhookHeaders,
} from '@kindcart/contract';
import { openApi } from '@kindcart/contract/openapi';
import { anchorOf, code, fence, page, table } from '../markdown.ts';
import { fieldsOf, operationsOf } from '../schema.ts';

const accessWords = {
  public: 'Either key. A publishable key may also stand in the address, as `?key=pk_…`.',
  page: 'A publishable key, from a web origin that it is bound to, or a secret key.',
  secret: 'A secret key, from a server and never from a page.',
  payer: 'Whoever holds the payment’s client secret; no key.',
  donor: 'A donor who came by a mailed link, with the session of `openDonorSession`; no key.',
  signed: 'The payment provider, which signs the body; no key.',
  open: 'Anyone.',
} as const;

const sharedErrors: readonly (readonly [requests: string, errors: readonly string[]])[] = [
  ['All', commonErrors.any],
  ['All but `signed` ones', commonErrors.counted],
  ['`public`, `page` and `secret` ones', commonErrors.keyed],
  ['`public` and `page` ones', commonErrors.page],
  ['`donor` ones', commonErrors.donor],
  ['Every `POST`', commonErrors.body],
  ['Those that need an `Idempotency-Key`', commonErrors.idempotent],
];

const description = openApi('https://give.example.org');

/** The page of endpoints. */
export function endpointsPage(): string {
  return page('Endpoints', '`packages/contract/src/endpoints.ts`', [
    'JSON over HTTPS. The same table makes the client’s methods, the schemas that the platform parses',
    'with, and the OpenAPI description at `/v1/openapi.json`. Amounts are integers in minor units',
    '(`5000` of `CNY` is ¥50), ids are TypeIDs, times are RFC 3339 in UTC.',
    '',
    ...table(
      ['Method of the client', 'Request', 'Access'],
      endpointNames.map((name) => [
        `[${code(name)}](#${anchorOf(name)})`,
        code(`${routes[name].method} ${routes[name].path}`),
        routes[name].access,
      ]),
    ),
    `Live totals come as server-sent events from \`GET ${livePath}?projects=…&items=…&challenges=…\`.`,
    '',
    '## Errors that requests share',
    '',
    ...table(
      ['Requests', 'Errors'],
      sharedErrors.map(([requests, shared]) => [requests, shared.map(linkToError).join(', ')]),
    ),
    ...endpointNames.flatMap(endpointBlock),
    ...webhookBlock(),
  ]);
}

/** What the platform posts, rather than what is posted to it. */
function webhookBlock(): readonly string[] {
  return [
    '## Webhook events',
    '',
    'Posted to webhook endpoints by the [Standard Webhooks](https://www.standardwebhooks.com) specification, with the',
    `headers ${Object.values(webhookHeaders).map(code).join(', ')}; [the guide](../webhooks.md) shows a receiver.`,
    '`data` is the donation as `getDonation` answers it, at the time of sending.',
    '',
    ...webhookEventTypes.map((type) => `- ${code(type)}`),
    '- `webhook.test`, when `testWebhookEndpoint` asks for it; its `data` is `endpointId` and `livemode`',
    '',
    ...fence('json', JSON.stringify(webhookEventExample, null, 2)),
  ];
}

function linkToError(name: string): string {
  return `[${code(name)}](errors.md)`;
}

function endpointBlock(name: EndpointName): readonly string[] {
  const { method, path, access } = routes[name];
  const { summary, status, errors, example } = endpoints[name];
  const operation = operationsOf(description).get(name);
  return [
    `## ${name}`,
    '',
    summary,
    '',
    `- Request: \`${method} ${path}\``,
    `- Access: ${accessWords[access]}`,
    `- Success: ${status}`,
    ...(errors.length > 0 ? [`- Errors: ${errors.map(linkToError).join(', ')}`] : []),
    '',
    ...fields('In the address', operation?.parameters),
    ...fields('In the headers', operation?.headers),
    ...fields('In the body', operation?.body),
    ...fence('http', requestText(name)),
    ...fields('In the answer', operation?.answer),
    ...fence('json', JSON.stringify(example.response, null, 2)),
  ];
}

function fields(title: string, schema: unknown): readonly string[] {
  const rows = fieldsOf(schema).map(({ name, type, required, description }) => [
    code(name),
    type,
    required ? '' : 'optional',
    description,
  ]);
  return table([title, 'Type', ' ', 'Meaning'], rows);
}

const keys = { public: 'pk_test_…', page: 'pk_test_…', secret: 'sk_test_…' } as const;

function requestText(name: EndpointName): string {
  const { method, path, access, idempotent } = routes[name];
  const { example } = endpoints[name];
  const params: Readonly<Record<string, unknown>> = example.params ?? {};
  const filled = path.replace(/\{(\w+)\}/g, (_, key: string) => `${params[key]}`);
  const query = new URLSearchParams(
    Object.entries(example.query ?? {}).map(([key, value]) => [key, `${value}`]),
  ).toString();
  const headers = [
    ...(access === 'public' || access === 'page' || access === 'secret'
      ? [`Authorization: Bearer ${keys[access]}`]
      : []),
    ...(access === 'donor' ? ['Authorization: Bearer <session>'] : []),
    ...(idempotent ? ['Idempotency-Key: 6f1f2f0e-7c1a-4a53-9d0f-0d2b8a3c5e7f'] : []),
    ...(access === 'signed'
      ? [`${sandboxSignatureHeader}: t=1795420803,v1=${'5257a869e7ecebed'.repeat(4)}`]
      : []),
    ...(example.body === undefined ? [] : ['Content-Type: application/json']),
  ];
  const body = example.body === undefined ? [] : ['', JSON.stringify(example.body, null, 2)];
  return [`${method} ${filled}${query === '' ? '' : `?${query}`}`, ...headers, ...body].join('\n');
}
