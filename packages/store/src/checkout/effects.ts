/** What a checkout does on entering a state, each answered by the event that follows from it. */
import type { PageClient } from '@kindcart/client';
import type { PaymentStart } from '@kindcart/contract';
import type { PaymentAdapter, PaymentDetails } from './payments.ts';
import type { CheckoutEvent, Confirming, Creating, Processing } from './state.ts';

/**
 * Makes the donation, after the proof of work where the platform has asked for one.
 *
 * @param isWanted - whether the donor still waits
 */
export async function create(
  client: PageClient,
  { request, proof }: Creating,
  isWanted: () => boolean,
): Promise<CheckoutEvent> {
  if (!proof) return { type: 'created', result: await client.createDonation(request) };
  const { demand: error } = proof;
  // Where no proof can be had, what happened is what the platform said.
  return import('./proof.ts')
    .then(({ solve }) => solve(error, isWanted))
    .then(
      async (solved) => ({
        type: 'created',
        result: await client.createDonation(request, { proof: solved }),
      }),
      () => ({ type: 'created', result: { ok: false, error } }),
    );
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
