/** A whole platform for tests: its own database, two organizations with keys, and hands to reach in. */
import assert from 'node:assert/strict';
import { randomFillSync } from 'node:crypto';
import {
  donorLinkFragment,
  type Id,
  newId,
  type SandboxEvent,
  sandboxSignatureHeader,
} from '@kindcart/contract';
import {
  type ConformanceContext,
  type KeyPair,
  Stage,
  type WireFetch,
} from '@kindcart/contract/conformance';
import type { LimitRates } from '../access/limits.ts';
import { addOrganization, issueKey, revokeKey } from '../access/records.ts';
import { allChecks } from '../cli/audit.ts';
import { migrate } from '../database/migrate.ts';
import { type OpenDatabase, openDatabase } from '../database/open.ts';
import { createLogger } from '../http/request-log.ts';
import { createHousekeeping } from '../jobs/housekeeping.ts';
import { audit } from '../ledger/audit.ts';
import type { Book } from '../ledger/rules.ts';
import type { Mailer, OutgoingMail } from '../mail/mailer.ts';
import { signEvent } from '../payments/sandbox/secrets.ts';
import { createPlatform, type Platform, type PlatformOptions } from '../platform.ts';
import { LeapClock } from './clock.ts';
import { waitUntil } from './wait.ts';

/** No limits. */
const unlimited: LimitRates = { key: undefined, address: undefined, donations: undefined };

/** The origin that the publishable keys are listed for. */
export const goodOrigin = 'https://charity.example';
/** What signs the sandbox's events. */
export const sandboxSecret = 'whsec_only_for_tests_0123456789';
/** What seals the links of donors. */
export const donorSecret = 'only_for_tests_of_donors_0123456789';
/** So long after now comes what is slow. */
const soon = { slowMs: 60, refundFailsAfterMs: 60 };

/** Ids of tests: the machine's time and randomness. */
export const testIds = {
  nowMs: () => Date.now(),
  fillRandom: (bytes: Uint8Array<ArrayBuffer>) => randomFillSync(bytes),
};

/** One organization and the keys to its test and its live data. */
export interface Tenant {
  readonly organizationId: Id<'organization'>;
  /** Where its test data is booked. */
  readonly book: Book;
  readonly test: KeyPair;
  readonly live: KeyPair;
  /** A secret key of its test data that was revoked. */
  readonly revoked: string;
}

/** What a test may choose. */
export interface TestPlatformOptions
  extends Partial<Omit<PlatformOptions, 'database' | 'clock' | 'logger'>> {
  /** Leaves out the work beside requests: events stay with the sandbox until a test brings them. */
  readonly idle?: boolean;
}

/** A platform that answers, and what a test needs to look behind it. */
export interface TestPlatform {
  readonly platform: Platform;
  readonly database: OpenDatabase;
  readonly clock: LeapClock;
  readonly a: Tenant;
  readonly b: Tenant;
  /** Mails that went out, in order. */
  readonly mails: readonly OutgoingMail[];
  /** Lines of the log, in order. */
  readonly log: readonly string[];
  /** For the conformance suite. */
  readonly context: ConformanceContext;
  /** Makes and reads things through the API, as organization a. */
  readonly stage: Stage;
  /** Answers a path without a socket, as organization a's server. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Sends an event as the sandbox would, and answers the status. */
  tell(event: SandboxEvent): Promise<number>;
  /** Fails when any invariant is broken. */
  auditClean(): Promise<void>;
  /** Stops the work; the database stays. */
  stop(): Promise<void>;
}

/** As long as a platform waits for a connection, for tests of what it says when there is none. */
export const impatientMs = 2_000;

/**
 * Opens a database with all tables. PGlite in memory unless an address is given. Whoever asks for a
 * connection waits longer than at a platform, so that a burst on a busy machine is no outage.
 */
export async function testDatabase(url?: string, connectTimeoutMs = 15_000): Promise<OpenDatabase> {
  const database = await openDatabase({ url, connectTimeoutMs });
  await migrate(database.db);
  return database;
}

