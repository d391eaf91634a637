import type { Money } from '@kindcart/contract';
import type { Held } from '@kindcart/store/adoption';
import type { KindDonateErrorEvent } from '../../events/donate.ts';
import type { KindDonateForm } from '../../giving/donate-form/donate-form.ts';
import type { KindElement } from '../../internal/base.ts';
import { Lazy } from '../../internal/lazy.ts';

/**
 * The donation form in which a tree is paid. It is a child of the picker in the page's own tree, not in
 * its shadow, because payment providers can only put fields there.
 */
export class PayForm {
  readonly #host: KindElement;
  readonly #code: Lazy<unknown>;
  readonly #onRefused: () => void;
  #form: KindDonateForm | undefined;
  #shown = '';

  /**
   * @param load - defines the form
   * @param onRefused - the platform does not take the gift for the adoption any more
   */
  constructor(host: KindElement, load: () => Promise<unknown>, onRefused: () => void) {
    this.#host = host;
    this.#code = new Lazy(host, load);
    this.#onRefused = onRefused;
  }

  /** Whether its code could not be fetched. */
  get failed(): boolean {
    return this.#code.failed;
  }

  /** Fetches its code. */
  fetch(): void {
    this.#code.fetch();
  }

  /** Shows the form for the next share of a held place; without one it goes, but never in mid-payment. */
  show(state: Held | undefined, title: string): void {
    const isWanted = state && (state.share || state.paying !== 'open');
    if (!isWanted) this.drop();
    else if (!this.#code.failed) this.fetch();
    if (isWanted && this.#code.module && state.share) this.#place(state, state.share, title);
  }

  #place(state: Held, gift: Money, title: string): void {
    const { id, projectId } = state.adoption;
    if (this.#form && this.#form.settled?.adoptionId !== id) this.drop();
    const form = this.#form ?? this.#make();
    const { publishableKey, baseUrl, locale } = this.#host;
    const settled = { adoptionId: id, gift, title };
    const shown = JSON.stringify([publishableKey, baseUrl, locale, settled]);
    if (shown !== this.#shown) {
      this.#shown = shown;
      Object.assign(form, { project: projectId, publishableKey, baseUrl, locale, settled });
    }
    if (!form.isConnected) this.#host.append(form);
  }

  /** Takes it off the page. */
  drop(): void {
    this.#form?.remove();
    this.#form = undefined;
    this.#shown = '';
  }

  #make(): KindDonateForm {
    const form = document.createElement('kind-donate-form');
    form.slot = 'form';
    form.ask = 'email news';
    form.addEventListener('kind-donate-error', (event) => this.#onError(event));
    this.#form = form;
    return form;
  }

  #onError({ code }: KindDonateErrorEvent): void {
    if (/^adoption_/.test(code)) this.#onRefused();
  }
}
