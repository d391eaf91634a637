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

/** One donor after another, and what became of them. */
class Givers {
  readonly made = new Map<string, string>();
  readonly paid = new Set<string>();
  readonly failures: string[] = [];
  #calls = 0;
  #requests = 0;
  readonly #giving: Giving;
  readonly #client: Client;

  constructor(giving: Giving) {
    this.#giving = giving;
    this.#client = createClient({
      baseUrl: giving.baseUrl,
      key: giving.target.secretKey,
      fetch: (input, init) => {
        this.#requests += 1;
        return fetch(input, init);
      },
    });
  }

  /** Requests beyond the first of each call. */
  get repeated(): number {
    return this.#requests - this.#calls;
  }

  async give(place: number): Promise<void> {
    const key = `donor-${place}`;
    const created = await this.#done(key, this.#begin(place, key));
    if (created === undefined) return;
    this.made.set(key, created.donation.id);
    const isPaid = place % 10 === 0 ? this.#payAtSandbox(key, created) : this.#tell(key, created);
    if (await isPaid) this.paid.add(key);
  }

  async #done<Value>(what: string, call: Promise<Result<Value>>): Promise<Value | undefined> {
    this.#calls += 1;
    const result = await call;
    if (result.ok) return result.value;
    this.failures.push(`${what}: ${result.error.code}, ${result.error.message}`);
    return undefined;
  }

  #begin(place: number, idempotencyKey: string) {
    const { projectIds } = this.#giving.target;
    const projectId = projectIds[place % projectIds.length] ?? '';
    if (!isProjectId(projectId)) throw new Error('There is no project to give to');
    return this.#client.createDonation({ body: { ...wish, projectId }, idempotencyKey });
  }

  async #payAtSandbox(key: string, { payment }: CreatedDonation): Promise<boolean> {
    if (payment.provider !== 'sandbox') throw new Error(`${key} pays at ${payment.provider}`);
    const { reference, clientSecret } = payment;
    const confirm = { params: { reference }, body: { clientSecret, card } };
    const answer = await this.#done(`${key} pays`, this.#client.confirmSandboxPayment(confirm));
    // The card is good: what has become of the payment comes by event.
    return answer?.state === 'processing' || answer?.state === 'succeeded';
  }

  async #tell(key: string, created: CreatedDonation): Promise<boolean> {
    const { path, headers, body } = paidRequest(this.#giving.target, JSON.stringify(created));
    const [name = '', value = ''] = headers.trim().split(': ', 2);
    const signed = { 'Content-Type': 'application/json', [name]: value };
    const init = { method: 'POST', body, headers: signed };
    let last = 'no answer';
    for (let told = 1; told <= tellsMax; told += 1) {
      // A cut connection is told again; so is what a platform cannot take for now.
      const answer = await fetch(`${this.#giving.baseUrl}${path}`, init).catch(() => undefined);
      if (answer?.status === 200) return true;
      last = answer === undefined ? 'no answer' : await answer.text();
      await delay(tickMs * told);
    }
    this.failures.push(`${key}: its provider told ${tellsMax} times in vain: ${last}`);
    return false;
  }
}

/** Lets donors begin at the rate, whatever became of those before. */
export function startPatientDonors(giving: Giving): PatientDonors {
  const givers = new Givers(giving);
  const { made, paid, failures } = givers;
  const startedMs = performance.now();
  const underWay = new Set<Promise<void>>();
  let finishing = false;
  const beginning = (async () => {
    for (let place = 0; !finishing; ) {
      const due = ((performance.now() - startedMs) / 1_000) * giving.ratePerSecond;
      for (; place < due && underWay.size < underWayMax; place += 1) {
        const donor = givers.give(place).finally(() => underWay.delete(donor));
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
      return { made, paid, failures, repeated: givers.repeated, seconds };
    },
  };
}
