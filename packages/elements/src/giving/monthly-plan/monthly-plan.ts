import type { Project } from '@kindcart/contract';
import { formatMoney, type Money } from '@kindcart/contract/money';
import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { KindElement } from '../../internal/base.ts';
import { LocaleController } from '../../internal/locale-controller.ts';
import { isOpenPlace, openPlace } from '../../internal/open-place.ts';
import { parts } from '../../internal/parts.styles.ts';
import { ProjectController } from '../../internal/project-controller.ts';
import { reportToAuthor } from '../../internal/report.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import { monthlyPlan } from '../../locales/plan.en.ts';
import type { WordsOfPlan } from '../../locales/words.ts';
import type { DonateDialog } from '../donate-button/donate-dialog.ts';
import { repeated } from '../next-payment.ts';
import { styles } from './monthly-plan.styles.ts';
import { amountOfTier, type Tier, tiersOf } from './tiers.ts';

/**
 * @summary Offers monthly giving: a few amounts, and what each of them does.
 *
 * Each child with `data-amount`, in the project's currency such as `50` or `12.50`, is one tier; its
 * text says what that much does each month. Without such children the project's suggested amounts
 * are offered. Choosing one opens the form with just that chosen, and nothing is given yet.
 *
 * @slot - The tiers. Other children are shown where giving is not possible, such as a link.
 * @slot dialog - Where the element puts the dialog that it opens.
 * @event kind-open - The form was opened.
 * @event kind-close - The form was closed.
 * @event kind-donate-start - The donor has chosen a gift and goes on to pay.
 * @event kind-donated - The first gift was paid.
 * @csspart tiers - The list of the tiers.
 * @csspart tier - One tier, a button.
 * @csspart amount - The amount of a tier.
 * @csspart other - The button for another amount.
 * @csspart freedom - Says that it can be changed and stopped.
 * @csspart note - Says why there is nothing to choose.
 * @csspart retry - The button to load again.
 * @cssproperty --kind-accent - The one colour that stands out.
 * @cssproperty --kind-radius - Roundness of corners.
 * @cssproperty --kind-gap - Room between the parts.
 */
export class KindMonthlyPlan extends KindElement {
  static override styles = [tokens, parts, styles];

  readonly #locale = new LocaleController(this, () => this.ownSettings, monthlyPlan);
  readonly #source = new ProjectController(this, () => this.ownSettings);
  #dialog: Promise<DonateDialog> | undefined;

  /** The children that are tiers; none on a server, which knows no children. */
  @state() private tiers: readonly Tier[] = [];

  /** Id of the project, `prj_…`. */
  @property() project?: string | undefined;

  /** What the form asks beside the amount, as `ask` of `kind-donate-form`. */
  @property() ask?: string | undefined;

  override connectedCallback(): void {
    // Over markup that a server made, the first drawing is the server's.
    if (!this.shadowRoot) this.#readTiers();
    super.connectedCallback();
    if (isOpenPlace(this)) void this.#show();
  }

  override firstUpdated(): void {
    this.#readTiers();
  }

