/**
 * A stand-in for Stripe.js by its documented interface, as much of it as the form uses: nothing of
 * Stripe is reached. It imports only types, so that pages of screenshots can have it as a script.
 */
import type { Appearance } from '@stripe/stripe-js';

/** What the stand-in does in a test. */
export interface StripePlay {
  /** What becomes of the fields; they load when left out. */
  readonly fields?: 'ready' | 'loaderror' | 'pending';
  /** What is wrong with what was typed; nothing when left out. */
  readonly invalid?: () => object | undefined;
  /** What paying answers; the payment succeeds when left out. */
  readonly confirm?: (options: unknown) => unknown;
  /** The state of the payment, or of the card to keep, to those who ask. */
  readonly status?: string;
  /** What went wrong with the card to keep the last time. */
  readonly lastError?: object;
}

/** One call of Stripe.js and what it was given. */
export interface StripeCall {
  readonly name: string;
  readonly given: unknown;
}

const declined = { error: { type: 'card_error', code: 'card_declined' } };

/** Plays for the states of elements, by name. */
export const stripePlays = {
  ready: {},
  declined: { confirm: () => declined },
  failed: { fields: 'loaderror', status: 'requires_payment_method' },
} as const satisfies Record<string, StripePlay>;

let play: StripePlay = {};
let calls: StripeCall[] = [];

function called(name: string, given: unknown): void {
  calls.push({ name, given });
}

/** What the stand-in is told of its looks. */
interface Looks {
  readonly appearance?: Appearance;
}

/** Stripe's Payment Element: three boxes in the colours that it was told. */
class StandInElement {
  readonly #handlers = new Map<string, (event: object) => void>();
  #looks: Looks;
  #box: HTMLElement | undefined;

  constructor(looks: Looks) {
    this.#looks = looks;
  }

  on(name: string, handler: (event: object) => void): this {
    this.#handlers.set(name, handler);
    return this;
  }

  mount(box: HTMLElement): void {
    called('mount', box);
    this.#box = box;
    if (play.fields === 'pending') return;
    const name = play.fields ?? 'ready';
    if (name === 'ready') this.#draw(box);
    const error = { type: 'invalid_request_error', message: 'It is a test.' };
    queueMicrotask(() => this.#handlers.get(name)?.({ elementType: 'payment', error }));
  }

  update(options: object): this {
    called('element.update', options);
    return this;
  }

  destroy(): void {
    called('destroy', this.#box);
    this.#box?.replaceChildren();
  }

  paint(looks: Looks): void {
    this.#looks = looks;
    const { variables = {} } = looks.appearance ?? {};
    const { colorText = '', colorBackground = '', borderRadius = '', fontFamily = '' } = variables;
    for (const input of this.#box?.querySelectorAll('input') ?? []) {
      const colours = { color: colorText, background: colorBackground, borderRadius };
      Object.assign(input.style, colours, { fontFamily });
    }
  }

  #draw(box: HTMLElement): void {
    for (const name of ['Card number', 'Expiry', 'Security code']) {
      const label = document.createElement('label');
      const input = document.createElement('input');
      label.append(name, input);
      Object.assign(label.style, { display: 'block', marginBlockEnd: '0.75rem' });
      Object.assign(input.style, {
        display: 'block',
        boxSizing: 'border-box',
        inlineSize: '100%',
        minBlockSize: '2.75rem',
        border: '1px solid',
      });
      box.append(label);
    }
    this.paint(this.#looks);
  }
}

class StandInElements {
  #looks: Looks;
  #element: StandInElement | undefined;

  constructor(options: Looks) {
    called('elements', options);
    this.#looks = options;
  }

  create(kind: string, options: object): StandInElement {
    called('create', { kind, ...options });
    this.#element = new StandInElement(this.#looks);
    return this.#element;
  }

  update(options: Looks): void {
    called('update', options);
    this.#looks = options;
    this.#element?.paint(options);
  }

  async submit(): Promise<object> {
    called('submit', undefined);
    const error = play.invalid?.();
    return error ? { error } : {};
  }
}

class StandIn {
  elements(options: Looks): StandInElements {
    return new StandInElements(options);
  }

  async confirmPayment(options: object): Promise<unknown> {
    called('confirmPayment', options);
    return play.confirm ? play.confirm(options) : { paymentIntent: { status: 'succeeded' } };
  }

  async confirmSetup(options: object): Promise<unknown> {
    called('confirmSetup', options);
    return play.confirm ? play.confirm(options) : { setupIntent: { status: 'succeeded' } };
  }

  async retrieveSetupIntent(secret: string): Promise<object> {
    called('retrieveSetupIntent', secret);
    const { status = 'requires_payment_method', lastError: last_setup_error = null } = play;
    return { setupIntent: { status, last_setup_error } };
  }

  async retrievePaymentIntent(secret: string): Promise<object> {
    called('retrievePaymentIntent', secret);
    return { paymentIntent: { status: play.status ?? 'requires_payment_method' } };
  }
}

/** What `@stripe/stripe-js` finds where Stripe.js has loaded. Its version is the one it expects. */
const standIn = Object.assign(
  (key: string, options: unknown) => {
    called('Stripe', { key, options });
    return new StandIn();
  },
  { version: 'endive' },
);

/** Puts the stand-in on the page; returns every call of it from now on. */
export function installStripe(next: StripePlay = {}): readonly StripeCall[] {
  play = next;
  calls = [];
  Reflect.set(window, 'Stripe', standIn);
  return calls;
}

/** Changes what the stand-in does from now on. */
export function changeStripe(next: StripePlay): void {
  play = next;
}
