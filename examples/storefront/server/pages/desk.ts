/** The back office of the demonstration. */
import { type Html, html } from '../html.ts';
import { exactYuan, yuan } from '../money.ts';
import { keptTotal, type Order, type Step, stateOf, stepsOf } from '../orders.ts';
import { itemNames } from '../settings.ts';
import type { Had, ShownStatement } from '../statements.ts';
import type { Answer, KeptOrder } from '../store.ts';
import { type Language, pathIn, type Words, wordsOf } from '../words/words.ts';
import type { Page, Site } from './layout.ts';
import { lineName, shortNumber } from './orders.ts';

/** What every part of the desk is written with. */
interface Desk {
  readonly language: Language;
  readonly words: Words;
  readonly items: Site['items'];
}

/** What the desk shows beside orders. */
export interface DeskNews {
  readonly statements: Had<readonly ShownStatement[]>;
  /** Whether a step was asked for that is not possible any more. */
  readonly isTooLate: boolean;
}

/** Orders with what can be done with each, and what became of its pledges. */
export function deskPage(
  language: Language,
  orders: readonly KeptOrder[],
  { items }: Site,
  { statements, isTooLate }: DeskNews,
): Page {
  const words = wordsOf(language);
  const { desk } = words;
  const listed = orders.map(
    (kept) => html`<li>${deskOrder(kept, { language, words, items })}</li>`,
  );
  const none = html`<p>${desk.none}</p><p><a class="button" href="${pathIn(language, '/')}">${words.cart.toShelves}</a></p>`;
  const main = html`<div class="desk">
<h1>${desk.title}</h1>
<p class="notice">${desk.lead}</p>
${isTooLate && html`<p class="fault" role="alert">${words.tooLate}</p>`}
${statementsOf(statements, language, words)}
${orders.length === 0 ? none : html`<ul class="desk-orders">${listed}</ul>`}
</div>`;
  return { language, path: '/desk', title: desk.title, main, isPrivate: true };
}

function statementsOf(had: DeskNews['statements'], language: Language, words: Words): Html {
  const { desk } = words;
  const to = (path: string) => pathIn(language, `/desk/statements/${path}`);
  const button = (path: string, label: string) =>
    html`<form method="post" action="${to(path)}"><button class="quiet" type="submit">${label}</button></form>`;
  const rows = had.ok
    ? had.value.map(
        ({ id, number, state, total, dues }) =>
          html`<li data-statement="${state}"><span><strong>${desk.statement} ${number}: ${yuan(total)}</strong> ${dues.map(({ title, amount }) => html`<br>${title} ${yuan(amount)}`)}</span><span>${isStatementState(state) ? words.statementStates[state] : state}</span>${state === 'open' && button(id, desk.payStatement)}</li>`,
      )
    : [];
  return html`<section class="desk-order" aria-labelledby="statements-title"><h2 id="statements-title">${desk.statements}</h2>
<p class="note">${desk.statementsLead}</p>
${!had.ok && html`<p class="fault">${had.fault}</p>`}
${had.ok && rows.length === 0 ? html`<p>${desk.noStatements}</p>` : html`<ul class="short-lines">${rows}</ul>`}
${button('new', desk.makeStatement)}</section>`;
}

function isStatementState(state: string): state is keyof Words['statementStates'] {
  return state === 'open' || state === 'paid' || state === 'carried';
}

function deskOrder(kept: KeptOrder, desk: Desk): Html {
  const { order } = kept;
  const { words } = desk;
  const state = stateOf(order);
  const whole = stepsOf(order).filter((step) => step !== 'refund_one');
  return html`<article class="desk-order" data-order="${order.id}" data-state="${state}">
<h2>${words.order.number} ${shortNumber(order)} <span class="state">${words.states[state]}</span></h2>
<p class="note">${order.createdAt.slice(0, 16).replace('T', ' ')} UTC · ${order.sendTo}</p>
<ul class="short-lines">${order.lines.map((line) => deskLine(line, order, desk))}</ul>
<p>${words.desk.kept}: <strong>${yuan(keptTotal(order))}</strong></p>
<div class="steps">${whole.map((step) => stepForm(order, step, desk))}</div>
${platformSays(kept, desk)}
</article>`;
}

function deskLine(line: Order['lines'][number], order: Order, desk: Desk): Html {
  const isProduct = line.productId !== null;
  const left = line.quantity - line.returned;
  const canReturn = isProduct && left > 0 && stepsOf(order).includes('refund_one');
  return html`<li><span>${isProduct && `${left} × `}${lineName(line, desk.language)}</span>${canReturn && stepForm(order, 'refund_one', desk, line)}</li>`;
}

/** A button for one step, the next one of an order in the colour that stands out. */
function stepForm(order: Order, step: Step, desk: Desk, line?: Order['lines'][number]): Html {
  const { language, words } = desk;
  const look = step === 'ship' || step === 'deliver' ? 'button' : 'quiet';
  const label = line && words.refundOne(lineName(line, language));
  return html`<form method="post" action="${pathIn(language, `/desk/orders/${order.id}`)}">
<input type="hidden" name="step" value="${step}"><input type="hidden" name="line" value="${line?.id ?? ''}">
<button class="${look}" type="submit"${label !== undefined && html` aria-label="${label}"`}>${words.steps[step]}</button>
</form>`;
}

function platformSays({ order, answer, fault, told, version }: KeptOrder, desk: Desk): Html {
  const { language, words } = desk;
  const untold = fault === null ? words.desk.waiting : `${words.desk.notTold} ${fault}`;
  return html`<div class="platform">
<h3>${words.desk.platform}</h3>
${told < version && html`<p class="fault">${untold}</p>`}
${answer !== null && pledgesOf(answer, desk)}
<p class="links"><a href="${pathIn(language, `/orders/${order.id}`)}">${words.desk.public}</a>${answer !== null && html` <a href="${pathIn(language, `/desk/orders/${order.id}`)}">${words.desk.look}</a>`}</p>
</div>`;
}

function pledgesOf({ pledges }: Answer, { words, items }: Desk): Html {
  if (pledges.length === 0) return html`<p>${words.desk.nothing}</p>`;
  const rows = pledges.map(({ charityItemId, state, exact }) => {
    const name = itemNames.find((each) => items[each] === charityItemId);
    const promise = name === undefined ? charityItemId : words.promises[name];
    const said = isKnown(state) ? words.pledgeStates[state] : state;
    return html`<li data-pledge="${state}"><span><strong>${exactYuan(exact)}</strong> ${promise}</span><span>${said}</span></li>`;
  });
  return html`<ul class="short-lines pledges">${rows}</ul>`;
}

function isKnown(state: string): state is keyof Words['pledgeStates'] {
  return ['pending', 'confirmed', 'stated', 'settled', 'reversed'].includes(state);
}

/** The platform's own words on an order, as it stands there now. */
export function answerPage(language: Language, order: Order, answer: string): Page {
  const { desk } = wordsOf(language);
  const main = html`<div class="desk"><p class="crumbs"><a href="${pathIn(language, '/desk')}">${desk.title}</a></p>
<h1>${desk.platform}</h1><pre class="answer" tabindex="0">${answer}</pre></div>`;
  const path = `/desk/orders/${order.id}`;
  return { language, path, title: desk.platform, main, isPrivate: true };
}