  #readTiers(): void {
    const tiers = tiersOf(this);
    const isSame = JSON.stringify(tiers) === JSON.stringify(this.tiers);
    if (!isSame) this.tiers = tiers;
  }

  /** Fetches the form's code ahead of the click. */
  #prepare(): void {
    import('../donate-button/donate-dialog.ts').catch(() => {
      // Nobody has asked for the form yet; the click tries again and knows what to do.
    });
  }

  /** @param gift - undefined where the donor is still to say how much, or goes on after a reload */
  async #show(begun?: { readonly gift: Money | undefined }): Promise<void> {
    try {
      this.#dialog ??= import('../donate-button/donate-dialog.ts').then(
        (found) => new found.DonateDialog(this),
      );
      const dialog = await this.#dialog;
      openPlace(this);
      const label = this.renderRoot.querySelector('.plan')?.getAttribute('aria-label') ?? '';
      await dialog.show(begun && { ...begun, interval: 'month' }, label);
    } catch (error) {
      this.#dialog = undefined;
      throw error;
    }
  }

  /** Asks the platform for the project again. */
  reload(): void {
    this.#source.reload();
  }

  #renderTier(
    project: Project | undefined,
    { name, amount }: Tier,
    words: WordsOfPlan | undefined,
  ) {
    const gift = project && amountOfTier(amount, project);
    if (project && !gift) {
      reportToAuthor(this.localName, { message: `data-amount="${amount}" is no amount to give.` });
      return nothing;
    }
    return html`<li>${this.#renderButton(gift, words, html`<slot name=${name} @slotchange=${this.#readTiers}></slot>`)}</li>`;
  }

  #renderButton(gift: Money | undefined, words: WordsOfPlan | undefined, does: unknown) {
    const { locale } = this.#locale;
    const plain = gift && formatMoney(gift, locale, { withoutZeroFraction: true });
    return html`<button
      part="tier"
      class="tier"
      type="button"
      aria-haspopup="dialog"
      ?disabled=${!plain}
      @click=${() => this.#show({ gift })}
    >
      <span part="amount" class="amount">
        ${plain && words ? html`<bdi>${repeated(plain, 'month', words)}</bdi>` : html`<span class="bone"></span><span class="visually-hidden">${words?.common.loading ?? '…'}</span>`}
      </span>
      ${does}
    </button>`;
  }

  #renderPlan(project: Project | undefined, words: WordsOfPlan | undefined) {
    const offered = project ? project.suggestedAmounts : [undefined, undefined, undefined];
    const name = project && words?.plan.name(`\u2068${project.title}\u2069`);
    return html`<div
      class="plan"
      role="group"
      aria-label=${name ?? nothing}
      aria-busy=${project ? nothing : 'true'}
      @pointerover=${this.#prepare}
      @focusin=${this.#prepare}
    >
      <ul part="tiers" class="tiers" role="list">
        ${
          this.tiers.length > 0
            ? this.tiers.map((tier) => this.#renderTier(project, tier, words))
            : offered.map((gift) => html`<li>${this.#renderButton(gift, words, nothing)}</li>`)
        }
      </ul>
      <p class="below">
        <button
          part="other"
          class="link"
          type="button"
          aria-haspopup="dialog"
          ?disabled=${!project}
          @click=${() => this.#show({ gift: undefined })}
        >
          ${words?.plan.otherAmount}
        </button>
        <span part="freedom" class="muted">${words?.plan.freedom}</span>
      </p>
      <slot hidden @slotchange=${this.#readTiers}></slot>
    </div>`;
  }

  #renderNote(text: string, words?: WordsOfPlan) {
    return html`<p part="note" role="status">
        ${text}
        ${
          words
            ? html`<button part="retry" class="link" type="button" @click=${this.reload}>
                ${words.common.tryAgain}
              </button>`
            : nothing
        }
      </p>
      <slot></slot>`;
  }

  #renderView(words: WordsOfPlan | undefined) {
    const { view } = this.#source;
    if (!words || view.status === 'loading') return this.#renderPlan(undefined, words);
    const { common, plan } = words;
    switch (view.status) {
      case 'ready':
        return view.project.state === 'closed'
          ? this.#renderNote(common.projectClosed)
          : this.#renderPlan(view.project, words);
      case 'offline':
        return this.#renderNote(`${common.noConnection} ${common.noConnectionHow}`, words);
      case 'error':
        return this.#renderNote(plan.loadFailed, words);
      case 'unknown':
        return this.#renderNote(common.projectUnknown);
      default:
        return this.#renderNote(common.unavailable);
    }
  }

  override render() {
    const { words } = this.#locale;
    return html`<div lang=${words?.lang ?? nothing}>${this.#renderView(words)}</div>
      <slot name="dialog" @kind-close=${() => openPlace()}></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-monthly-plan': KindMonthlyPlan;
  }
}
