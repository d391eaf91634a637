/**
 * Stands before every donation that a page begins and every other card that a donor gives, and hears of
 * whatever was declined. What it knows is in the database, shared by all processes, and read again each
 * second: an ordinary gift asks nothing of it but a look into a map.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { type Id, idTimeMs } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Counter, Metrics } from '../../http/metrics.ts';
import { Refusal } from '../../http/refusal.ts';
import type { Logger } from '../../http/request-log.ts';
import { startWorker, type Worker } from '../../jobs/worker.ts';
import { isSolved, makeChallenge, proofKeepMs, readProof } from './proof.ts';
import * as records from './records.ts';
import {
  isToPause,
  judge,
  type KeyWeight,
  pauseMs,
  thresholds,
  type Verdict,
  weigh,
  windowMs,
} from './rules.ts';
import { type BegunBy, dayOf, hashSource, openBegunBy, sealBegunBy } from './seal.ts';
import { createTally, type Tally } from './tally.ts';

export interface GuardOptions {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newAlertId: () => Id<'alert'>;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly onError: (name: string, error: unknown) => void;
}

/** A page that begins a donation. */
export interface Asker {
  readonly organizationId: Id<'organization'>;
  readonly keyId: Id<'key'>;
  /** What the client is counted by, see `addressBucket`. */
  readonly address: string;
  /** The web origin that the browser sends. */
  readonly origin: string;
  /** The header with the solution of a challenge. */
  readonly proof: string | undefined;
}

/** A payment that its provider has declined. */
export interface DeclinedPayment {
  readonly organizationId: Id<'organization'>;
  readonly provider: string;
  readonly eventId: string;
  readonly reference: Id<'payment'>;
  /** The provider's own name of the card. */
  readonly cardFingerprint: string | undefined;
}

export interface Guard {
  /** What is to be done about the asker's donation: nothing, nearly always. */
  judge(asker: Asker): Verdict;
  /** Why the donation does not begin now, with a new challenge where one helps; null when it may begin. */
  objection(asker: Asker, verdict: Verdict): Promise<Refusal | null>;
  /** Counts a donation that begins, and says who began it, in a text for its row. */
  begun(asker: Asker, donationId: Id<'donation'>): string | Promise<string>;
  /** Counts another card for a monthly gift that is about to be given, and keeps for a day who begins. */
  cardBegun(asker: Asker, reference: Id<'payment'>): Promise<void>;
  /** An address as it may be kept: nobody who has only that can find the address. */
  hashAddress(address: string): Promise<string>;
  /** Counts a decline; says whether the payment is to take no more cards. */
  declined(payment: DeclinedPayment): Promise<boolean>;
  start(): void;
  stop(): Promise<void>;
}

const restMs = 1_000;

const newSecret = () => randomBytes(32).toString('base64url');

export function createGuard(options: GuardOptions): Guard {
  return new CardGuard(options);
}

class CardGuard implements Guard {
  readonly #options: GuardOptions;
  readonly #tally: Tally;
  readonly #measures: Counter<readonly ['measure']>;
  readonly #declines: Counter<readonly []>;
  #weights: ReadonlyMap<Id<'key'>, KeyWeight> = new Map();
  #secret: string | undefined;
  #sealing: { readonly day: string; readonly secret: string } | undefined;
  #worker: Worker | undefined;

