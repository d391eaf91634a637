/** OpenAPI 3.1, made of the one table of endpoints. */
import * as z from 'zod/mini';
import { commonErrorsOf, type Endpoint, endpoints } from './endpoints.ts';
import { errors, type ProblemCode } from './errors.ts';
import { sandboxSignatureHeader } from './payments.ts';
import { problemSchema } from './problem.ts';
import { type EndpointName, endpointNames, livePath, proofHeader, routes } from './routes.ts';

import {
  webhookEventExample,
  webhookEventSchema,
  webhookEventTypes,
  webhookHeaders,
} from './webhooks/event.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

const securityOf = {
  public: [{ publishableKey: [] }, { publishableKeyInQuery: [] }, { secretKey: [] }],
  page: [{ publishableKey: [] }, { secretKey: [] }],
  secret: [{ secretKey: [] }],
  payer: [],
  donor: [{ donorSession: [] }],
  signed: [],
  open: [],
} as const;

/** JSON Schema of a schema as it stands on the wire, without the dialect marker. */
function wireSchema(schema: z.core.$ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return JSON.parse(JSON.stringify(rest));
}

function propertiesOf(schema: z.core.$ZodType | undefined): [string, JsonObject, boolean][] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  });
  return Object.entries(properties).map(([name, value]) => [
    name,
    JSON.parse(JSON.stringify(value)),
    required.includes(name),
  ]);
}

const idempotencyKeyParameter: JsonObject = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'Made and stored before the request is sent; with the same key it has one effect.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const proofParameter: JsonObject = {
  name: proofHeader,
  in: 'header',
  required: false,
  description:
    'After `proof_required`: base64 of JSON with `algorithm`, `challenge`, `salt` and `signature` of the challenge and the `number` found.',
  schema: { type: 'string' },
};

const signatureParameter: JsonObject = {
  name: sandboxSignatureHeader,
  in: 'header',
  required: true,
  description:
    '`t=<unix seconds>,v1=<hex>`, the hex being the HMAC-SHA256 of `<t>.<body>` with an active secret of the sandbox. Good for 5 minutes.',
  schema: { type: 'string' },
};

function parametersOf(name: EndpointName, row: Endpoint): Json[] {
  const path = propertiesOf(row.params).map(([key, schema]) => ({
    name: key,
    in: 'path',
    required: true,
    schema,
  }));
  const query = propertiesOf(row.query).map(([key, schema, required]) => ({
    name: key,
    in: 'query',
    required,
    schema,
  }));
  const { idempotent, access } = routes[name];
  const headers = [
    ...(idempotent ? [idempotencyKeyParameter] : []),
    ...(row.errors.includes('proof_required') ? [proofParameter] : []),
    ...(access === 'signed' ? [signatureParameter] : []),
  ];
  return [...path, ...query, ...headers];
}

/** One answer per status, naming the codes that come with it. */
function problemAnswers(codes: readonly ProblemCode[]): JsonObject {
  const byStatus = Map.groupBy(new Set(codes), (code) => errors[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      String(status),
      {
        description: group.map((code) => `\`${code}\`: ${errors[code].sentence}`).join('\n\n'),
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    ]),
  );
}

function operation(name: EndpointName, row: Endpoint): JsonObject {
  const codes = [...commonErrorsOf(routes[name]), ...row.errors];
  const body: JsonObject =
    row.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: wireSchema(row.body, 'input'),
                example: JSON.parse(JSON.stringify(row.example.body)),
              },
            },
          },
        };
  return {
    operationId: name,
    summary: row.summary,
    security: securityOf[routes[name].access].map((scheme) => ({ ...scheme })),
    parameters: parametersOf(name, row),
    ...body,
    responses: {
      [String(row.status)]: {
        description: 'Success.',
        content: {
          'application/json': {
            schema: wireSchema(row.response, 'output'),
            example: JSON.parse(JSON.stringify(row.example.response)),
          },
        },
      },
      ...problemAnswers(codes),
    },
  };
}

const liveOperation: JsonObject = {
  operationId: 'live',
  summary:
    'Server-sent events: the totals of the asked projects, charity items and challenges, whenever they change.',
  security: securityOf.public.map((scheme) => ({ ...scheme })),
  parameters: [
    { name: 'projects', in: 'query', required: false, schema: { type: 'string' } },
    { name: 'items', in: 'query', required: false, schema: { type: 'string' } },
    { name: 'challenges', in: 'query', required: false, schema: { type: 'string' } },
    { name: 'Last-Event-ID', in: 'header', required: false, schema: { type: 'string' } },
  ],
  responses: {
    '200': {
      description: 'A stream of `project`, `item` and `challenge` events.',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    },
    ...problemAnswers(commonErrorsOf({ method: 'GET', access: 'public', idempotent: false })),
  },
};

const webhookParameters: Json[] = [
  [webhookHeaders.id, "The event's id: the same at every try and for every endpoint."],
  [webhookHeaders.timestamp, 'When this try was made, in seconds since the Unix epoch.'],
  [
    webhookHeaders.signature,
    '`v1,<base64>`: the HMAC-SHA256 of `<id>.<timestamp>.<body>`; for some hours after a rotation two, parted by a space.',
  ],
].map(([name = '', description = '']) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
}));

/** What the platform posts to a charity's own servers. */
function webhookOperation(type: string): JsonObject {
  return {
    post: {
      operationId: type,
      summary: `Posted to webhook endpoints that ask for ${type}.`,
      parameters: webhookParameters,
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/WebhookEvent' },
            example: JSON.parse(JSON.stringify({ ...webhookEventExample, type })),
          },
        },
      },
      responses: {
        '2XX': { description: 'Received.' },
        '410': { description: 'The endpoint is not wanted any more: it is disabled.' },
        default: { description: 'Not received: it is tried again, for about three days.' },
      },
    },
  };
}

/** The OpenAPI document; `serverUrl` is where the platform answers. */
export function openApi(serverUrl: string): JsonObject {
  const paths: Record<string, Record<string, Json>> = {};
  for (const name of endpointNames) {
    const { method, path } = routes[name];
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(name, endpoints[name]) };
  }
  paths[livePath] = { get: liveOperation };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kindcart',
      version: '1',
      description:
        'Charity commerce: projects, donations, refunds. Amounts are integers in minor units.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    paths,
    webhooks: Object.fromEntries(webhookEventTypes.map((type) => [type, webhookOperation(type)])),
    components: {
      schemas: {
        Problem: wireSchema(problemSchema, 'output'),
        WebhookEvent: wireSchema(webhookEventSchema, 'output'),
      },
      securitySchemes: {
        publishableKey: { type: 'http', scheme: 'bearer', description: 'pk_test_… or pk_live_…' },
        publishableKeyInQuery: { type: 'apiKey', in: 'query', name: 'key' },
        secretKey: { type: 'http', scheme: 'bearer', description: 'sk_test_… or sk_live_…' },
        donorSession: { type: 'http', scheme: 'bearer', description: 'from openDonorSession' },
      },
    },
  };
}
