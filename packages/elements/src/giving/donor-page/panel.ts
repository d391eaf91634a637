import type { Id } from '@kindcart/contract';
import type { ActName } from '@kindcart/store/donor';
import type { CardWay } from '@kindcart/store/donor-card';
import type { TemplateResult } from 'lit';

/** What can be opened on a monthly or yearly gift. */
export type PanelKind = Extract<ActName, 'change' | 'pause' | 'cancel'> | 'card';

/** What is open, and on which gift. */
export interface PanelOf {
  readonly kind: PanelKind;
  readonly id: Id<'recurringGift'>;
  /** Of a card: the donor is back from a bank's own page. */
  readonly way?: CardWay;
}

/** Something that is open on a gift. */
export interface Panel {
  readonly render: () => TemplateResult;
  /** Called after each drawing. */
  readonly updated: () => void;
  /** Takes what it put on the page off it. */
  readonly stop: () => void;
}