  constructor(options: GuardOptions) {
    this.#options = options;
    this.#tally = createTally();
    this.#measures = options.metrics.counter({
      name: 'card_testing_measures_total',
      help: 'What was done about declined cards, by measure.',
      labels: ['measure'],
    });
    this.#declines = options.metrics.counter({
      name: 'payment_declines_total',
      help: 'Declined payments of donations that pages began.',
      labels: [],
    });
  }

  judge({ keyId, address }: Asker): Verdict {
    const weight = this.#weights.get(keyId);
    if (weight === undefined) return { kind: 'open' };
    // Weights are of addresses' hashes, which were made with the secret: it is known by now.
    const hashed = hashSource(this.#secret ?? '', 'address', address);
    return judge(weight, hashed, this.#nowMs());
  }

  async objection(asker: Asker, verdict: Verdict): Promise<Refusal | null> {
    if (verdict.kind === 'open') return null;
    if (verdict.kind === 'paused') {
      this.#measures.add(1, `${verdict.of}_paused`);
      const retryAfterSeconds = Math.ceil((verdict.untilMs - this.#nowMs()) / 1_000);
      return new Refusal('giving_paused', { retryAfterSeconds });
    }
    const secret = await this.#standingSecret();
    if (asker.proof !== undefined) {
      const passes = await this.#usesProof(asker, secret);
      this.#measures.add(1, passes ? 'proof_passed' : 'proof_refused');
      if (passes) return null;
    }
    this.#measures.add(1, 'proof_asked');
    const { numberMax } = verdict;
    const challenge = makeChallenge({
      ...asker,
      secret,
      numberMax,
      nowMs: this.#nowMs(),
      nonce: randomBytes(12).toString('hex'),
      number: randomInt(numberMax + 1),
    });
    return new Refusal('proof_required', { challenge });
  }

  /** Whether the proof is good, and was not used before by anybody. */
  async #usesProof(asker: Asker, secret: string): Promise<boolean> {
    const proof = readProof(asker.proof);
    const nowMs = this.#nowMs();
    if (proof === null || !isSolved(proof, { ...asker, secret, nowMs })) return false;
    const { db } = this.#options;
    const keepUntil = new Date(nowMs + 2 * proofKeepMs);
    return records.claimProof(db, asker.organizationId, proof.challenge, keepUntil);
  }

  begun(asker: Asker, donationId: Id<'donation'>): string | Promise<string> {
    this.#tally.count(asker, this.#nowMs());
    const day = dayOf(idTimeMs(donationId));
    if (this.#secret !== undefined && this.#sealing?.day === day) {
      return seal(asker, donationId, this.#secret, this.#sealing.secret);
    }
    return this.#sealSlowly(asker, donationId, day);
  }

  /** For the first donation of the process, and of each day. */
  async #sealSlowly(asker: Asker, donationId: Id<'donation'>, day: string): Promise<string> {
    const secret = await this.#standingSecret();
    this.#sealing = { day, secret: await records.daySecret(this.#options.db, day, newSecret()) };
    return seal(asker, donationId, secret, this.#sealing.secret);
  }

  async cardBegun(asker: Asker, reference: Id<'payment'>): Promise<void> {
    const { db, now } = this.#options;
    const { organizationId, keyId } = asker;
    this.#tally.count(asker, this.#nowMs());
    const address = await this.hashAddress(asker.address);
    await records.keepBegunCard(db, { organizationId, reference, keyId, address, at: now() });
  }

  async hashAddress(address: string): Promise<string> {
    return hashSource(await this.#standingSecret(), 'address', address);
  }

  async declined(payment: DeclinedPayment): Promise<boolean> {
    const { db, now } = this.#options;
    const { organizationId, reference, provider, cardFingerprint } = payment;
    const by = await findBegunBy(db, organizationId, reference);
    if (by === undefined) return false;
    const secret = await this.#standingSecret();
    const declines = await records.keepDecline(db, {
      ...by,
      organizationId,
      reference,
      eventId: payment.eventId,
      card:
        cardFingerprint === undefined
          ? null
          : hashSource(secret, 'card', `${provider} ${cardFingerprint}`),
      at: now(),
    });
    this.#declines.add(1);
    this.#worker?.wake();
    return declines >= thresholds.payment;
  }

  start(): void {
    this.#worker ??= startWorker({
      name: 'guard',
      round: () => this.#round(),
      restMs,
      onError: this.#options.onError,
    });
  }

  async stop(): Promise<void> {
    await this.#worker?.stop();
  }

  /** Tells the others what was begun here, and learns what they know. */
  async #round(): Promise<number> {
    const { db, now } = this.#options;
    await this.#standingSecret();
    const at = now();
    const since = new Date(at.getTime() - windowMs);
    await this.#tally.flush(since.getTime(), this.#weights, (items) =>
      records.addAttempts(db, items),
    );
    const keys = await records.readKeys(db, { since, now: at });
    const weights = new Map<Id<'key'>, KeyWeight>();
    let paused = 0;
    for (const [keyId, known] of keys) {
      const here = this.#tally.of(keyId, known.sinceMs);
      const weight = weigh({ ...known, attempts: Math.max(known.attempts, here) });
      weights.set(keyId, weight);
      if (isToPause(weight)) paused += await this.#pause(keyId, known, weight, at);
    }
    this.#weights = weights;
    // A key that was just paused is known to be in the next round.
    return paused;
  }

  async #pause(
    keyId: Id<'key'>,
    known: records.KnownKey,
    { attempts, declines }: KeyWeight,
    at: Date,
  ): Promise<number> {
    const { db, newAlertId, logger } = this.#options;
    const until = new Date(at.getTime() + pauseMs(known.pauses));
    const { organizationId, livemode } = known;
    const isOurs = await records.keepPause(db, {
      organizationId,
      livemode,
      keyId,
      ordinal: known.ordinal + 1,
      id: newAlertId(),
      attempts,
      declines,
      at,
      until,
    });
    if (isOurs) {
      this.#measures.add(1, 'key_pause_begun');
      logger.warn({ keyId, organizationId, attempts, declines, until }, 'key paused: card testing');
    }
    return 1;
  }

  async #standingSecret(): Promise<string> {
    this.#secret ??= await records.standingSecret(this.#options.db, newSecret());
    return this.#secret;
  }

  #nowMs(): number {
    return this.#options.now().getTime();
  }
}

/** Who began the donation, or to give another card; undefined for a charity's own server, and after a day. */
async function findBegunBy(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  reference: Id<'payment'>,
): Promise<BegunBy | undefined> {
  const donation = await records.findBegun(db, organizationId, reference);
  if (donation === undefined) return records.findBegunCard(db, organizationId, reference);
  if (donation.begun_by === null) return undefined;
  const sealedWith = await records.findDaySecret(db, dayOf(idTimeMs(donation.id)));
  return sealedWith === undefined
    ? undefined
    : openBegunBy(sealedWith, donation.id, donation.begun_by);
}

function seal(
  { keyId, address }: Asker,
  donationId: Id<'donation'>,
  secret: string,
  daySecret: string,
): string {
  const hashed = hashSource(secret, 'address', address);
  return sealBegunBy(daySecret, donationId, { keyId, address: hashed });
}
