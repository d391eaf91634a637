import type { Result } from '@kindcart/client';
import type { StripePaymentStart } from '@kindcart/contract';
import type { PayingFields, PaymentStep } from '@kindcart/store';
import type {
  Stripe,
  StripeElementLocale,
  StripeElements,
  StripePaymentElement,
} from '@stripe/stripe-js';
import { adopt } from '../../internal/adopt.ts';
import type { FieldsView, MountFields, PaymentFields } from '../port.ts';
import { isOver, outcomeUnknown, stepOf, stepOfError } from './answer.ts';
import { styles } from './fields.styles.ts';
import { intentsOf, statusOf } from './intents.ts';
import { stripeFor } from './load.ts';
import { lookOf } from './look.ts';
import { returnUrl } from './return-url.ts';
import { within } from './within.ts';

/** Stripe's names of the languages that the form speaks. */
const locales: Readonly<Record<string, StripeElementLocale>> = {
  ar: 'ar',
  de: 'de',
  en: 'en',
  es: 'es',
  fr: 'fr',
  ja: 'ja',
  'pt-BR': 'pt-BR',
  'zh-CN': 'zh',
};

/** How long Stripe's script and fields may take; a slow phone needs a while for both. */
const loadTimeoutMs = 30_000;

/** Where Stripe's fields stand: a child of the form, in its slot. */
class Place {
  readonly outer = document.createElement('div');
  /** Stripe wants an empty element for itself. */
  readonly inner = document.createElement('div');
  /** Has the colours of the form, so that they can be read. */
  readonly probe = document.createElement('span');

  constructor(form: HTMLElement) {
    this.outer.slot = 'payment';
    this.outer.className = 'kind-stripe';
    this.probe.className = 'kind-stripe-look';
    this.outer.append(this.probe, this.inner);
    form.append(this.outer);
    adopt(this.outer, [styles]);
  }

  /** How Stripe's fields are to look and speak in this place. */
  looks({ words }: FieldsView) {
    return { locale: locales[words.lang] ?? 'auto', appearance: lookOf(this.probe) };
  }
}

/** Stripe's own things, loaded. */
interface Loaded {
  readonly stripe: Stripe;
  readonly elements: StripeElements;
  readonly element: StripePaymentElement;
  /** The payment was paid or called off meanwhile: nothing is to be filled in, only to be asked. */
  readonly over: boolean;
}

/** Loads Stripe.js and lets it put its fields into the place. */
async function load(place: Place, payment: StripePaymentStart, view: FieldsView): Promise<Loaded> {
  const { clientSecret } = payment;
  const stripe = await stripeFor(payment);
  const elements = stripe.elements({ clientSecret, ...place.looks(view) });
  const element = elements.create('payment', { readOnly: view.locked });
  const failure = await new Promise<string | undefined>((resolve) => {
    element.on('ready', () => resolve(undefined));
    element.on('loaderror', ({ error }) => resolve(error.message ?? error.type));
    element.mount(place.inner);
  });
  if (failure === undefined) return { stripe, elements, element, over: false };
  // Stripe has no fields for a payment that is over, as after a way through a bank's own page.
  const status = statusOf(await intentsOf(stripe, clientSecret).retrieve());
  if (status && isOver(status)) {
    return { stripe, elements, element, over: true };
  }
  element.destroy();
  throw new Error(`Stripe's fields did not load: ${failure}`);
}

/**
 * Stripe's Payment Element. It belongs to one payment, and what is typed into it goes from Stripe's
 * own frame to Stripe. Dialogs in between, such as a bank's question, are Stripe's, too.
 */
class StripeFields implements PaymentFields {
  readonly #place: Place;
  readonly #payment: StripePaymentStart;
  readonly #loaded: Loaded;
  readonly #pay: () => void;
  #view: FieldsView;
  #looks: string;
  /** How it stands is to be asked before anything is sent. */
  #toAsk: boolean;
  /** What is paid next only asks. */
  #asks = false;
  /** Frames that were taken off the page are dead, so a form that was moved needs new ones. */
  readonly #alive: boolean;

  constructor(
    place: Place,
    payment: StripePaymentStart,
    loaded: Loaded,
    view: FieldsView,
    pay: () => void,
  ) {
    this.#place = place;
    this.#payment = payment;
    this.#loaded = loaded;
    this.#view = view;
    this.#toAsk = loaded.over || view.returned === true;
    this.#pay = pay;
    this.#looks = JSON.stringify(place.looks(view));
    this.#alive = place.outer.isConnected;
    place.probe.addEventListener('transitionend', () => this.#show());
  }

  update(view: FieldsView): boolean {
    if (!this.#alive || view.payment.reference !== this.#payment.reference) return false;
    const { element } = this.#loaded;
    if (view.locked !== this.#view.locked) element.update({ readOnly: view.locked });
    this.#view = view;
    this.#show();
    if (this.#toAsk && !view.locked) {
      // Once: after that it is for the donor to try again.
      this.#toAsk = false;
      this.#asks = true;
      this.#pay();
    }
    return true;
  }

  read(): PayingFields {
    return { confirm: ({ reference }) => this.#confirm(reference) };
  }

  remove(): void {
    this.#loaded.element.destroy();
    this.#place.outer.remove();
  }

  #show(): void {
    const looks = this.#place.looks(this.#view);
    const text = JSON.stringify(looks);
    if (text === this.#looks) return;
    this.#looks = text;
    this.#loaded.elements.update(looks);
  }

  async #confirm(reference: string): Promise<Result<PaymentStep>> {
    const { stripe, elements, over } = this.#loaded;
    const intents = intentsOf(stripe, this.#payment.clientSecret);
    // Fields of another payment take no money for this one; the form brings the right ones.
    if (reference !== this.#payment.reference) return tryAgain;
    try {
      const asks = over || this.#asks;
      this.#asks = false;
      if (asks) return stepOf(await intents.retrieve());
      const { error } = await elements.submit();
      if (error) return stepOfError(error);
      return stepOf(await intents.confirm(elements, returnUrl(location.href)));
    } catch {
      return outcomeUnknown();
    }
  }
}

const tryAgain = { ok: true, value: { state: 'unpaid', error: null }, requestId: null } as const;

/** Loads Stripe.js, which nobody has done before, and puts its fields into the form. */
export const mount: MountFields = async (form, view, pay) => {
  const { payment } = view;
  if (payment.provider !== 'stripe') throw new TypeError('Not a payment by Stripe.');
  const place = new Place(form);
  const loading = load(place, payment, view);
  try {
    const loaded = await within(loadTimeoutMs, loading);
    return new StripeFields(place, payment, loaded, view, pay);
  } catch (error) {
    place.outer.remove();
    loading.then(
      ({ element }) => element.destroy(),
      () => {},
    );
    throw error;
  }
};