/** Makes an organization with its keys. */
export async function makeTenant({ db }: Pick<OpenDatabase, 'db'>, name: string): Promise<Tenant> {
  const organizationId = await addOrganization(db, testIds, name);
  const issue = (kind: 'publishable' | 'secret', livemode: boolean) => {
    const origins = kind === 'publishable' ? [goodOrigin] : [];
    return issueKey(db, testIds, { organizationId, kind, livemode, origins, label: name });
  };
  const pair = async (livemode: boolean): Promise<KeyPair> => ({
    publishable: (await issue('publishable', livemode)).token,
    secret: (await issue('secret', livemode)).token,
  });
  const revoked = await issue('secret', false);
  await revokeKey(db, revoked.id, new Date());
  return {
    organizationId,
    book: { organizationId, livemode: false },
    test: await pair(false),
    live: await pair(true),
    revoked: revoked.token,
  };
}

/** Puts a platform on a database that may have been used before; its organizations are new. */
export async function testPlatform(
  database: OpenDatabase,
  options: TestPlatformOptions = {},
): Promise<TestPlatform> {
  const clock = new LeapClock();
  const log: string[] = [];
  const mails: OutgoingMail[] = [];
  const { idle = false, ...chosen } = options;
  const platform = createPlatform({
    limits: unlimited,
    trustedProxies: 0,
    ownOrigins: () => [],
    sandboxSecrets: [sandboxSecret],
    donorSecrets: [donorSecret],
    mailer: keepingMailer(mails),
    sandboxTimes: soon,
    ...chosen,
    database,
    clock,
    logger: createLogger('warn', { write: (line: string) => void log.push(line) }),
  });
  const [a, b] = [await makeTenant(database, 'A'), await makeTenant(database, 'B')];
  const housekeeping = createHousekeeping(database.db, () => new Date(clock.nowMs()));
  const sign = (body: string, secondsAgo = 0) =>
    signEvent(sandboxSecret, body, clock.nowMs() - secondsAgo * 1_000);
  const context: ConformanceContext = {
    fetch: inProcess(platform),
    baseUrl: 'http://localhost',
    origin: goodOrigin,
    keys: a.test,
    others: b.test,
    live: a.live,
    revoked: a.revoked,
    organizationId: a.organizationId,
    waitUntil,
    sign,
    donorToken: (email) => tokenMailedTo(mails, email),
    async advance(ms) {
      clock.advance(ms);
      await housekeeping();
    },
  };
  if (!idle) await platform.start();
  return {
    platform,
    database,
    clock,
    a,
    b,
    mails,
    log,
    context,
    stage: new Stage(context),
    request: (path, init = {}) =>
      platform.app.request(path, {
        ...init,
        headers: {
          Authorization: `Bearer ${a.test.secret}`,
          ...Object.fromEntries(new Headers(init.headers)),
        },
      }),
    tell: (event) => tellOf(platform, sign, event),
    auditClean: async () => assert.deepEqual(await audit(database.db, allChecks), []),
    stop: () => platform.stop(),
  };
}

/** Posts an event as the sandbox would, and answers the status. */
async function tellOf(
  platform: Platform,
  sign: (body: string) => string,
  event: SandboxEvent,
): Promise<number> {
  const body = JSON.stringify(event);
  const response = await platform.app.request('/v1/payments/sandbox/events', {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json', [sandboxSignatureHeader]: sign(body) },
  });
  return response.status;
}

/** Keeps mails for the test to look at. */
function keepingMailer(mails: OutgoingMail[]): Mailer {
  return {
    where: 'Mail is kept for the test.',
    send: async (mail) => void mails.push(mail),
    close: () => {},
  };
}

/** The token of the newest link that was mailed to the address. */
function tokenMailedTo(mails: readonly OutgoingMail[], email: string): Promise<string> {
  const link = new RegExp(`#${donorLinkFragment}=([\\w-]+)`);
  return waitUntil(`a link for ${email}`, () => {
    const mail = mails.findLast(({ to, text }) => to === email && link.test(text));
    return link.exec(mail?.text ?? '')?.[1];
  });
}

/** Asks the app itself, without a socket. */
function inProcess(platform: Platform): WireFetch {
  return async (url, init) => platform.app.fetch(new Request(url, init));
}

/** A new id of a kind. */
export const testId: Platform['newId'] = (kind) => newId(kind, testIds);
