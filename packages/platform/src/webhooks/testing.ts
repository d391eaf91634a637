/** For tests of webhooks: a real receiver, and a platform whose deliveries go out by hand. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type {
  EndpointInput,
  Id,
  Project,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookEndpointSecret,
  WebhookEventType,
} from '@kindcart/contract';
import type { OpenDatabase } from '../database/open.ts';
import { relayRound } from '../jobs/relay.ts';
import { type TestPlatform, testId, testPlatform } from '../testing/platform.ts';
import { createDeliverer, type Deliverer, type DelivererOptions } from './deliveries/deliverer.ts';
import { createWebhookFollower } from './deliveries/follower.ts';

/** A request that came, its body byte for byte. */
export interface Received {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** How a receiver answers. */
export type Answering = (response: ServerResponse, received: Received) => void;

export interface Receiver {
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  /** Says 204 until a test has it say something else. */
  answer: Answering;
  close(): Promise<void>;
}

/** Answers with a status alone. */
export const says =
  (status: number, headers: Readonly<Record<string, string>> = {}, text = ''): Answering =>
  (response) =>
    void response.writeHead(status, headers).end(text);

/** A server on this machine that keeps what it gets. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { url: path = '', method = '', headers } = request;
    const one = { path, method, headers, body: Buffer.concat(chunks) };
    received.push(one);
    receiver.answer(response, one);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  const receiver: Receiver = {
    url: `http://127.0.0.1:${address.port}/hooks`,
    port: address.port,
    received,
    answer: says(204),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}

/** A platform where nothing happens by itself, and the hands to make it happen. */
export interface WebhookHouse extends TestPlatform {
  /** What was told of an endpoint that was disabled, and what failed beside it. */
  readonly told: string[];
  /** Another process at the same work. */
  deliverer(changes?: Partial<DelivererOptions>): Deliverer;
  /** Makes an endpoint as organization a. */
  endpoint(url: string, events?: readonly WebhookEventType[]): Promise<WebhookEndpointSecret>;
  /** A gift that was begun, and what the provider says of it. */
  gift(state: 'succeeded' | 'failed'): Promise<Id<'donation'>>;
  /** Takes news out of the outbox. */
  relay(db?: OpenDatabase['db']): Promise<void>;
  /** Does all that is due, and waits for it. */
  deliver(): Promise<void>;
  readEndpoint(endpoint: Pick<WebhookEndpoint, 'id'>): Promise<WebhookEndpoint>;
  deliveries(endpoint: Pick<WebhookEndpoint, 'id'>): Promise<WebhookDelivery[]>;
  change(
    endpoint: Pick<WebhookEndpoint, 'id'>,
    body: EndpointInput<'updateWebhookEndpoint'>['body'],
  ): Promise<WebhookEndpoint>;
  /** Asks as organization a. */
  ask(path: string, body?: object): Promise<Response>;
}

export async function webhookHouse(database: OpenDatabase): Promise<WebhookHouse> {
  const house = await testPlatform(database, { idle: true, webhooks: { allowPrivate: true } });
  const { stage, clock } = house;
  const told: string[] = [];
  const now = () => new Date(clock.nowMs());
  const deliverer = (changes: Partial<DelivererOptions> = {}) =>
    createDeliverer({
      db: database.db,
      now,
      random: () => 0,
      allowPrivate: true,
      onTried: () => {},
      onDisabled: (id, reason) => told.push(`${id} ${reason}`),
      onError: (_, error) => told.push(String(error)),
      ...changes,
    });
  const own = deliverer();
  const follower = createWebhookFollower({ now, newDeliveryId: () => testId('webhookDelivery') });
  const project = await stage.project();
  let keys = 0;

  async function ask(path: string, body?: object): Promise<Response> {
    keys += 1;
    return house.request(path, {
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `webhooks ${keys}` },
    });
  }
  async function read<Value>(path: string, body?: object): Promise<Value> {
    const response = await ask(path, body);
    assert.ok(response.ok, await response.clone().text());
    return response.json() as Promise<Value>;
  }

  return {
    ...house,
    told,
    deliverer,
    ask,
    endpoint: (url, events = ['donation.succeeded']) =>
      read('/v1/webhook-endpoints', { url, events, description: null }),
    gift: (state) => giftOf(house, project, state),
    relay: async (db = database.db) => void (await relayRound(db, [follower])),
    async deliver() {
      do await own.drained();
      while ((await own.round()) > 0);
    },
    readEndpoint: ({ id }) => read(`/v1/webhook-endpoints/${id}`),
    deliveries: async ({ id }) => {
      const page = await read<{ items: WebhookDelivery[] }>(
        `/v1/webhook-endpoints/${id}/deliveries?limit=100`,
      );
      return page.items;
    },
    change: ({ id }, body) => read(`/v1/webhook-endpoints/${id}`, body),
  };
}

async function giftOf(
  { stage, tell, a, clock }: TestPlatform,
  project: Project,
  state: 'succeeded' | 'failed',
): Promise<Id<'donation'>> {
  const { donation, payment } = await stage.begin(project, { donorName: '林晓 ✓' });
  const status = await tell({
    id: testId('event'),
    type: 'payment.updated',
    createdAt: new Date(clock.nowMs()).toISOString(),
    livemode: false,
    organizationId: a.organizationId,
    payment: {
      reference: payment.reference,
      version: 1,
      state,
      amount: donation.charge,
      failureCode: state === 'failed' ? 'card_declined' : null,
      refunds: [],
    },
  });
  assert.equal(status, 200);
  return donation.id;
}
