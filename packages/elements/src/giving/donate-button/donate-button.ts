import { html } from 'lit';
import { property, state } from 'lit/decorators.js';
import { KindElement } from '../../internal/base.ts';
import { isOpenPlace, openPlace } from '../../internal/open-place.ts';
import { safeUrl } from '../../internal/safe-url.ts';
import { styles } from './donate-button.styles.ts';
import type { DonateDialog } from './donate-dialog.ts';

/**
 * @summary Opens a project's donation form over the page.
 *
 * Its child is a link to the project's own page: the label of the button, and what a donor
 * follows where scripts are off or have not arrived. The button turns that same link into itself,
 * so nothing jumps and focus stays. Without a link, text will do.
 *
 * @slot - The link, or a text, that is the button's label.
 * @slot dialog - Where the element puts the dialog that it opens.
 * @event kind-open - The form was opened.
 * @event kind-close - The form was closed.
 * @event kind-donated - A gift was paid.
 * @csspart button - The button, where the child is no link.
 * @cssproperty --kind-accent - Colour of the button.
 * @cssproperty --kind-on-accent - Colour of the label.
 * @cssproperty --kind-radius - Roundness of corners.
 * @cssproperty --kind-button-background - Colour of this button alone.
 * @cssproperty --kind-button-color - Colour of this button's label alone.
 * @cssproperty --kind-button-padding - Room around the label.
 * @cssproperty --kind-button-radius - Roundness of this button alone.
 */
export class KindDonateButton extends KindElement {
  static override styles = styles;

  #dialog: Promise<DonateDialog> | undefined;

  /** Whether there is no link among the children, so that the element brings a button. */
  @state() private linkless = false;

  /** Id of the project, `prj_…`. */
  @property() project?: string | undefined;

  /** What the form asks beside the amount, as `ask` of `kind-donate-form`. */
  @property() ask?: string | undefined;

  /** Leaves the link as the page styles it. */
  @property({ type: Boolean }) unstyled = false;

  override connectedCallback(): void {
    // Over markup that a server made, the first drawing is the server's, which knows no children.
    if (!this.shadowRoot) this.#readLink();
    super.connectedCallback();
    if (isOpenPlace(this)) void this.open();
  }

  override firstUpdated(): void {
    this.#readLink();
  }

  get #link(): HTMLElement | null {
    return this.querySelector<HTMLElement>(':scope > :not([slot])');
  }

  /** Tells assistive technology that the link acts as a button now. */
  #readLink(): void {
    const link = this.#link;
    this.linkless = !link;
    link?.setAttribute('role', 'button');
    link?.setAttribute('aria-haspopup', 'dialog');
  }

  #onClick(event: MouseEvent): void {
    // A donor who asks for a new tab or window gets the link's page there.
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void this.open();
  }

  #onKeydown(event: KeyboardEvent): void {
    // What is announced as a button must answer to Space, which links do not.
    if (event.key !== ' ') return;
    event.preventDefault();
    void this.open();
  }

  /** Fetches the form's code ahead of the click. */
  #prepare(): void {
    import('./donate-dialog.ts').catch(() => {
      // Nobody has asked for the form yet; the click tries again and knows what to do.
    });
  }

  /** Opens the form. Where its code cannot be fetched, the donor goes to the link's page. */
  async open(): Promise<void> {
    const link = this.#link;
    link?.setAttribute('aria-busy', 'true');
    try {
      this.#dialog ??= import('./donate-dialog.ts').then((found) => new found.DonateDialog(this));
      const dialog = await this.#dialog;
      openPlace(this);
      await dialog.show();
    } catch (error) {
      this.#dialog = undefined;
      const page = safeUrl(link?.getAttribute('href'), document.baseURI);
      if (!page) throw error;
      location.assign(page);
    } finally {
      link?.removeAttribute('aria-busy');
    }
  }

  override render() {
    const label = this.linkless
      ? html`<button
          part="button"
          type="button"
          aria-haspopup="dialog"
          @click=${this.#onClick}
          @pointerover=${this.#prepare}
          @focusin=${this.#prepare}
        >
          <slot @slotchange=${this.#readLink}></slot>
        </button>`
      : html`<slot
          class="label"
          @slotchange=${this.#readLink}
          @click=${this.#onClick}
          @keydown=${this.#onKeydown}
          @pointerover=${this.#prepare}
          @focusin=${this.#prepare}
        ></slot>`;
    return html`${label}<slot name="dialog" @kind-close=${() => openPlace()}></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-donate-button': KindDonateButton;
  }
}
