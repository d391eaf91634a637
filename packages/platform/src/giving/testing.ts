/**
 * Giving in memory, written for plainness: what the platform must answer and end with, whatever
 * donors, charities and the provider do. It knows nothing of SQL, ledgers or HTTP.
 */
import type { DonationState, PaymentSnapshot, ProblemCode, RefundState } from '@kindcart/contract';

/** A refund as the charity sees it. */
interface ModelRefund {
  readonly id: string;
  readonly amount: number;
  state: RefundState;
}

/** A donation as everybody sees it. */
export class ModelDonation {
  state: DonationState = 'pending';
  refunded = 0;
  readonly refunds: ModelRefund[] = [];
  #heardVersion = 0;
  readonly gift: number;
  readonly charge: number;
  readonly expiresAtMs: number;

  constructor(gift: number, charge: number, expiresAtMs: number) {
    this.gift = gift;
    this.charge = charge;
    this.expiresAtMs = expiresAtMs;
  }

  get isPaid(): boolean {
    return ['succeeded', 'partially_refunded', 'refunded'].includes(this.state);
  }

  /** What the project has of it: the gift less its share of what went back, half a unit rounded up. */
  get kept(): number {
    if (!this.isPaid) return 0;
    const [gift, refunded, charge] = [this.gift, this.refunded, this.charge].map(BigInt);
    if (gift === undefined || refunded === undefined || charge === undefined) return 0;
    return Number(gift - (2n * gift * refunded + charge) / (2n * charge));
  }

  /** The provider's word: the whole state, so only the newest counts. */
  hear(payment: PaymentSnapshot): void {
    if (payment.version <= this.#heardVersion) return;
    this.#heardVersion = payment.version;
    for (const refund of this.refunds) {
      const said = payment.refunds.find(({ id }) => id === refund.id);
      if (said !== undefined) refund.state = said.state;
    }
    const paid = this.isPaid || payment.state === 'succeeded';
    this.refunded = payment.refunds
      .filter(({ state }) => state === 'succeeded')
      .reduce((sum, { amount }) => sum + amount.amount, 0);
    if (paid) this.#becomePaid();
    else if (payment.state !== 'requires_action') this.state = payment.state;
    else if (this.state !== 'expired') this.state = 'pending';
  }

  #becomePaid(): void {
    if (this.refunded === 0) this.state = 'succeeded';
    else this.state = this.refunded === this.charge ? 'refunded' : 'partially_refunded';
  }

  /** How much a refund gives back, or why none does. */
  decideRefund(amount: number | null): number | ProblemCode {
    const asked = this.refunds
      .filter(({ state }) => state !== 'failed')
      .reduce((sum, refund) => sum + refund.amount, 0);
    const left = this.charge - Math.max(asked, this.refunded);
    if (!this.isPaid || left === 0) return 'donation_not_refundable';
    if (amount !== null && amount > left) return 'refund_too_large';
    return amount ?? left;
  }

  /** Time goes by. */
  expire(nowMs: number): void {
    if (this.state === 'pending' && this.expiresAtMs < nowMs) this.state = 'expired';
  }
}

/** What a project shows of its donations. */
export function totalsOf(donations: readonly ModelDonation[]): { raised: number; count: number } {
  return {
    raised: donations.reduce((sum, donation) => sum + donation.kept, 0),
    count: donations.filter(({ isPaid, state }) => isPaid && state !== 'refunded').length,
  };
}
