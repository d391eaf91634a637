import type { PaymentDetails } from '@kindcart/store';
import type { WordsOfForm } from '../locales/words.ts';

/** What the fields of a payment are to show now. */
export interface FieldsView {
  readonly words: WordsOfForm;
  /** While a payment is under way, nothing can be changed. */
  readonly locked: boolean;
}

/**
 * The fields of one payment provider. They are children of the form in the page's own tree, in its
 * slot `payment`, because providers cannot put theirs into a shadow root.
 */
export interface PaymentFields {
  /** Draws the fields anew. */
  update(view: FieldsView): void;
  /** What the donor typed; undefined after it has said beside each field what is wrong. */
  read(): PaymentDetails | undefined;
  /** Takes the fields, and what was typed, off the page. */
  remove(): void;
}
