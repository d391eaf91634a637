/** Which change is an event, and what follows a try. */
import type {
  DonationEventType,
  DonationState,
  WebhookAttempt,
  WebhookFailure,
} from '@kindcart/contract';
import type { PostOutcome } from '../post.ts';

/** The part of a change that says what happened. */
export interface ChangeFacts {
  readonly stateBefore: DonationState;
  readonly state: DonationState;
  readonly refundedDelta: number;
}

/** What happened, or null when it is nothing that anybody is told of. */
export function eventTypeOf({
  stateBefore,
  state,
  refundedDelta,
}: ChangeFacts): DonationEventType | null {
  if (refundedDelta < 0) return 'donation.refund_failed';
  switch (state) {
    case 'succeeded':
    case 'failed':
      return state === stateBefore ? null : `donation.${state}`;
    case 'partially_refunded':
    case 'refunded':
      return refundedDelta > 0 ? `donation.${state}` : null;
    case 'pending':
    case 'processing':
    case 'expired':
      return null;
  }
}

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** Rests before the second try, the third and so on: the specification's schedule, 75 hours in all. */
export const restsMs: readonly number[] = [
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
];
/** Tries are spread over a tenth more than their rest, never less. */
const spread = 0.1;
const retryAfterMaxMs = 24 * hourMs;
/** An endpoint without one success for so long is disabled when a delivery has had its last try. */
const failingMaxMs = 72 * hourMs;

/** A try, and what is known around it. */
export interface TryFacts {
  readonly outcome: PostOutcome;
  readonly startedAt: Date;
  readonly endedAt: Date;
  /** This one included, since the delivery was made or replayed. */
  readonly tries: number;
  /** Sent once, because somebody waits to see what comes of it. */
  readonly isTest: boolean;
  readonly failingSince: Date | null;
  /** From 0 up to, not including, 1. */
  readonly random: number;
}

/** What follows it. */
export interface Verdict {
  readonly attempt: WebhookAttempt;
  readonly next: 'delivered' | 'failed' | Date;
  /** Why the endpoint gets nothing more. */
  readonly disable: 'gone' | 'failing' | null;
  /** Until when its receiver asked to be left alone. */
  readonly restUntil: Date | null;
}

/** Judges a try. */
export function judge(facts: TryFacts): Verdict {
  const { outcome, startedAt, endedAt, tries, isTest, failingSince, random } = facts;
  const failure = failureOf(outcome);
  const attempt = {
    at: startedAt.toISOString(),
    durationMs: Math.max(0, endedAt.getTime() - startedAt.getTime()),
    status: outcome.kind === 'answered' ? outcome.status : null,
    failure,
    detail: detailOf(outcome),
  };
  const none = { attempt, disable: null, restUntil: null };
  if (failure === null) return { ...none, next: 'delivered' };
  if (failure === 'gone') return { ...none, next: 'failed', disable: 'gone' };
  const restMs = restsMs[tries - 1];
  if (isTest) return { ...none, next: 'failed' };
  if (restMs === undefined) {
    const failingMs = failingSince === null ? 0 : endedAt.getTime() - failingSince.getTime();
    return { ...none, next: 'failed', disable: failingMs >= failingMaxMs ? 'failing' : null };
  }
  const askedMs = retryAfterMs(outcome, endedAt);
  const spreadMs = Math.round(restMs * (1 + spread * random));
  return {
    ...none,
    next: new Date(endedAt.getTime() + Math.max(spreadMs, askedMs ?? 0)),
    restUntil: askedMs === null ? null : new Date(endedAt.getTime() + askedMs),
  };
}

function failureOf(outcome: PostOutcome): WebhookFailure | null {
  if (outcome.kind !== 'answered') return outcome.kind;
  if (outcome.status >= 200 && outcome.status < 300) return null;
  if (outcome.status >= 300 && outcome.status < 400) return 'redirected';
  return outcome.status === 410 ? 'gone' : 'answered_no';
}

function detailOf(outcome: PostOutcome): string | null {
  const text = outcome.kind === 'answered' ? outcome.text : outcome.detail;
  return text === '' ? null : text;
}

/** How long a receiver that is busy asks to be left alone, within a day; null when it does not. */
function retryAfterMs(outcome: PostOutcome, now: Date): number | null {
  if (outcome.kind !== 'answered' || ![429, 503].includes(outcome.status)) return null;
  const text = outcome.retryAfter ?? '';
  const ms = /^\d{1,9}$/.test(text)
    ? Number.parseInt(text, 10) * secondMs
    : Date.parse(text) - now.getTime();
  return ms > 0 ? Math.min(ms, retryAfterMaxMs) : null;
}
