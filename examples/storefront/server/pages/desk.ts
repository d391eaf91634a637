/** The back office of the demonstration. */
import { type Html, html } from '../html.ts';
import { exactYuan, yuan } from '../money.ts';
import { keptTotal, type Order, type Step, stateOf, stepsOf } from '../orders.ts';
import type { KeptOrder } from '../store.ts';
import { type Language, pathIn, type Words, wordsOf } from '../words/words.ts';
import type { Page } from './layout.ts';
import { lineName, shortNumber } from './orders.ts';

/** Orders with what can be done with each, and what became of its pledge. */
export function deskPage(
  language: Language,
  orders: readonly KeptOrder[],
  isTooLate: boolean,
): Page {
  const words = wordsOf(language);
  const { desk } = words;
  const listed = orders.map((kept) => html`<li>${deskOrder(kept, language, words)}</li>`);
  const main = html`<div class="desk">
<h1>${desk.title}</h1>
<p class="notice">${desk.lead}</p>
${isTooLate && html`<p class="fault" role="alert">${words.tooLate}</p>`}
${orders.length === 0 ? html`<p>${desk.none}</p><p><a class="button" href="${pathIn(language, '/')}">${words.cart.toShelves}</a></p>` : html`<ul class="desk-orders">${listed}</ul>`}
</div>`;
  return { language, path: '/desk', title: desk.title, main, isPrivate: true };
}

function deskOrder(kept: KeptOrder, language: Language, words: Words): Html {
  const { order } = kept;
  const state = stateOf(order);
  return html`<article class="desk-order" id="order-${shortNumber(order)}" data-state="${state}">
<h2>${words.order.number} ${shortNumber(order)} <span class="state">${words.states[state]}</span></h2>
<p class="note">${order.createdAt.slice(0, 16).replace('T', ' ')} UTC · ${order.sendTo}</p>
<ul class="short-lines">${order.lines.map((line) => deskLine(line, order, language, words))}</ul>
<p class="kept">${words.desk.kept}: <strong>${yuan(keptTotal(order))}</strong></p>
<p class="steps">${stepsOf(order).flatMap((step) => (step === 'refund_one' ? [] : [stepForm(order, step, words.steps[step], language)]))}</p>
${platformSays(kept, language, words)}
</article>`;
}

function deskLine(
  line: Order['lines'][number],
  order: Order,
  language: Language,
  words: Words,
): Html {
  const name = lineName(line, language);
  const pieces = line.productId !== null && `${line.quantity - line.returned} × `;
  const canReturn =
    line.productId !== null &&
    line.returned < line.quantity &&
    stepsOf(order).includes('refund_one');
  return html`<li><span>${pieces}${name}</span>${canReturn && stepForm(order, 'refund_one', words.refundOne(name), language, line.id)}</li>`;
}

function stepForm(order: Order, step: Step, label: string, language: Language, lineId = ''): Html {
  const { steps } = wordsOf(language);
  return html`<form method="post" action="${pathIn(language, `/desk/orders/${order.id}`)}"><input type="hidden" name="step" value="${step}"><input type="hidden" name="line" value="${lineId}"><button class="quiet" type="submit"${label !== steps[step] && html` aria-label="${label}"`}>${steps[step]}</button></form>`;
}

function platformSays(
  { order, answer, fault, told, version }: KeptOrder,
  language: Language,
  words: Words,
): Html {
  const { desk, pledgeStates } = words;
  const pledges = answer?.pledges.map(
    ({ state, exact }) =>
      html`<li data-pledge="${state}"><strong>${exactYuan(exact)}</strong> ${isKnown(state) ? pledgeStates[state] : state}</li>`,
  );
  return html`<section class="platform" aria-label="${desk.platform}">
<h3>${desk.platform}</h3>
${told < version && html`<p class="fault">${fault === null ? desk.waiting : `${desk.notTold} ${fault}`}</p>`}
${answer !== null && (pledges === undefined || pledges.length === 0 ? html`<p>${desk.nothing}</p>` : html`<ul class="pledges">${pledges}</ul>`)}
<p class="links"><a href="${pathIn(language, `/orders/${order.id}`)}">${desk.public}</a>${answer !== null && html` <a href="${pathIn(language, `/desk/orders/${order.id}`)}">${desk.look}</a>`}</p>
</section>`;
}

function isKnown(state: string): state is keyof Words['pledgeStates'] {
  return state === 'pending' || state === 'confirmed' || state === 'reversed';
}

/** The platform's own words on an order, as it stands there now. */
export function answerPage(language: Language, order: Order, answer: string): Page {
  const { desk } = wordsOf(language);
  const main = html`<div class="desk"><p class="crumbs"><a href="${pathIn(language, '/desk')}">${desk.title}</a></p>
<h1>${desk.platform}</h1><pre class="answer" tabindex="0">${answer}</pre></div>`;
  const path = `/desk/orders/${order.id}`;
  return { language, path, title: desk.platform, main, isPrivate: true };
}
