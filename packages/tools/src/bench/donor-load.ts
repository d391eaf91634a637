/**
 * Donors and their provider, as load: each connection creates a donation as a page does, then tells
 * the platform that it is paid as the provider does, by signed event, and starts again.
 */
import { createProjectExample, type Id, newId, sandboxSignatureHeader } from '@kindcart/contract';
import { systemClock } from '../../../platform/src/http/clock.ts';
import { createIdSource } from '../../../platform/src/http/ids.ts';
import { signEvent } from '../../../platform/src/payments/sandbox/secrets.ts';
import { Connection } from './connection.ts';
import { type PlatformProcess, runPlatform, startPlatform } from './platform-process.ts';

const ids = createIdSource(systemClock);
const origin = 'https://charity.example';
const sandboxSecret = 'whsec_of_the_benchmark_only';

/** A running platform with a project to give to. */
export interface Target {
  readonly platform: PlatformProcess;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly organizationId: string;
  readonly projectIds: readonly string[];
  /** Variables that its commands need too. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Settings of a platform under load: one address stands for all donors, so its limits are off. */
const loadVariables = {
  KINDCART_LIMIT_KEY: 'off',
  KINDCART_LIMIT_ADDRESS: 'off',
  KINDCART_LIMIT_DONATIONS: 'off',
  KINDCART_LIMIT_TILES: 'off',
  KINDCART_SANDBOX_SECRETS: sandboxSecret,
  KINDCART_LOG: 'warn',
} as const;

/** Makes keys and projects, and starts the platform. */
export async function startTarget(
  storage: Readonly<Record<string, string>>,
  projects: number,
): Promise<Target> {
  const variables = { ...loadVariables, ...storage };
  const keys = ['keys', 'create', '--organization', 'Benchmark'];
  const made = await runPlatform([...keys, '--origin', origin], variables);
  const secret = await runPlatform([...keys, '--kind', 'secret'], variables);
  const platform = await startPlatform(variables);
  const secretKey = found(secret, /sk_test_\w+/);
  const projectIds: string[] = [];
  for (let place = 0; place < projects; place += 1) {
    const response = await fetch(`${platform.url}/v1/projects`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${secretKey}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': `project-${place}`,
      },
      body: JSON.stringify(createProjectExample),
    });
    projectIds.push(found(await response.text(), /prj_\w+/));
  }
  return {
    platform,
    publishableKey: found(made, /pk_test_\w+/),
    secretKey,
    organizationId: found(made, /org_\w+/),
    projectIds,
    variables,
  };
}

/** What a text has of the pattern. */
export function found(text: string, pattern: RegExp): string {
  const match = pattern.exec(text)?.[0];
  if (match === undefined) throw new Error(`No ${pattern} in: ${text.slice(0, 500)}`);
  return match;
}

/** What a load did. */
export interface LoadResult {
  readonly seconds: number;
  readonly donations: number;
  /** Milliseconds from the first byte of a donation's first request to the last answer that it is paid. */
  readonly latenciesMs: readonly number[];
}

/** Gives from all connections until the time is over; any answer but success ends it. */
export async function giveFor(
  target: Target,
  connections: number,
  seconds: number,
): Promise<LoadResult> {
  const open = await Promise.all(
    Array.from({ length: connections }, () => Connection.open(target.platform.port)),
  );
  const latenciesMs: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1_000;
  await Promise.all(
    open.map(async (connection, place) => {
      for (let turn = 0; performance.now() < end; turn += 1) {
        const projectId = target.projectIds[(place + turn) % target.projectIds.length] ?? '';
        const began = performance.now();
        await giveOnce(connection, target, projectId, `${place}-${turn}-${began}`);
        latenciesMs.push(performance.now() - began);
      }
    }),
  );
  const took = (performance.now() - start) / 1_000;
  for (const connection of open) connection.close();
  return { seconds: took, donations: latenciesMs.length, latenciesMs };
}

export const gift = { amount: 5_000, currency: 'CNY' };

/** A request as `Connection.post` takes it. */
export interface LoadRequest {
  readonly path: string;
  readonly headers: string;
  readonly body: string;
}

/** What a page sends when its donor gives. */
export function donationRequest(target: Target, projectId: string, key: string): LoadRequest {
  return {
    path: '/v1/donations',
    headers: `Authorization: Bearer ${target.publishableKey}\r\nOrigin: ${origin}\r\nIdempotency-Key: ${key}\r\n`,
    body: JSON.stringify({
      projectId,
      gift,
      coverFee: false,
      donorName: null,
      anonymous: true,
      message: null,
    }),
  };
}

/** What the provider sends when the payment of an answered donation has succeeded. */
export function paidRequest(target: Target, created: string): LoadRequest {
  const event = paidEvent(target.organizationId, found(created, /pay_\w+/), newId('event', ids));
  return {
    path: '/v1/payments/sandbox/events',
    headers: `${sandboxSignatureHeader}: ${signEvent(sandboxSecret, event, Date.now())}\r\n`,
    body: event,
  };
}

/**
 * One complete donation on the connection.
 *
 * @throws when anything but success is answered
 */
export async function giveOnce(
  connection: Connection,
  target: Target,
  projectId: string,
  key: string,
): Promise<void> {
  const request = donationRequest(target, projectId, key);
  const created = await connection.post(request.path, request.headers, request.body);
  if (created.status !== 201) {
    throw new Error(`A donation was answered with ${created.status}: ${created.body}`);
  }
  const event = paidRequest(target, created.body);
  const paid = await connection.post(event.path, event.headers, event.body);
  if (paid.status !== 200) {
    throw new Error(`A paid event was answered with ${paid.status}: ${paid.body}`);
  }
}

function paidEvent(organizationId: string, reference: string, id: Id<'event'>): string {
  return JSON.stringify({
    id,
    type: 'payment.updated',
    createdAt: new Date().toISOString(),
    livemode: false,
    organizationId,
    payment: {
      reference,
      version: 1,
      state: 'succeeded',
      amount: gift,
      failureCode: null,
      refunds: [],
    },
  });
}
