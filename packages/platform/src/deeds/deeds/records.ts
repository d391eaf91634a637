/** Deeds as rows: those under review, and the days of a participant. */
import type { Deed } from '@kindcart/contract';
import type { DeedRow } from './batch.ts';

/** A deed as it is told. */
export function toDeed(row: DeedRow, currency: string): Deed {
  return {
    id: row.id,
    challengeId: row.challenge_id,
    participantId: row.participant_id,
    day: row.day,
    quantity: row.quantity,
    source: row.source,
    counter: row.counter,
    state: row.state,
    reason: row.reason,
    counted: row.counted,
    given: { amount: row.given_amount, currency },
    limitedBy: row.limited_by,
    livemode: row.livemode,
    createdAt: row.created_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
  };
}
