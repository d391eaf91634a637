import type { ReactiveController, ReactiveElement } from 'lit';
import type { FieldsView, MountFields, PaymentFields } from '../../payments/port.ts';

type Load = (
  provider: FieldsView['payment']['provider'],
) => Promise<{ readonly mount: MountFields }>;

/** Keeps the payment provider's fields in the form: fetches them, draws them anew, takes them away. */
export class FieldsController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #load: Load;
  readonly #pay: () => void;
  #fields: PaymentFields | undefined;
  #fetching: 'coming' | 'failed' | undefined;

  /**
   * @param load - fetches the code of a provider's fields
   * @param pay - called when the donor pays in the fields themselves
   */
  constructor(host: ReactiveElement, load: Load, pay: () => void) {
    this.#host = host;
    this.#load = load;
    this.#pay = pay;
    host.addController(this);
  }

  /** Whether the fields could not be fetched; then the donor is told. */
  get failed(): boolean {
    return this.#fetching === 'failed';
  }

  hostDisconnected(): void {
    this.drop();
  }

  /** Shows the fields of a payment; those of another payment go. */
  show(view: FieldsView): void {
    if (this.#fields?.update(view) === false) this.drop();
    if (this.#fields || this.#fetching || view.locked) return;
    this.#fetching = 'coming';
    void this.#load(view.payment.provider)
      .then(({ mount }) => mount(this.#host, view, this.#pay))
      .then(
        (fields) => {
          this.#fields = fields;
          this.#settle(undefined);
        },
        () => this.#settle('failed'),
      );
  }

  #settle(fetching: 'failed' | undefined): void {
    this.#fetching = fetching;
    this.#host.requestUpdate();
  }

  /** What the donor pays with; undefined where there is nothing yet, or something is wrong in it. */
  read() {
    // Drawn anew, the form asks again for fields that it could not fetch.
    if (this.failed) this.#settle(undefined);
    return this.#fields?.read();
  }

  /** Takes the fields, and what was typed, off the page. */
  drop(): void {
    this.#fields?.remove();
    this.#fields = undefined;
  }
}
