import type { DonorRecurringGift, Id } from '@kindcart/contract';
import type { DonorPage } from '@kindcart/store/donor';
import { html, nothing, type ReactiveElement } from 'lit';
import { wordsNow } from '../../internal/words.ts';
import type { WordsOfVisit } from '../../locales/donor-words.ts';
import { form } from '../../locales/form.en.ts';
import { pay } from '../../locales/pay.en.ts';
import { visit } from '../../locales/visit.en.ts';
import type { WordsOfPaying } from '../../locales/words.ts';
import { donorWordsNow } from './donor-words.ts';

/** What a panel has of its surroundings. */
export interface PanelContext {
  readonly host: ReactiveElement;
  readonly page: DonorPage;
  readonly connection: { readonly baseUrl: string; readonly key: string };
  readonly locale: () => string;
  /** The donor closes it. */
  readonly close: () => void;
  /** The platform has confirmed another card. */
  readonly taken: () => void;
}

const english = { ...form, ...pay };

/** The words of panels and payment fields; whoever opened one has waited for them. */
export function panelWords({ locale }: PanelContext): WordsOfPaying & Pick<WordsOfVisit, 'visit'> {
  const tag = locale();
  return { ...(wordsNow(tag, english) ?? english), ...(donorWordsNow(tag, visit) ?? visit) };
}

/** The gift as last told. */
export function giftOf(
  { page }: PanelContext,
  id: Id<'recurringGift'>,
): DonorRecurringGift | undefined {
  const state = page.get();
  return state.status === 'open' ? state.recurring.items.find((gift) => gift.id === id) : undefined;
}

/** Whether something is being done to the gift just now. */
export function isBusyWith({ page }: PanelContext, id: Id<'recurringGift'>): boolean {
  const state = page.get();
  return state.status === 'open' && state.acts[id]?.error === null;
}

/** The two buttons below a panel: what it does, and the way back. */
export function panelButtons(
  context: PanelContext,
  { act, busy, back }: { readonly act: string; readonly busy: boolean; readonly back?: string },
  press?: () => void,
) {
  const { visit: words } = panelWords(context);
  return html`<div class="acts">
    <button
      class="primary act"
      type=${press ? 'button' : 'submit'}
      aria-disabled=${busy ? 'true' : nothing}
      @click=${press && (() => !busy && press())}
    >
      ${busy ? words.oneMoment : act}
    </button>
    <button class="secondary" type="button" @click=${context.close}>${back ?? words.back}</button>
  </div>`;
}

/** Closes a panel by the key that closes things. */
export function closeByEscape(context: PanelContext) {
  return (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.isComposing) context.close();
  };
}
