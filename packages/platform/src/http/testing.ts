/** What tests of HTTP share: a house with made-up keys, a clock that is moved by hand, and logs to look at. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import {
  type EndpointName,
  endpointNames,
  endpoints,
  type Problem,
  parse,
  problemSchema,
  routes,
} from '@kindcart/contract';
import { createDonorPasses } from '../access/donor-pass.ts';
import { hashKey, makeKey } from '../access/keys.ts';
import { createLimits, type LimitRates } from '../access/limits.ts';
import type { KeyRecord } from '../access/lookup.ts';
import type { Api, Register } from './api.ts';
import { type App, type AppParts, createApp } from './app.ts';
import { createDrain, type Drain } from './drain.ts';
import { type EndpointAnswer, serve } from './endpoint.ts';
import { createIdSource } from './ids.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createLogger } from './request-log.ts';

/** A clock that stands still until it is moved. */
export class HandClock {
  #ms = Date.parse('2026-11-23T08:00:00.000Z');
  readonly nowMs = () => this.#ms;
  readonly monotonicMs = () => this.#ms;

  advance(ms: number): void {
    this.#ms += ms;
  }
}

/** What seals the sessions of tests. */
const passes = createDonorPasses(['only for tests of HTTP 0123456789'], () => 0);

const keyId = 'key_01k9p4a0a0fz3t6v8w0x2y4z6f';

/** The session of a donor of the made-up organization, good for ever. */
const donorSession = () =>
  passes.seal(
    'session',
    { organizationId, livemode: false, emailKey: 'donor@example.org', receiptId: null, keyId },
    1,
  ).token;

/** A key for tests, always the same for the same seed. */
export function keyOf(kind: 'publishable' | 'secret', mode: 'test' | 'live', seed: number): string {
  return makeKey(kind, mode, (bytes) => bytes.fill(seed));
}

/** The origin that the publishable keys of tests are listed for. */
export const goodOrigin = 'https://good.example';

const organizationId = 'org_01k9p4a0a0fz3t6v8w0x2y4z6f';

/** The keys of the made-up organization. */
export const keys = {
  pk: keyOf('publishable', 'test', 1),
  sk: keyOf('secret', 'test', 2),
  pkLive: keyOf('publishable', 'live', 3),
  revoked: keyOf('secret', 'test', 4),
  /** Well formed, and nobody's. */
  nobodys: keyOf('publishable', 'test', 9),
  nobodysSecret: keyOf('secret', 'test', 9),
} as const;

function record(token: string, number: number, origins: string[] = []): [string, KeyRecord] {
  return [
    hashKey(token),
    {
      keyId: `key_01k9p4a0a0fz3t6v8w0x2y4z${number}f`,
      organizationId,
      livemode: token.includes('_live_'),
      kind: token.startsWith('pk') ? 'publishable' : 'secret',
      origins,
      revoked: token === keys.revoked,
    },
  ];
}

/** What the made-up database knows. */
export const records: ReadonlyMap<string, KeyRecord> = new Map([
  record(keys.pk, 61, [goodOrigin]),
  record(keys.sk, 62),
  record(keys.pkLive, 63, [goodOrigin]),
  record(keys.revoked, 64),
]);

/** No limits. */
const unlimited: LimitRates = { key: undefined, address: undefined, donations: undefined };

/** What a test may choose. */
export interface HouseOptions extends Partial<Omit<AppParts, 'rooms' | 'limits'>> {
  readonly rooms?: readonly Register[];
  readonly rates?: LimitRates;
}

/** A platform to ask, and to look into. */
export interface House {
  readonly app: App;
  readonly clock: HandClock;
  readonly drain: Drain;
  readonly metrics: Metrics;
  /** Lines of the log, in order. */
  readonly lines: string[];
}

/** Puts a house together; every endpoint answers with its example unless rooms are given. */
export function buildHouse(options: HouseOptions = {}): House {
  const clock = new HandClock();
  const drain = options.drain ?? createDrain();
  const metrics = createMetrics();
  const lines: string[] = [];
  const app = createApp({
    logger: createLogger('info', { write: (line: string) => void lines.push(line) }),
    metrics,
    clock,
    ids: createIdSource(clock),
    keys: { find: async (keySha256) => records.get(keySha256) ?? null },
    passes,
    drain,
    trustedProxies: 0,
    ownOrigins: () => ['http://localhost:8787'],
    isUnavailable: () => false,
    checkReady: async () => undefined,
    ...options,
    limits: createLimits(options.rates ?? unlimited, clock),
    rooms: options.rooms ?? [serveExamples],
  });
  return { app, clock, drain, metrics, lines };
}

/** Hangs every endpoint on the house, answering with its example. */
export function serveExamples(api: Api): void {
  for (const name of endpointNames) serveExample(api, name);
}

/** Hangs one endpoint on the house, answering with its example. */
function serveExample<Name extends EndpointName>(api: Api, name: Name): void {
  serve(api, name, () => exampleAnswer(name));
}

function exampleAnswer<Name extends EndpointName>(name: Name): EndpointAnswer<Name> {
  const value: unknown = endpoints[name].example.response;
  const answer: unknown = routes[name].idempotent
    ? { text: JSON.stringify(value), replayed: false }
    : value;
  return answer as EndpointAnswer<Name>;
}

/** Path of an endpoint's example, without its query. */
export function examplePath(name: EndpointName): string {
  const { example } = endpoints[name];
  const params: Readonly<Record<string, string>> = { ...example.params };
  const path = routes[name].path.replaceAll(/\{(\w+)\}/g, (_, key: string) => params[key] ?? '');
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...example.query })) query.set(key, String(value));
  return query.size === 0 ? path : `${path}?${query}`;
}

/** A good request to an endpoint, from a server with a secret key. */
export function exampleRequest(
  name: EndpointName,
  headers: Record<string, string> = {},
): RequestInit {
  const { body } = endpoints[name].example;
  return {
    method: routes[name].method,
    headers: {
      Authorization: `Bearer ${routes[name].access === 'donor' ? donorSession() : keys.sk}`,
      ...(routes[name].idempotent ? { 'Idempotency-Key': 'test-1' } : {}),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

/** The problem in an answer; throws when it is none. */
export async function problemOf(response: Response): Promise<Problem> {
  const result = parse(problemSchema, await response.json());
  if (!result.ok) throw new Error(`Not a problem: ${JSON.stringify(result.fields)}`);
  return result.value;
}

/** Status and code of an answer, such as `404 not_found`, or just the status of a success. */
export async function outcomeOf(response: Response): Promise<string> {
  if (response.status < 400) return String(response.status);
  const { code } = await problemOf(response);
  return `${response.status} ${code}`;
}

/**
 * What comes back over a bare socket until the other side closes it.
 *
 * @param write sends what the test wants, byte for byte, and may wait between
 */
export async function overSocket(
  port: number,
  write: (socket: Socket) => void | Promise<void>,
): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => void chunks.push(chunk));
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  // A reset is one of the ways in which a connection ends; what came before it is what counts.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  await write(socket);
  await closed;
  return Buffer.concat(chunks).toString('utf8');
}
