import type { PaymentStart } from '@kindcart/contract';
import type { PaymentDetails } from '@kindcart/store';
import type { Words } from '../locales/words.ts';

/** What the fields of a payment are to show now. */
export interface FieldsView {
  /** Of the form, in whose language the fields speak. */
  readonly words: Pick<Words, 'lang'>;
  /** What is paid with them. */
  readonly payment: PaymentStart;
  /** While a payment is under way, nothing can be changed. */
  readonly locked: boolean;
  /** The donor is back from a bank's own page, so what became of it is asked before anything else. */
  readonly returned?: boolean;
}

/**
 * The fields of one payment provider. They are children of the form in the page's own tree, in its
 * slot `payment`, because providers cannot put theirs into a shadow root.
 */
export interface PaymentFields {
  /** Draws the fields anew; false where they cannot pay this payment and others are needed. */
  update(view: FieldsView): boolean;
  /** What the donor pays with; undefined after it has said beside each field what is wrong. */
  read(): PaymentDetails | undefined;
  /** Takes the fields, and what was typed, off the page. */
  remove(): void;
}

/**
 * Puts a provider's fields into the form, once they can be typed into; rejects where they cannot be
 * had, with nothing of them left on the page.
 *
 * @param pay - called when the donor pays in the fields themselves, as by Enter
 */
export type MountFields = (
  form: HTMLElement,
  view: FieldsView,
  pay: () => void,
) => PaymentFields | Promise<PaymentFields>;
