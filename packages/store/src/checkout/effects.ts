/** What a checkout does on entering a state, each answered by the event that follows from it. */
import type { PageClient } from '@kindcart/client';
import type { PaymentStart } from '@kindcart/contract';
import type { PaymentAdapter, PaymentDetails } from './payments.ts';
import type { CheckoutEvent, Confirming, Creating, Processing } from './state.ts';

/**
 * Makes the donation, after the proof of work that the platform asked for. Where that fails, what
 * happened is what the platform said.
 *
 * @param isWanted - whether the donor still waits
 */
export async function create(
  client: PageClient,
  { request, proof: asked }: Creating,
  isWanted: () => boolean,
): Promise<CheckoutEvent> {
  let proof: string | undefined;
  const error = asked?.demand;
  if (error?.challenge) {
    try {
      proof = await (await import('./proof.ts')).solve(error.challenge, isWanted);
    } catch {
      // No solver came, or none is in this browser: the donor is told, and may try again.
      return { type: 'created', result: { ok: false, error } };
    }
  }
  return { type: 'created', result: await client.createDonation(request, proof ? { proof } : {}) };
}

/** Does what the donor asked for: pays, or answers the bank. */
export async function act(
  payments: PaymentAdapter,
  { payment }: Confirming,
  event: CheckoutEvent,
): Promise<CheckoutEvent> {
  const result = await (event.type === 'pay'
    ? pay(payments, payment, event.details)
    : payments.authenticate(payment, event.type === 'authenticate' && event.approve));
  return { type: 'stepped', result };
}

function pay(payments: PaymentAdapter, payment: PaymentStart, details: PaymentDetails) {
  return 'confirm' in details ? details.confirm(payment) : payments.confirm(payment, details);
}

/** Asks how the donation is. Asked again and again anyhow, so a failure is not retried here. */
export async function poll(
  client: PageClient,
  { donation }: Processing | Confirming,
): Promise<CheckoutEvent> {
  const params = { donationId: donation.id };
  const options = { retriesMax: 0, fresh: true };
  return { type: 'polled', result: await client.getDonationStatus({ params }, options) };
}
