/** Addresses of refunds. */

import type { Id } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Api } from '../../http/api.ts';
import { answerText, serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import { withClaim } from '../claims.ts';
import { findRefund, insertRefund, lockDonation, toRefund } from './records.ts';
import { decideRefund } from './rules.ts';

export interface RefundParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newRefundId: () => Id<'refund'>;
  /** An errand to the provider was left. */
  readonly onAsked: () => void;
}

/** Hangs them on the house. */
export function registerRefunds(api: Api, parts: RefundParts): void {
  const { db } = parts;

  serve(api, 'createRefund', async ({ params, body, caller, idempotency }) => {
    const answer = await withClaim(db, idempotency, async (transaction) => {
      const donation = await lockDonation(transaction, caller, params.donationId);
      if (donation === undefined) refuse('donation_unknown');
      const decision = decideRefund(donation, body);
      if (!decision.ok) refuse(decision.code, { fields: [decision] });
      const now = parts.now();
      const id = parts.newRefundId();
      await insertRefund(transaction, donation, {
        id,
        amount: decision.amount,
        reason: body.reason,
        now,
      });
      return answerText('createRefund', {
        id,
        donationId: donation.id,
        amount: decision.amount,
        state: 'pending',
        reason: body.reason,
        createdAt: now.toISOString(),
        updatedAt: now.toISOString(),
      });
    });
    parts.onAsked();
    return answer ?? refuse('idempotency_key_reused');
  });

  serve(api, 'getRefund', async ({ params, caller }) => {
    const row = await findRefund(db, caller, params.refundId);
    if (row === undefined) refuse('refund_unknown');
    return toRefund(row);
  });
}
