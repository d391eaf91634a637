import type { Money, PledgePreview } from '@kindcart/contract';

/** Says what the cart would give now, as the platform answered. Fires for each answer. */
export class KindCartPledgedEvent extends Event {
  /** The platform's answer: by which promises, how much, to whom, and why nothing by others. */
  readonly preview: PledgePreview;

  constructor(preview: PledgePreview) {
    super('kind-cart-pledged', { bubbles: true, composed: true });
    this.preview = preview;
  }
}

/** Says that the shopper adds a gift to the cart, another one, or none any more. */
export class KindRoundUpEvent extends Event {
  /** What to add to the cart; an amount of 0 takes the gift back. */
  readonly amount: Money;
  /** Id of the project that gets it. */
  readonly projectId: string;
  /** A name for the cart's line, in the shopper's language. */
  readonly lineName: string;

  constructor(amount: Money, projectId: string, lineName: string) {
    super('kind-round-up', { bubbles: true, composed: true });
    this.amount = amount;
    this.projectId = projectId;
    this.lineName = lineName;
  }
}

/** Says that the shopper chose a project, now or earlier in this tab. */
export class KindCauseChosenEvent extends Event {
  /** Id of the project. */
  readonly projectId: string;

  constructor(projectId: string) {
    super('kind-cause-chosen', { bubbles: true, composed: true });
    this.projectId = projectId;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'kind-cart-pledged': KindCartPledgedEvent;
    'kind-round-up': KindRoundUpEvent;
    'kind-cause-chosen': KindCauseChosenEvent;
  }
}
