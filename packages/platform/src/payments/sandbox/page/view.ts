/** The sandbox's own page to pay on: plainly no bank's and no shop's. */

import { testCards } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import { type Filling, html, type Markup } from '../../../pages/html.ts';
import type { Words } from '../../../pages/locales/words.ts';
import type { PaymentLook } from '../sandbox.ts';

/** A card as it was typed, and what is wrong with it in words. */
export interface CardModel {
  readonly number: string;
  readonly expiry: string;
  readonly faults: Readonly<Partial<Record<'number' | 'expiry' | 'cvc', string>>>;
}

/** No card was typed yet. */
export const emptyCard: CardModel = { number: '', expiry: '', faults: {} };

/** What all of its pages show. */
export interface PayModel {
  readonly words: Words;
  readonly look: PaymentLook;
  /** Where its forms post to. */
  readonly action: string;
}

/** Says on top of each page what this is. */
export function sandboxNote({ pay }: Words): Markup {
  return html`<aside class="test-note"><strong>${pay.sandbox}</strong> <span>${pay.sandboxWhy}</span></aside>`;
}

/** Asks for a card. */
export function cardView(model: PayModel, card: CardModel): Markup {
  const { words, look, action } = model;
  const { pay } = words;
  const charge = formatMoney(look.charge, words.lang);
  return html`<main class="pay">
      <h1>${pay.title}</h1>
      ${sum(model)}
      <form method="post" action="${action}" novalidate>
        ${field({ name: 'number', label: pay.number, value: card.number, fault: card.faults.number, inputmode: 'numeric', placeholder: testCards.succeeds, maxlength: 23 })}
        <div class="row">
          ${field({ name: 'expiry', label: pay.expiry, value: card.expiry, fault: card.faults.expiry, inputmode: 'text', placeholder: pay.expiryExample, maxlength: 7 })}
          ${field({ name: 'cvc', label: pay.cvc, value: '', fault: card.faults.cvc, inputmode: 'numeric', placeholder: '123', maxlength: 4 })}
        </div>
        <button class="button wide" type="submit">${pay.pay(charge)}</button>
        <a href="${look.redirect.cancelUrl}">${pay.cancel}</a>
      </form>
      <section class="aside">
        <h2>${pay.testCards}</h2>
        <p class="hint">${pay.testCardsHow}</p>
        <dl class="cards">${Object.entries(testCards).map(
          ([behaviour, number]) =>
            html`<div><dt dir="ltr">${number}</dt><dd>${does(behaviour, words)}</dd></div>`,
        )}</dl>
      </section>
    </main>`;
}

/** Asks what a bank would ask. */
export function questionView({ words, look, action }: PayModel): Markup {
  const { pay } = words;
  const charge = formatMoney(look.charge, words.lang);
  return html`<main class="pay">
      <h1>${pay.askedToConfirm}</h1>
      <p>${pay.askedToConfirmWhy(charge)}</p>
      <form method="post" action="${action}">
        <p class="actions">
          <button class="button" name="answer" value="approve">${pay.approve}</button>
          <button class="button quiet" name="answer" value="refuse">${pay.refuse}</button>
        </p>
      </form>
    </main>`;
}

function sum({ words, look }: PayModel): Markup {
  const { pay } = words;
  return html`<dl class="sum">
        <div><dt>${pay.paidFor}</dt><dd><bdi>${look.redirect.description}</bdi></dd></div>
        <div class="total"><dt>${pay.total}</dt><dd><bdi>${repeated(formatMoney(look.charge, words.lang), look.interval, words)}</bdi></dd></div>
      </dl>`;
}

/** An amount, and that it repeats if it does. */
function repeated(amount: string, interval: PaymentLook['interval'], { thanks }: Words): string {
  if (interval === undefined) return amount;
  return interval === 'month' ? thanks.everyMonth(amount) : thanks.everyYear(amount);
}

/** What a test card does, in words. */
function does(behaviour: string, { pay }: Words): string {
  const cards: Readonly<Record<keyof typeof testCards, string>> = pay;
  return Object.entries(cards).find(([name]) => name === behaviour)?.[1] ?? behaviour;
}

function field(parts: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly fault: string | undefined;
  readonly inputmode: string;
  readonly placeholder: string;
  readonly maxlength: number;
}): Markup {
  const { name, label, value, fault, inputmode, placeholder, maxlength } = parts;
  const wrong: Filling =
    fault !== undefined && html` aria-invalid="true" aria-describedby="${name}-error"`;
  return html`<div>
          <label class="label" for="${name}">${label}</label>
          <input class="field" id="${name}" name="${name}" value="${value}" dir="ltr" inputmode="${inputmode}" placeholder="${placeholder}" maxlength="${maxlength}" autocomplete="off"${wrong}>
          ${fault !== undefined && html`<p class="error" id="${name}-error">${fault}</p>`}
        </div>`;
}
