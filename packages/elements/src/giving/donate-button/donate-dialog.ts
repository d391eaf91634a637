import type { KindCloseRequestEvent } from '../../events/open-close.ts';
import type { KindElement } from '../../internal/base.ts';
import '../../kit/dialog/define.ts';
import type { KindDialog } from '../../kit/dialog/dialog.ts';
import '../donate-form/define.ts';
import type { KindDonateForm } from '../donate-form/donate-form.ts';
import type { Beginning } from '../donate-form/draft-controller.ts';

/** An element that opens a form: what it is set to, the form is. */
export interface FormOpener extends KindElement {
  readonly project?: string | undefined;
  readonly ask?: string | undefined;
}

/**
 * The dialog that a donate button opens. Dialog and form are the button's children in the page's
 * own tree, not in its shadow, because payment providers can only put fields there.
 */
export class DonateDialog {
  readonly #button: FormOpener;
  readonly #dialog: KindDialog;
  readonly #form: KindDonateForm;

  constructor(button: FormOpener) {
    this.#button = button;
    this.#dialog = document.createElement('kind-dialog');
    this.#form = document.createElement('kind-donate-form');
    this.#dialog.slot = 'dialog';
    this.#dialog.append(this.#form);
    this.#dialog.addEventListener('kind-close-request', (event) => this.#onCloseRequest(event));
    this.#dialog.addEventListener('kind-close', () => this.#form.leave());
  }

  /**
   * Shows the form, with the button's settings of now.
   *
   * @param chosen - what the donor has chosen already
   * @param label - what the dialog is about; the button's own words when left out
   */
  async show(chosen?: Beginning, label = this.#label()): Promise<void> {
    const { project, publishableKey, baseUrl, locale, ask } = this.#button;
    Object.assign(this.#form, { project, publishableKey, baseUrl, locale });
    if (ask !== undefined) this.#form.ask = ask;
    Object.assign(this.#dialog, { locale, label });
    if (chosen) this.#form.begin(chosen);
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
