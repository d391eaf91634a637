/** What a donor does on a page with a donate button, in the words of the elements' parts. */
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '../../browsers/page.ts';

/** A card as it is typed. The sandbox takes any date to come and any three digits. */
export interface Card {
  readonly number: string;
  readonly expiry: string;
  readonly cvc: string;
}

/** A test card with a date and a code that do. */
export function card(number: string): Card {
  return { number, expiry: '12/39', cvc: '123' };
}

const patienceMs = 20_000;
const pollMs = 50;

/** A donor at one form of a page. */
export class Donor {
  readonly page: Page;
  /** Selector of the form element. */
  readonly form: string;
  readonly #button: string;

  /** @param button - selector of the `kind-donate-button` that opens the form */
  constructor(page: Page, button: string) {
    this.page = page;
    this.#button = button;
    this.form = `${button} kind-donate-form`;
  }

  /** Opens the form over the page, once the button is more than the link that it stands around. */
  async open(): Promise<void> {
    await this.page.waitFor(`${this.#button}:defined >>> slot`);
    await this.page.click(`${this.#button} > a`);
    await this.page.waitFor(`${this.form} >>> [part=amounts]`);
  }

  /** Chooses the n-th suggested amount, counted from 1. */
  choose(place: number): Promise<void> {
    return this.page.click(`${this.form} >>> [part=amount]:nth-child(${place})`);
  }

  /** Writes a name, by which the test finds the gift again. */
  sayName(name: string): Promise<void> {
    return this.page.fill(`${this.form} >>> #name`, name);
  }

  /** Presses the button that goes on or pays. */
  submit(): Promise<void> {
    return this.page.click(`${this.form} >>> [part=submit]`);
  }

  /** Goes on to the payment and waits for its fields. */
  async goOn(): Promise<void> {
    await this.submit();
    await this.page.waitFor(this.#field('number'));
  }

  /** Types a card over whatever stands in its fields. */
  async typeCard({ number, expiry, cvc }: Card): Promise<void> {
    await this.page.fill(this.#field('number'), number);
    await this.page.fill(this.#field('expiry'), expiry);
    await this.page.fill(this.#field('cvc'), cvc);
  }

  /** What stands in the field of the card's number. */
  cardNumber(): Promise<string> {
    return this.page.text(this.#field('number'));
  }

  /** Waits until a part of the form says so. */
  sees(part: string, text: RegExp): Promise<void> {
    return seesText(this.page, `${this.form} >>> [part=${part}]`, text);
  }

  #field(name: string): string {
    return `${this.form} input[id$="-${name}"]`;
  }
}

/** Waits until an element's text matches; says what it was when it never does. */
export async function seesText(page: Page, selector: string, text: RegExp): Promise<void> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const now = await page.text(selector, patienceMs);
    if (text.test(now)) return;
    if (Date.now() > giveUpAt) return assert.match(now, text);
    await delay(pollMs);
  }
}

/** Presses Tab until the focus is on an element that matches, inside of shadow roots too. */
export async function tabTo(page: Page, selector: string, pressesMax = 40): Promise<void> {
  const isThere = () =>
    page.evaluate((wanted) => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active?.matches(wanted) ?? false;
    }, selector);
  for (let presses = 0; presses < pressesMax; presses += 1) {
    if (await isThere()) return;
    await page.press('Tab');
  }
  assert(await isThere(), `Tab did not reach ${selector} in ${pressesMax} presses.`);
}
