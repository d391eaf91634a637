/** Brings refunds that were asked for to their provider, until it has taken each. */
import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import { failRefund, takeRefundErrands } from '../giving/refunds/records.ts';
import { finishErrand } from '../jobs/errands.ts';
import { type ProviderNamed, RefundRefusedError } from './port.ts';

const errandsPerRound = 20;

/** One round; says how many errands it took up. What fails comes back later, more and more slowly. */
export async function refundRound(
  db: Kysely<Database>,
  providerNamed: ProviderNamed,
  onError: (name: string, error: unknown) => void,
): Promise<number> {
  const errands = await takeRefundErrands(db, errandsPerRound);
  for (const errand of errands) {
    try {
      const provider = providerNamed(errand.provider, errand.livemode);
      if (provider === undefined) throw new Error(`No provider takes refund ${errand.refundId}`);
      await provider.refund(errand);
      await finishErrand(db, errand.organizationId, errand.refundId);
    } catch (error) {
      onError('refund errand', error);
      if (error instanceof RefundRefusedError) await failRefund(db, errand);
    }
  }
  return errands.length;
}
