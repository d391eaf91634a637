/**
 * Donors at a steady rate, each with the client that pages and servers use and no more patience than
 * it has of itself. A call that the client gives up on is a final failure. One donor in ten pays at
 * the sandbox, by the client too; for the others a provider tells that they have paid, and tells it
 * again until it is heard, as providers do.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type Client, createClient, type Result } from '@kindcart/client';
import { type CreatedDonation, isProjectId, testCards } from '@kindcart/contract';
import { gift, paidRequest, type Target } from '../bench/donor-load.ts';
import type { DonorLog } from './stubborn-donors.ts';

export interface PatientDonors {
  /** Waits until this many more donors have paid. */
  untilPaid(more: number): Promise<void>;
  /** Lets nobody else begin, and resolves once everybody is done. */
  finish(): Promise<GivingLog>;
}

export interface GivingLog extends DonorLog {
  /** What clients gave up on, in words. */
  readonly failures: readonly string[];
  readonly seconds: number;
}

interface Giving {
  /** Where requests go; not to one platform alone. */
  readonly baseUrl: string;
  readonly target: Target;
  readonly ratePerSecond: number;
}

const tickMs = 20;
/** So many at most are under way: a giving page has no endless crowd before it either. */
const underWayMax = 300;
/** How often a provider tells at most; each time it waits a little longer. */
const tellsMax = 40;
const card = { number: testCards.succeeds, expiry: '12/39', cvc: '123' };
const wish = { gift, coverFee: false, donorName: null, anonymous: true, message: null };

/** Lets donors begin at the rate, whatever became of those before. */
export function startPatientDonors(giving: Giving): PatientDonors {
  const made = new Map<string, string>();
  const paid = new Set<string>();
  const failures: string[] = [];
  let requests = 0;
  let calls = 0;
  const client = createClient({
    baseUrl: giving.baseUrl,
    key: giving.target.secretKey,
    fetch: (input, init) => {
      requests += 1;
      return fetch(input, init);
    },
  });

  async function done<Value>(what: string, call: Promise<Result<Value>>) {
    calls += 1;
    const result = await call;
    if (result.ok) return result.value;
    failures.push(`${what}: ${result.error.code}, ${result.error.message}`);
    return undefined;
  }

  async function give(place: number): Promise<void> {
    const key = `donor-${place}`;
    const created = await done(key, begin(client, giving, place, key));
    if (created === undefined) return;
    made.set(key, created.donation.id);
    const isPaid = place % 10 === 0 ? payAtSandbox(key, created) : tellPaid(key, created);
    if (await isPaid) paid.add(key);
  }

  async function payAtSandbox(key: string, { payment }: CreatedDonation): Promise<boolean> {
    if (payment.provider !== 'sandbox') throw new Error(`${key} pays at ${payment.provider}`);
    const { reference, clientSecret } = payment;
    const confirm = { params: { reference }, body: { clientSecret, card } };
    const answer = await done(`${key} pays`, client.confirmSandboxPayment(confirm));
    // The card is good: what has become of the payment comes by event.
    return answer?.state === 'processing' || answer?.state === 'succeeded';
  }

  async function tellPaid(key: string, created: CreatedDonation): Promise<boolean> {
    const { path, headers, body } = paidRequest(giving.target, JSON.stringify(created));
    const url = `${giving.baseUrl}${path}`;
    const [name = '', value = ''] = headers.trim().split(': ', 2);
    const signed = { 'Content-Type': 'application/json', [name]: value };
    let last = 'no answer';
    for (let told = 1; told <= tellsMax; told += 1) {
      // A cut connection is told again; so is what a platform cannot take for now.
      const answer = await fetch(url, { method: 'POST', body, headers: signed }).catch(
        () => undefined,
      );
      if (answer?.status === 200) return true;
      last = answer === undefined ? 'no answer' : await answer.text();
      await delay(tickMs * told);
    }
    failures.push(`${key}: its provider told ${tellsMax} times in vain: ${last}`);
    return false;
  }

  const startedMs = performance.now();
  const underWay = new Set<Promise<void>>();
  let finishing = false;
  const beginning = (async () => {
    for (let place = 0; !finishing; ) {
      const due = ((performance.now() - startedMs) / 1_000) * giving.ratePerSecond;
      for (; place < due && underWay.size < underWayMax; place += 1) {
        const donor = give(place).finally(() => underWay.delete(donor));
        underWay.add(donor);
      }
      await delay(tickMs);
    }
  })();
  return {
    async untilPaid(more) {
      const wanted = paid.size + more;
      while (paid.size < wanted && failures.length === 0) await delay(tickMs);
    },
    async finish() {
      finishing = true;
      await beginning;
      await Promise.all(underWay);
      const seconds = (performance.now() - startedMs) / 1_000;
      return { made, paid, failures, repeated: requests - calls, seconds };
    },
  };
}

function begin(client: Client, { target }: Giving, place: number, idempotencyKey: string) {
  const { projectIds } = target;
  const projectId = projectIds[place % projectIds.length] ?? '';
  if (!isProjectId(projectId)) throw new Error('There is no project to give to');
  return client.createDonation({ body: { ...wish, projectId }, idempotencyKey });
}
