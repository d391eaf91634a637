import { html, nothing } from 'lit';
import type { CartSpeech } from './cart-locale.ts';

/** A heart, full where something is sure. */
export function heart(isFull: boolean) {
  return html`<svg class=${isFull ? 'full' : ''} viewBox="0 0 24 24" aria-hidden="true">
    <path d="M12 20S4 15 4 9.5A4.2 4.2 0 0 1 12 7.6 4.2 4.2 0 0 1 20 9.5C20 15 12 20 12 20Z" />
  </svg>`;
}

/** Says that what is shown is no real money, or not even a real shop. */
export function markOf(
  words: CartSpeech<'sums'>,
  { isSample, livemode }: { readonly isSample: boolean; readonly livemode: boolean },
) {
  if (isSample) return html`<p part="sample" class="mark">${words.sums.sample}</p>`;
  if (livemode) return nothing;
  return html`<p part="test-mode" class="mark">${words.common.testMode}</p>`;
}

/** Room and movement while something is on its way. */
export function skeleton() {
  return html`<div class="box" aria-busy="true">
    <div class="bone line"></div>
    <div class="bone short"></div>
  </div>`;
}

/** What is wrong, and the way to ask again where that may help. */
export function note(text: string, retry?: { readonly label: string; readonly again: () => void }) {
  return html`<div class="box">
      <p part="note" role="status">${text}</p>
      ${
        retry
          ? html`<p>
              <button part="retry" class="link" type="button" @click=${retry.again}>
                ${retry.label}
              </button>
            </p>`
          : nothing
      }
    </div>
    <slot></slot>`;
}
