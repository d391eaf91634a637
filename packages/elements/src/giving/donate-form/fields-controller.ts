import type { ReactiveController, ReactiveElement } from 'lit';
import type { FieldsView, MountFields, PaymentFields } from '../../payments/port.ts';

/** What the fields need of the form. */
export interface FieldsOwner {
  /** Fetches the code of a provider's fields. */
  readonly load: (
    provider: FieldsView['payment']['provider'],
  ) => Promise<{ readonly mount: MountFields }>;
  /** Called when the donor pays in the fields themselves. */
  readonly pay: () => void;
}

/** Keeps the payment provider's fields in the form: fetches them, draws them anew, takes them away. */
export class FieldsController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #owner: FieldsOwner;
  #fields: PaymentFields | undefined;
  #fetching: 'coming' | 'failed' | undefined;

  constructor(host: ReactiveElement, owner: FieldsOwner) {
    this.#host = host;
    this.#owner = owner;
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
    const { load, pay } = this.#owner;
    void load(view.payment.provider)
      .then(({ mount }) => mount(this.#host, view, pay))
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
