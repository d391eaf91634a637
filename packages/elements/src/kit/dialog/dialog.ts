import { html } from 'lit';
import { property } from 'lit/decorators.js';
import { KindCloseEvent, KindCloseRequestEvent, KindOpenEvent } from '../../events/open-close.ts';
import { KindElement } from '../../internal/base.ts';
import { LocaleController } from '../../internal/locale-controller.ts';
import { parts } from '../../internal/parts.styles.ts';
import { lockScroll } from '../../internal/scroll-lock.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import { form } from '../../locales/form.en.ts';
import { styles } from './dialog.styles.ts';

/**
 * @summary A modal dialog: a sheet from below on a phone, a card in the middle elsewhere.
 *
 * Focus stays inside while it is open and goes back to where it was. Escape, the close button and
 * the backdrop ask first, by `kind-close-request`.
 *
 * @slot - What the dialog shows.
 * @event kind-open - It was opened.
 * @event kind-close-request - It is asked to close; cancelable.
 * @event kind-close - It was closed.
 * @csspart dialog - The dialog itself.
 * @csspart close - The close button.
 * @cssproperty --kind-surface - Colour of the dialog.
 * @cssproperty --kind-text - Colour of its text.
 * @cssproperty --kind-radius - Roundness of corners.
 */
export class KindDialog extends KindElement {
  static override styles = [tokens, parts, styles];

  readonly #locale = new LocaleController(this, () => this.ownSettings, form);
  #unlock: (() => void) | undefined;
  /** From its opening until it was told that it is closed. */
  #isShown = false;

  /** What the dialog is about, for screen readers. */
  @property() label = '';

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release();
  }

  /**
   * Only here can a page refuse Escape for certain: a browser closes a dialog at the second Escape
   * in a row without asking. It listens at the document because focus is on the body when what
   * had it has gone.
   */
  readonly #onKeydown = (event: KeyboardEvent): void => {
    const ours = event.composedPath().includes(this) || event.target === document.body;
    if (event.key !== 'Escape' || event.defaultPrevented || !ours) return;
    event.preventDefault();
    this.requestClose();
  };

  #onCancel(event: Event): void {
    // The back gesture of phones comes here. A `cancel` may also bubble up from a file chooser.
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    this.requestClose();
  }

  #onPointerdown(event: PointerEvent): void {
    // Pressing and not clicking, since a drag that selects text may end outside of the dialog.
    if (event.target === event.currentTarget) this.requestClose();
  }

  #release(): void {
    this.#unlock?.();
    this.#unlock = undefined;
    document.removeEventListener('keydown', this.#onKeydown);
  }

  /** A browser tells it in the next frame, when the dialog may be open again: then `show` has told it. */
  #onClose(): void {
    if (!this.open) this.#tellClosed();
  }

  #tellClosed(): void {
    if (!this.#isShown) return;
    this.#isShown = false;
    this.#release();
    this.dispatchEvent(new KindCloseEvent());
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  /** Whether it is shown. */
  get open(): boolean {
    return this.#dialog?.open ?? false;
  }

  /** Shows the dialog over the page. */
  async show(): Promise<void> {
    await this.updateComplete;
    const dialog = this.#dialog;
    if (!dialog || dialog.open || !this.isConnected) return;
    this.#tellClosed();
    this.#isShown = true;
    this.#unlock = lockScroll();
    document.addEventListener('keydown', this.#onKeydown);
    dialog.showModal();
    this.dispatchEvent(new KindOpenEvent());
  }

  /** Closes the dialog unless a listener of `kind-close-request` refuses. */
  requestClose(): void {
    if (this.dispatchEvent(new KindCloseRequestEvent())) this.#dialog?.close();
  }

  // Focus begins at the content, since Enter pressed once too often would close what it opened.
  // The close button stands before the slot: in Firefox, Tab gets into the slotted content of a
  // modal dialog only from an element of the dialog's own tree in front of it.
  override render() {
    const { words } = this.#locale;
    return html`
      <dialog
        part="dialog"
        aria-label=${this.label}
        @cancel=${this.#onCancel}
        @close=${this.#onClose}
        @pointerdown=${this.#onPointerdown}
      >
        <button
          part="close"
          class="close"
          type="button"
          lang=${words?.lang}
          aria-label=${words?.form.close}
          @click=${this.requestClose}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18" /></svg>
        </button>
        <div class="body" tabindex="0" autofocus><slot></slot></div>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-dialog': KindDialog;
  }
}
