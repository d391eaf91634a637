/** The page of an order, for the shopper, and the page of what the shop gives. */
import { findProduct } from '../catalogue/catalogue.ts';
import { type Html, html } from '../html.ts';
import { yuan } from '../money.ts';
import { amountLeft, keptTotal, type Order, stateOf } from '../orders.ts';
import { itemNames } from '../settings.ts';
import { type Language, pathIn, type Words, wordsOf } from '../words/words.ts';
import type { Page, Site } from './layout.ts';

/** The name of a line in the words of a page. */
export function lineName(line: Order['lines'][number], language: Language): string {
  const { cart } = wordsOf(language);
  if (line.productId === null) return line.id === 'shipping' ? cart.shipping : cart.roundUp;
  return findProduct(line.productId)?.name[language] ?? line.productId;
}

/** The number by which people speak of an order; it opens nothing. */
export function shortNumber({ id }: Order): string {
  return id.slice(0, 6).toUpperCase();
}

/** Thanks once, and how the order stands for ever after. */
export function orderPage(order: Order, language: Language, token: string, site: Site): Page {
  const words = wordsOf(language);
  const state = stateOf(order);
  const isNew = state === 'paid';
  const main = html`<div class="order">
<h1>${isNew ? words.order.thanks : words.order.title}</h1>
<p class="lead">${isNew ? words.order.thanksLead : words.states[state]}</p>
${state === 'unpaid' && html`<p><a class="button" href="${pathIn(language, `/pay/${order.id}`)}">${words.order.payNow}</a></p>`}
<section aria-label="${words.order.impact}">
<kind-order-impact merchant="${site.merchantId}" order="${order.id}" token="${token}"><p>${words.order.impactFallback}</p></kind-order-impact></section>
<section aria-labelledby="lines-title"><h2 id="lines-title">${words.order.number} ${shortNumber(order)}</h2>
${lines(order, language, words)}
<p class="hint">${words.order.keep}</p>
<p><a href="${pathIn(language, '/desk')}">${words.order.desk}</a></p></section>
</div>`;
  const path = `/orders/${order.id}`;
  return { language, path, title: words.order.title, main, script: 'thanks', isPrivate: true };
}

function lines(order: Order, language: Language, { cart, order: said }: Words): Html {
  const rows = order.lines.map((line) => {
    const back = line.returned > 0 && html` <em>${said.givenBack} ${line.returned}</em>`;
    const pieces = line.productId !== null && `${line.quantity} × `;
    return html`<li><span>${pieces}${lineName(line, language)}${back}</span><span class="amount">${yuan(amountLeft(line))}</span></li>`;
  });
  const total = order.paidAt === null ? order.total : keptTotal(order);
  return html`<ul class="short-lines">${rows}</ul>
<dl class="sums"><div class="total"><dt>${cart.total}${order.discount > 0 && html` <small>${said.discounted}</small>`}</dt><dd>${yuan(total)}</dd></div></dl>`;
}

/** What all orders gave, and by which promises. */
export function impactPage(language: Language, site: Site): Page {
  const { impact, gives } = wordsOf(language);
  const main = html`<div class="impact">
<h1>${impact.title}</h1>
<p class="lead">${impact.lead}</p>
<kind-shop-impact merchant="${site.merchantId}" variant="page"><p>${impact.fallback}</p><ul>${itemNames.map((name) => html`<li>${gives[name]}</li>`)}</ul></kind-shop-impact>
</div>`;
  return { language, path: '/impact', title: impact.title, main };
}

export function notFoundPage(language: Language): Page {
  const { notFound, cart } = wordsOf(language);
  const main = html`<div class="narrow"><h1>${notFound.title}</h1><p class="lead">${notFound.lead}</p><p><a class="button" href="${pathIn(language, '/')}">${cart.toShelves}</a></p></div>`;
  return { language, path: '/', title: notFound.title, main };
}
