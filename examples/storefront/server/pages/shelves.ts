/** The shelves, and each product's own page. */
import { shelf } from '../catalogue/catalogue.ts';
import { type Kind, kinds, type Product } from '../catalogue/product.ts';
import { type Html, html } from '../html.ts';
import { yuan } from '../money.ts';
import type { ItemName } from '../settings.ts';
import { type Language, pathIn, type Words, wordsOf } from '../words/words.ts';
import type { Page, Site } from './layout.ts';

/** The charity item that says most of a product. */
export function itemOf({ id, kind, tags }: Product): ItemName {
  if (tags.includes('first-flush')) return 'firstFlush';
  if (tags.includes('spring-tea')) return 'springTea';
  if (kind === 'ware') return 'teaWare';
  const inTiers = ['gift-four-seasons', 'gift-scholars-table', 'gift-new-year'];
  return inTiers.includes(id) ? 'giftSets' : 'everyOrder';
}

/** All products, or one shelf of them. */
export function shelvesPage(language: Language, kind: Kind | undefined, site: Site): Page {
  const words = wordsOf(language);
  const found = shelf(kind);
  const to = (path: string) => pathIn(language, path);
  const path = kind === undefined ? '/' : `/?kind=${kind}`;
  const filter = (name: string, of: Kind | undefined) =>
    html`<li><a href="${to(of === undefined ? '/#shelves' : `/?kind=${of}#shelves`)}"${of === kind && html` aria-current="page"`}>${name}</a></li>`;
  const main = html`${kind === undefined && hero(words)}
<section class="shelves" id="shelves" aria-labelledby="shelves-title">
<div class="shelves-head">
<h1 id="shelves-title">${kind === undefined ? words.nav.tea : words.kinds[kind]}</h1>
<nav class="filters" aria-label="${words.shelves}"><ul>${filter(words.all, undefined)}${kinds.map((each) => filter(words.kinds[each], each))}</ul></nav>
<p class="found">${words.count(found.length)}</p>
</div>
<ul class="grid">${found.map((product, at) => html`<li>${card(product, language, site, at < 4)}</li>`)}</ul>
<noscript><p class="notice">${words.needsScript}</p></noscript>
</section>`;
  const title = kind === undefined ? words.shop : words.kinds[kind];
  return { language, path, title, main };
}

function hero({ hero }: Words): Html {
  return html`<section class="hero">
<div class="hero-words"><p class="hero-title">${hero.title}</p><p class="lead">${hero.lead}</p></div>
<picture><source srcset="/hero-night.svg" media="(prefers-color-scheme: dark)"><img src="/hero.svg" alt="${hero.scene}" width="1600" height="640" fetchpriority="high"></picture>
</section>`;
}

function picture(product: Product, isFirst: boolean): Html {
  return html`<img src="/drawings/${product.id}.svg" alt="" width="480" height="480"${!isFirst && html` loading="lazy"`}>`;
}

function card(product: Product, language: Language, site: Site, isFirst: boolean): Html {
  const words = wordsOf(language);
  const name = itemOf(product);
  return html`<article class="card">
<a class="card-picture" href="${pathIn(language, `/products/${product.id}`)}" tabindex="-1" aria-hidden="true">${picture(product, isFirst)}</a>
<h2><a href="${pathIn(language, `/products/${product.id}`)}">${product.name[language]}</a></h2>
<p class="note">${product.note[language]}</p>
<p class="price"><strong>${yuan(product.price)}</strong> <span>${product.unit[language]}</span></p>
${
  product.isGiftCard !== true &&
  html`<kind-charity-item item="${site.items[name]}" variant="badge"><p>${words.gives[name]}</p></kind-charity-item>`
}
<button type="button" class="add" data-add="${product.id}" data-says="${words.added(product.name[language])}" aria-label="${words.addOf(product.name[language])}">${words.add}</button>
</article>`;
}

/** One product. */
export function productPage(language: Language, product: Product, site: Site): Page {
  const words = wordsOf(language);
  const name = itemOf(product);
  const others = shelf(product.kind).filter(({ id }) => id !== product.id);
  const main = html`<article class="product">
<p class="crumbs"><a href="${pathIn(language, '/')}">${words.product.back}</a> <a href="${pathIn(language, `/?kind=${product.kind}#shelves`)}">${words.kinds[product.kind]}</a></p>
<div class="product-picture">${picture(product, true)}</div>
<div class="product-words">
<h1>${product.name[language]}</h1>
<p class="note">${product.note[language]}</p>
<p class="price"><strong>${yuan(product.price)}</strong> <span>${product.unit[language]}</span></p>
<p>${product.about[language]}</p>
<button type="button" class="button" data-add="${product.id}" data-says="${words.added(product.name[language])}">${words.add}</button>
<noscript><p class="notice">${words.needsScript}</p></noscript>
${product.isGiftCard !== true && gives(product, words, site.items[name])}
${brewing(product, words)}
</div>
</article>
<section class="more" aria-labelledby="more-title"><h2 id="more-title">${words.product.more}</h2>
<ul class="grid">${others.slice(0, 4).map((each) => html`<li>${card(each, language, site, false)}</li>`)}</ul></section>`;
  return { language, path: `/products/${product.id}`, title: product.name[language], main };
}

function gives(product: Product, words: Words, id: string): Html {
  return html`<section class="gives" aria-labelledby="gives-title"><h2 id="gives-title">${words.product.gives}</h2>
<kind-charity-item item="${id}" variant="card"><p>${words.gives[itemOf(product)]}</p></kind-charity-item></section>`;
}

function brewing({ brew }: Product, { product }: Words): Html | false {
  if (brew === undefined) return false;
  const [celsius, grams, seconds] = brew;
  return html`<section class="brew" aria-labelledby="brew-title"><h2 id="brew-title">${product.brew}</h2>
<dl><div><dt>${product.celsius}</dt><dd>${celsius} °C</dd></div><div><dt>${product.grams}</dt><dd>${grams} g</dd></div><div><dt>${product.seconds}</dt><dd>${seconds} s</dd></div></dl></section>`;
}
