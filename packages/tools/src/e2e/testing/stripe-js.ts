/**
 * Stripe.js for a page of these tests: its documented interface, as much of it as the form uses. What is
 * typed goes to `/stripe/confirm` of the same site, where the test has Stripe's side of it.
 */

/** As a script of its own, which the page has before the SDK. */
export const stripeJs = `'use strict';
{
  const ask = async (path, body) => (await fetch(path, { method: 'POST', body: JSON.stringify(body) })).json();

  class PaymentElement {
    #box;
    #heard = new Map();
    on(name, handler) {
      this.#heard.set(name, handler);
    }
    mount(box) {
      this.#box = box;
      for (const name of ['number', 'expiry', 'cvc']) {
        const input = document.createElement('input');
        input.id = 'stripe-' + name;
        input.setAttribute('aria-label', name);
        box.append(input);
      }
      queueMicrotask(() => this.#heard.get('ready')?.({ elementType: 'payment' }));
    }
    read() {
      return this.#box.querySelector('input').value;
    }
    update() {}
    destroy() {
      this.#box?.replaceChildren();
    }
  }

  class Elements {
    constructor({ clientSecret }) {
      this.clientSecret = clientSecret;
    }
    create() {
      this.element = new PaymentElement();
      return this.element;
    }
    update() {}
    async submit() {
      return {};
    }
  }

  class Stripe {
    elements(options) {
      return new Elements(options);
    }
    confirmPayment({ elements: { clientSecret, element } }) {
      return ask('/stripe/confirm', { clientSecret, number: element.read() });
    }
    retrievePaymentIntent(clientSecret) {
      return ask('/stripe/retrieve', { clientSecret });
    }
  }

  window.Stripe = Object.assign(() => new Stripe(), { version: 'endive' });
}
`;
