/** What all pages of the shop have around them. */
import { type Html, html } from '../html.ts';
import type { ShopSettings } from '../settings.ts';
import { type Language, pathIn, wordsOf } from '../words/words.ts';

/** What pages know of the platform: nothing secret. */
export interface Site
  extends Pick<ShopSettings, 'publishableKey' | 'merchantId' | 'items' | 'causes'> {
  readonly platformUrl: string;
}

export interface Page {
  readonly language: Language;
  /** Without the language, such as `/cart`: where the other language's page is, too. */
  readonly path: string;
  readonly title: string;
  readonly main: Html;
  /** What the shop's own script does there. */
  readonly script?: 'cart' | 'checkout' | 'thanks';
  /** Kept from search engines and out of other pages' sight. */
  readonly isPrivate?: boolean;
}

/** A whole page. */
export function layout(page: Page, site: Site): string {
  const { language, path, title, main, script = '' } = page;
  const words = wordsOf(language);
  const other: Language = language === 'en' ? 'zh' : 'en';
  const to = (path: string) => pathIn(language, path);
  const whole = html`<!doctype html>
<html lang="${words.tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === words.shop ? title : `${title} · ${words.shop}`}</title>
<meta name="description" content="${words.hero.lead}">
<meta name="theme-color" content="#f6f0e4" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#1a1713" media="(prefers-color-scheme: dark)">
${page.isPrivate === true && html`<meta name="robots" content="noindex">`}
<link rel="icon" href="/mark.svg" type="image/svg+xml">
<link rel="alternate" hreflang="${wordsOf(other).tag}" href="${pathIn(other, path)}">
<link rel="stylesheet" href="${site.platformUrl}/sdk/kindcart.css">
<link rel="stylesheet" href="/style.css">
<link rel="stylesheet" href="/desk.css">
<link rel="stylesheet" href="/parts.css">
<script type="module" src="${site.platformUrl}/sdk/kindcart.js" data-key="${site.publishableKey}"></script>
<script type="module" src="/shop.js"></script>
</head>
<body data-language="${language}" data-script="${script}">
<a class="skip" href="#main">${words.skip}</a>
<aside class="sandbox-note" aria-label="${words.sandbox}">${words.sandboxNote}</aside>
<header class="site-header">
<a class="brand" href="${to('/')}"><img src="/mark.svg" alt="" width="36" height="36"><span>${words.shop}</span></a>
<nav aria-label="${words.main}">
<a href="${to('/')}">${words.nav.tea}</a>
<a href="${to('/impact')}">${words.nav.impact}</a>
<a href="${pathIn(other, path)}" lang="${wordsOf(other).tag}" hreflang="${wordsOf(other).tag}">${words.other}</a>
<a class="to-cart" href="${to('/cart')}">${words.nav.cart} <span class="count" data-count></span></a>
</nav>
</header>
<main id="main">
${main}
</main>
<p class="said" role="status" data-said></p>
<footer class="site-footer">
<kind-shop-impact merchant="${site.merchantId}" variant="line"><p>${words.footer.line}</p></kind-shop-impact>
<p>${words.footer.about}</p>
<p class="links"><a href="${to('/impact')}">${words.nav.impact}</a> <a href="${to('/desk')}">${words.footer.desk}</a> <a href="${site.platformUrl}/${language === 'zh' ? 'zh/' : ''}">${words.footer.charity}</a></p>
</footer>
</body>
</html>
`;
  return whole.text;
}
