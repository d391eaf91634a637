/** The cart, the checkout, and the shop's own payment page. */
import { type Html, html } from '../html.ts';
import { yuan } from '../money.ts';
import type { Order } from '../orders.ts';
import { type Language, pathIn, type Words, wordsOf } from '../words/words.ts';
import type { Page, Site } from './layout.ts';

/** The script fills it from what the shop's server says of the cart that this browser keeps. */
export function cartPage(language: Language, site: Site): Page {
  const words = wordsOf(language);
  const { cart } = words;
  const main = html`<h1>${cart.title}</h1>
${filling(words, language)}
<div class="cart" data-cart hidden>
<div class="cart-lines">
<ul class="lines" data-lines></ul>
<form class="code" data-code><label for="code">${cart.code}</label><div><input id="code" name="code" autocomplete="off" autocapitalize="characters" spellcheck="false"><button class="quiet" type="submit">${cart.apply}</button></div><p class="hint" data-code-hint>${cart.codeHint}</p><p class="fault" data-code-unknown role="alert" hidden>${cart.unknownCode}</p></form>
${causes(words, site)}
<section aria-label="${cart.onTop}">
<kind-round-up currency="CNY" project="${site.causes.join(' ')}" data-round-up><p>${cart.onTopFallback}</p></kind-round-up></section>
</div>
<aside class="summary">
<dl class="sums" data-sums></dl>
<a class="button" href="${pathIn(language, '/checkout')}">${cart.checkout}</a>
<section aria-label="${cart.gives}">
<kind-cart-pledge merchant="${site.merchantId}" data-pledge><p>${cart.givesFallback}</p></kind-cart-pledge></section>
</aside>
</div>
<template data-line><li class="line"><img alt="" width="96" height="96"><div><h2><a></a></h2><p class="note"></p><div class="pieces"><label>${cart.pieces} <select></select></label><button type="button" class="plain" data-remove>${cart.remove}</button></div></div><p class="amount"></p></li></template>`;
  return { language, path: '/cart', title: cart.title, main, script: 'cart' };
}

/** What stands there while the script asks, when nothing is in the cart, and when nobody answered. */
function filling({ cart, needsScript }: Words, language: Language): Html {
  return html`<p class="notice" data-reading>${cart.reading}</p>
<noscript><p class="notice">${needsScript}</p></noscript>
<div class="notice" data-empty hidden><p>${cart.empty}</p><p><a class="button" href="${pathIn(language, '/')}">${cart.toShelves}</a></p></div>
<div class="notice" data-failed role="alert" hidden><p data-fault data-offline="${cart.failed}"></p><p><button type="button" class="button" data-again>${cart.again}</button></p></div>`;
}

function causes({ cart }: Words, { items }: Site): Html {
  return html`<section data-causes hidden aria-label="${cart.cause}">
<kind-cause-picker item="${items.teaWare}"><p>${cart.causeFallback}</p></kind-cause-picker></section>`;
}

/** Where to, and what it costs. */
export function checkoutPage(language: Language): Page {
  const words = wordsOf(language);
  const { checkout } = words;
  const main = html`<h1>${checkout.title}</h1>
${filling(words, language)}
<form class="cart" method="post" action="${pathIn(language, '/checkout')}" data-cart hidden>
<div class="cart-lines">
<h2>${checkout.sendTo}</h2>
<p class="notice">${checkout.madeUp}</p>
<p class="field"><label for="name">${checkout.name}</label><input id="name" name="name" required maxlength="80" autocomplete="name"></p>
<p class="field"><label for="address">${checkout.address}</label><input id="address" name="address" required maxlength="200" autocomplete="street-address"></p>
<input type="hidden" name="cart" data-cart-field>
</div>
<aside class="summary">
<h2>${checkout.order}</h2>
<ul class="short-lines" data-lines></ul>
<dl class="sums" data-sums></dl>
<button class="button" type="submit">${checkout.pay}</button>
<p><a href="${pathIn(language, '/cart')}">${checkout.back}</a></p>
</aside>
</form>
<template data-line><li><span></span><span class="amount"></span></li></template>`;
  return { language, path: '/checkout', title: checkout.title, main, script: 'checkout' };
}

/** The cards that the payment page takes: the first pays, the second is declined. */
export const testCards = ['4242 4242 4242 4242', '4000 0000 0000 0002'] as const;

/** A payment page as a bank's would be, but that no money moves. */
export function payPage(order: Order, problem: 'declined' | 'wrong' | undefined): Page {
  const { language, id, total } = order;
  const { pay } = wordsOf(language);
  const [works, declined] = testCards;
  const main = html`<div class="narrow">
<h1>${pay.title}</h1>
<p class="notice">${pay.noMoney}</p>
${problem !== undefined && html`<p class="fault" role="alert">${pay[problem]}</p>`}
<form class="pay" method="post" action="${pathIn(language, `/pay/${id}`)}">
<p class="field"><label for="card">${pay.card}</label><input id="card" name="card" inputmode="numeric" autocomplete="off" required placeholder="${works}"></p>
<div class="two"><p class="field"><label for="expiry">${pay.expiry}</label><input id="expiry" name="expiry" inputmode="numeric" autocomplete="off" required placeholder="12/39"></p>
<p class="field"><label for="cvc">${pay.cvc}</label><input id="cvc" name="cvc" inputmode="numeric" autocomplete="off" required placeholder="123"></p></div>
<button class="button" type="submit">${pay.pay} ${yuan(total)}</button>
</form>
<section class="cards" aria-labelledby="cards-title"><h2 id="cards-title">${pay.tryThis}</h2>
<dl><div><dt>${works}</dt><dd>${pay.works}</dd></div><div><dt>${declined}</dt><dd>${pay.fails}</dd></div></dl></section>
</div>`;
  return { language, path: `/pay/${id}`, title: pay.title, main, isPrivate: true };
}
