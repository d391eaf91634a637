/** A whole platform that pays at the stand-in of Stripe, and the hands of a test at both ends. */
import assert from 'node:assert/strict';
import type { CreatedDonation } from '@kindcart/contract';
import { stripeEventsPath } from '@kindcart/contract/routes';
import type { OpenDatabase } from '../../../database/open.ts';
import {
  type TestPlatform,
  type TestPlatformOptions,
  testDatabase,
  testPlatform,
} from '../../../testing/platform.ts';
import { waitUntil } from '../../../testing/wait.ts';
import { pairKeys, type StripeSettings } from '../settings.ts';
import { type SignedAt, type StripeStandIn, startStripe } from './stand-in.ts';

/** What the stand-in signs with, and what it signed with before. */
export const secret = 'whsec_of_the_stand_in_0123456789';
export const olderSecret = 'whsec_until_last_week_0123456789';

export const usd = (amount: number) => ({ amount, currency: 'USD' });

/** What a test's gift is and does at Stripe. */
interface AtStripe {
  readonly created: CreatedDonation;
  readonly intent: string;
}

export interface StripeHouse extends Omit<TestPlatform, 'tell'> {
  readonly stripe: StripeStandIn;
  /** Begins a gift of 50 dollars. */
  beginAtStripe(): Promise<AtStripe>;
  /** Id of a gift's PaymentIntent at Stripe. */
  intentOf(created: CreatedDonation): Promise<string>;
  /** Begins one, pays it, and waits until it is booked. */
  pay(): Promise<AtStripe>;
  /** Posts a body as Stripe does. */
  post(body: string, signature: string | undefined): Promise<Response>;
  /** Tells of an object as it stands, and says what was answered. */
  tell(type: string, objectId: string, at?: SignedAt): Promise<Told>;
  /** Resolves when no event waits to be applied. */
  allApplied(): Promise<void>;
  /** The value of a metric, with its labels. */
  metric(name: string): number;
  /** Ends the platform, its database and the stand-in. */
  end(): Promise<void>;
}

interface Told {
  readonly status: number;
  readonly code: string | undefined;
}

/** Settings of a platform that pays its test gifts at a stand-in. */
export function settingsFor(apiUrl: URL, timeoutMs = 15_000): StripeSettings {
  return {
    modes: pairKeys(['sk_test_1234567890'], ['pk_test_0987654321']),
    webhookSecrets: [secret, olderSecret],
    apiUrl,
    timeoutMs,
    fee: { basisPoints: 290, fixedAmount: 30 },
  };
}

/** Starts the stand-in and a platform before it; on PGlite unless a database is given. */
export async function stripeHouse(
  options: TestPlatformOptions & {
    readonly database?: OpenDatabase;
    /** One that is running already. */
    readonly standIn?: StripeStandIn;
  } = {},
): Promise<StripeHouse> {
  const stripe = options.standIn ?? (await startStripe(secret));
  const database = options.database ?? (await testDatabase());
  const { database: _, standIn: __, ...chosen } = { stripe: settingsFor(stripe.url), ...options };
  const house = await testPlatform(database, chosen);
  const hands = handsOf(house, stripe);
  return {
    ...house,
    ...hands,
    stripe,
    async end() {
      await house.stop();
      await database.close();
      await stripe.close();
    },
  };
}

function handsOf(house: TestPlatform, stripe: StripeStandIn) {
  const { stage, platform } = house;
  const { db } = house.database;

  async function intentOf({ payment }: CreatedDonation): Promise<string> {
    const row = await db
      .selectFrom('stripe_payment')
      .select('intent_id')
      .where('reference', '=', payment.reference)
      .executeTakeFirstOrThrow();
    return row.intent_id ?? '';
  }

  async function beginAtStripe(): Promise<AtStripe> {
    const created = await stage.begin(await stage.project());
    return { created, intent: await intentOf(created) };
  }

  async function post(body: string, signature: string | undefined): Promise<Response> {
    const headers: Record<string, string> = { 'Content-Type': 'application/json' };
    if (signature !== undefined) headers['Stripe-Signature'] = signature;
    return platform.app.request(stripeEventsPath, { method: 'POST', body, headers });
  }

  async function tell(type: string, objectId: string, at?: SignedAt): Promise<Told> {
    const { body, signature } = stripe.event(type, objectId, at);
    const response = await post(body, signature);
    const answer: { code?: string } = JSON.parse(await response.text());
    return { status: response.status, code: answer.code };
  }

  async function pay(): Promise<AtStripe> {
    const { created, intent } = await beginAtStripe();
    stripe.setIntent(intent, { status: 'succeeded', amount_received: 5_000 });
    assert.equal((await tell('payment_intent.succeeded', intent)).status, 200);
    await stage.settled(created, 'succeeded');
    return { created, intent };
  }

  async function allApplied(): Promise<void> {
    await waitUntil('all events to be applied', async () => {
      const waiting = await db
        .selectFrom('outbox')
        .select('id')
        .where('topic', '=', 'stripe.event')
        .execute();
      return waiting.length === 0 ? true : undefined;
    });
  }

  function metric(name: string): number {
    const line = platform.metrics
      .text()
      .split('\n')
      .find((text) => text.startsWith(`${name} `));
    return Number(line?.slice(name.length));
  }

  return { beginAtStripe, intentOf, post, tell, pay, allApplied, metric };
}
