import type { ReceiptEntry, ReceiptState } from '@kindcart/store/receipt';
import { html, nothing } from 'lit';
import { paperLink } from '../../internal/paper-link.ts';
import { wordsNow } from '../../internal/words.ts';
import { after } from '../../locales/after.en.ts';
import { common } from '../../locales/common.en.ts';
import type { Words } from '../../locales/words.ts';

type ReceiptWords = Pick<Words, 'after' | 'common'>;

/** The button that asks for the receipt, and its links in the same room once it is there. */
export function receiptView(receipt: ReceiptEntry, locale: string) {
  const words = wordsNow(locale, { ...after, ...common });
  if (!words) return nothing;
  const state = receipt.get();
  return html`<div class="act">
    ${state.status === 'there' ? papers(state, words) : askButton(state, receipt, words)}
    <p part="receipt-note" class="muted" role="status">${noteOf(state, words)}</p>
  </div>`;
}

function papers({ receipt }: Extract<ReceiptState, { status: 'there' }>, { after }: ReceiptWords) {
  const { kind, links } = receipt;
  // Isolated, so that the words around it cannot turn it.
  const number = `\u2066${receipt.number}\u2069`;
  const name = kind === 'receipt' ? after.receiptNumber(number) : after.confirmationNumber(number);
  return html`<p part="receipt" class="papers">
    ${paperLink(links.html, name)} ${paperLink(links.pdf, after.pdf, `${name}, ${after.pdf}`)}
  </p>`;
}

function askButton({ status }: ReceiptState, { ask }: ReceiptEntry, words: ReceiptWords) {
  const { after, common } = words;
  const asking = status === 'asking';
  const label = status === 'unasked' ? after.receipt : common.tryAgain;
  return html`<button
    part="receipt"
    class="secondary"
    type="button"
    aria-disabled=${asking ? 'true' : nothing}
    @click=${ask}
  >
    ${asking ? after.receiptAsked : label}
  </button>`;
}

/** Why there are no links. */
function noteOf(state: ReceiptState, { after, common }: ReceiptWords): string {
  if (state.status === 'none') return after.receiptNone;
  if (state.status !== 'failed') return '';
  const offline = state.code === 'network_error' || state.code === 'timeout';
  return offline ? `${common.noConnection} ${common.noConnectionHow}` : after.receiptFailed;
}
