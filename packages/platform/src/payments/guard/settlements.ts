/** Between the providers' events and the books: whatever was declined is told to the guard, too. */
import type { EventOutcome, PaymentEvent } from '../../giving/donations/settlement.ts';
import type { GroupCommit } from '../../ledger/group-commit.ts';
import type { ProviderNamed } from '../port.ts';
import type { Guard } from './guard.ts';

export interface HeedParts {
  readonly guard: Pick<Guard, 'declined'>;
  readonly providerNamed: ProviderNamed;
  readonly onError: (name: string, error: unknown) => void;
}

type Settlements = GroupCommit<PaymentEvent, EventOutcome>;

/**
 * Settlements that tell the guard. An event that is not a decline goes straight through. What fails
 * here is logged and fails no event: the books are right, and one decline less is counted.
 */
export function heedDeclines(settlements: Settlements, parts: HeedParts): Settlements {
  return {
    ...settlements,
    submit(event) {
      const settled = settlements.submit(event);
      if (!event.isDecline) return settled;
      return settled.then(async (outcome) => {
        if (outcome === 'applied' || outcome === 'older') {
          await heed(event, parts).catch((error: unknown) => parts.onError('guard', error));
        }
        return outcome;
      });
    },
  };
}

async function heed(event: PaymentEvent, { guard, providerNamed }: HeedParts): Promise<void> {
  const { organizationId, provider, payment } = event;
  const { reference, cardFingerprint } = payment;
  const isSpent = await guard.declined({
    organizationId,
    provider,
    eventId: event.id,
    reference,
    cardFingerprint,
  });
  if (isSpent) await providerNamed(provider, event.livemode)?.close?.(organizationId, reference);
}
