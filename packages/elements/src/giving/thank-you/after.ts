import type { DonationStatus } from '@kindcart/contract';
import { html, nothing } from 'lit';
import { safeUrl } from '../../internal/safe-url.ts';
import { wordsNow } from '../../internal/words.ts';
import { after as english } from '../../locales/after.en.ts';

/** What follows a gift, as far as the page knows it. */
export interface AfterModel {
  readonly donation: DonationStatus;
  readonly locale: string;
  /** The project's title; undefined while it is not known. */
  readonly title: string | undefined;
  /** What the donor told on this page; undefined where the gift was made on another. */
  readonly told: { readonly email: string | null; readonly news: boolean } | undefined;
  /** The address to share; the page's own where there is none. */
  readonly shareUrl: string | undefined;
}

/** What happens next, and the way to tell others. */
export function afterView(model: AfterModel) {
  const words = wordsNow(model.locale, english)?.after;
  if (!words) return nothing;
  const { told, title } = model;
  const receipt = told?.email ? words.receiptTo(told.email) : !told && words.receiptMaybe;
  const steps = [receipt, told?.news && words.news].filter((step) => typeof step === 'string');
  const address = addressOf(model.shareUrl);
  const share = async (event: Event) => {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return;
    const shared = { title: title ?? '', text: title ? words.shareText(title) : '', url: address };
    const said = await shareOrCopy(shared, words);
    const place = currentTarget.nextElementSibling;
    if (place) place.textContent = said;
  };
  return html`<slot name="next">
      ${
        steps.length > 0
          ? html`<div part="next" class="next">
              <b>${words.title}</b>
              <ul>
                ${steps.map((step) => html`<li>${step}</li>`)}
              </ul>
            </div>`
          : nothing
      }
    </slot>
    <button part="share" class="secondary" type="button" @click=${share}>${words.share}</button>
    <p class="muted" role="status"></p>`;
}

/** The page's own address by its word for it, without what may say who somebody is. */
function addressOf(wanted: string | undefined): string {
  const canonical = document.querySelector('link[rel=canonical]')?.getAttribute('href');
  const { origin, pathname, href } = location;
  return safeUrl(wanted, href) ?? safeUrl(canonical, href) ?? origin + pathname;
}

type ShareWords = NonNullable<ReturnType<typeof wordsNow<'after'>>>['after'];

/** Hands it to the device, or else to the clipboard; answers with what there is to say of it. */
async function shareOrCopy(
  shared: Required<Pick<ShareData, 'title' | 'text' | 'url'>>,
  words: ShareWords,
) {
  if (navigator.canShare?.(shared)) {
    try {
      await navigator.share(shared);
      return '';
    } catch (error) {
      // Whoever changed their mind wants no copy, either.
      if (error instanceof DOMException && error.name === 'AbortError') return '';
    }
  }
  try {
    await navigator.clipboard.writeText(shared.url);
    return words.copied;
  } catch {
    return `${words.copyThis} ${shared.url}`;
  }
}
