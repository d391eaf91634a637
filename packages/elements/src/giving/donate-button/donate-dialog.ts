import type { KindCloseRequestEvent } from '../../events/open-close.ts';
import '../../kit/dialog/define.ts';
import type { KindDialog } from '../../kit/dialog/dialog.ts';
import '../donate-form/define.ts';
import type { KindDonateForm } from '../donate-form/donate-form.ts';
import type { KindDonateButton } from './donate-button.ts';

/**
 * The dialog that a donate button opens. Dialog and form are the button's children in the page's
 * own tree, not in its shadow, because payment providers can only put fields there.
 */
export class DonateDialog {
  readonly #button: KindDonateButton;
  readonly #dialog: KindDialog;
  readonly #form: KindDonateForm;

  constructor(button: KindDonateButton) {
    this.#button = button;
    this.#dialog = document.createElement('kind-dialog');
    this.#form = document.createElement('kind-donate-form');
    this.#dialog.slot = 'dialog';
    this.#dialog.append(this.#form);
    this.#dialog.addEventListener('kind-close-request', (event) => this.#onCloseRequest(event));
    this.#dialog.addEventListener('kind-close', () => this.#form.leave());
  }

  /** Shows the form, with the button's settings of now. */
  async show(): Promise<void> {
    const { project, publishableKey, baseUrl, locale } = this.#button;
    Object.assign(this.#form, { project, publishableKey, baseUrl, locale });
    Object.assign(this.#dialog, { locale, label: this.#label() });
    if (!this.#dialog.isConnected) this.#button.append(this.#dialog);
    await this.#dialog.show();
  }

  #label(): string {
    const children = [...this.#button.childNodes].filter((node) => node !== this.#dialog);
    return children
      .map((node) => node.textContent ?? '')
      .join(' ')
      .trim();
  }

  /** A payment being confirmed cannot be called back, so its outcome should be seen. */
  #onCloseRequest(event: KindCloseRequestEvent): void {
    if (!this.#form.busy) return;
    event.preventDefault();
    this.#form.askToStay();
  }
}
