import type { DonationStatus, Money } from '@kindcart/contract';
import type { ErrorCode } from '@kindcart/contract/errors';

/** Says that a donor has chosen a gift and goes on to pay; nothing is charged yet. */
export class KindDonateStartEvent extends Event {
  /** Id of the project. */
  readonly projectId: string;
  /** What the project is to get. */
  readonly gift: Money;

  constructor(projectId: string, gift: Money) {
    super('kind-donate-start', { bubbles: true, composed: true });
    this.projectId = projectId;
    this.gift = gift;
  }
}

/** Says that a gift was paid, as the platform confirmed it. Fires once for each donation. */
export class KindDonatedEvent extends Event {
  /** The donation as the platform told it. */
  readonly donation: DonationStatus;

  constructor(donation: DonationStatus) {
    super('kind-donated', { bubbles: true, composed: true });
    this.donation = donation;
  }
}

/** Says that a gift was not made. The donor has been told and can try again. */
export class KindDonateErrorEvent extends Event {
  /** Id of the project. */
  readonly projectId: string;
  /** Why, by the contract's closed union of codes. */
  readonly code: ErrorCode;

  constructor(projectId: string, code: ErrorCode) {
    super('kind-donate-error', { bubbles: true, composed: true });
    this.projectId = projectId;
    this.code = code;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'kind-donate-start': KindDonateStartEvent;
    'kind-donated': KindDonatedEvent;
    'kind-donate-error': KindDonateErrorEvent;
  }
}
