/** What the tests of the form share. */
import { ok } from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { donationStatusExample, projectExample, sandboxPaymentExample } from '@kindcart/contract';
import { act, fill, find, type Scene, stage } from '../../internal/testing/stage.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { KindDonateForm } from './donate-form.ts';

/** A form for the contract's project. */
export const html = `<kind-donate-form project="${projectExample.id}"></kind-donate-form>`;
/** Where selectors step into the form's shadow root. */
export const form = 'kind-donate-form >>>';
/** The button that goes on, or pays. */
export const submit = `${form} [part=submit]`;

/** Waits for something inside the form. */
export const inform = (selector: string) => find(`${form} ${selector}`, HTMLElement);
/** The fields of the card, which stand in the page. */
export const card = {
  number: 'kind-donate-form .kind-card > .kind-field input',
  expiry: 'kind-donate-form .kind-row > :first-child input',
  cvc: 'kind-donate-form .kind-row > :last-child input',
};

/** Puts a form on the page, with a platform that says what it was asked. */
export async function show(t: TestContext, scene: Partial<Scene> = {}) {
  const made = await stage({ html, ...scene });
  t.after(made.close);
  const { element, platform } = made;
  ok(element instanceof KindDonateForm);
  const asked = (endpoint: string) => platform.asked.filter((each) => each.endpoint === endpoint);
  return { ...made, element, asked };
}

// Each module of the source is one, and browsers keep only 250 by themselves.
performance.setResourceTimingBufferSize(2_000);

/** Whether the page has asked for anything whose address has this in it. */
export const isLoaded = (part: string) =>
  performance.getEntriesByType('resource').some(({ name }) => name.includes(part));

/** The provider's answer to a payment. */
export const confirmed = (state: string, failureCode: string | null = null) =>
  ({ body: { ...sandboxPaymentExample, state, failureCode } }) as const;

/** How the platform says that a donation stands. */
export const stands = (state: string) => ({ body: { ...donationStatusExample, state } }) as const;

/** Chooses a suggested amount by its place, from 1. */
export async function choose(place = 2): Promise<void> {
  await act(`click ${form} .tiles label:nth-child(${place}) input`);
}

/** Chooses an amount and goes on to the card. */
export async function goOn(): Promise<void> {
  await choose();
  await act(`click ${submit}`);
  await find(card.number, HTMLInputElement);
}

/** Fills in a card and pays. */
export async function pay(number = '4242424242424242'): Promise<void> {
  fill(await find(card.number, HTMLInputElement), number);
  fill(await find(card.expiry, HTMLInputElement), '1240');
  fill(await find(card.cvc, HTMLInputElement), '123');
  await act(`click ${submit}`);
}
