/**
 * The one-line script: `<script type="module" src="…/kindcart.js" data-key="pk_…"></script>`. It finds
 * the `kind-…` tags of the page, those that come later too, and fetches the code of just those.
 */
import { reserved } from './reserved.ts';

const definitions: Record<string, () => Promise<unknown>> = {
  'kind-challenge-progress': () => import('./deeds/challenge-progress/define.ts'),
  'kind-charity-item': () => import('./commerce/charity-item/define.ts'),
  'kind-cart-pledge': () => import('./commerce/cart-pledge/define.ts'),
  'kind-cause-picker': () => import('./commerce/cause-picker/define.ts'),
  'kind-dialog': () => import('./kit/dialog/define.ts'),
  'kind-donate-button': () => import('./giving/donate-button/define.ts'),
  'kind-donate-form': () => import('./giving/donate-form/define.ts'),
  'kind-donor-page': () => import('./giving/donor-page/define.ts'),
  'kind-donor-wall': () => import('./giving/donor-wall/define.ts'),
  'kind-forest-counter': () => import('./forest/forest-counter/define.ts'),
  'kind-forest-map': () => import('./forest/forest-map/define.ts'),
  'kind-kit': () => import('./kit/kit/define.ts'),
  'kind-monthly-plan': () => import('./giving/monthly-plan/define.ts'),
  'kind-order-impact': () => import('./commerce/order-impact/define.ts'),
  'kind-plot-progress': () => import('./forest/plot-progress/define.ts'),
  'kind-progress': () => import('./giving/progress/define.ts'),
  'kind-shop-impact': () => import('./commerce/shop-impact/define.ts'),
  'kind-round-up': () => import('./commerce/round-up/define.ts'),
  'kind-step-history': () => import('./deeds/step-history/define.ts'),
  'kind-step-tracker': () => import('./deeds/step-tracker/define.ts'),
  'kind-thank-you': () => import('./giving/thank-you/define.ts'),
  'kind-tree-card': () => import('./forest/tree-card/define.ts'),
  'kind-tree-picker': () => import('./forest/tree-picker/define.ts'),
};

/** Fetches the code of the elements below a root: the document, or a shadow root of the page's own. */
export function discover(root: ParentNode): void {
  for (const [tag, define] of Object.entries(definitions)) {
    if (!root.querySelector(tag)) continue;
    delete definitions[tag];
    define().catch((error: unknown) => {
      // Put back, so that the next change of the page tries again; and the console says why.
      definitions[tag] = define;
      throw error;
    });
  }
}

function readOwnTag(): void {
  // `document.currentScript` is null in a module, so the script looks for its own address.
  const address = import.meta.url;
  const own = [...document.scripts].find(({ src }) => src === address)?.dataset;
  const settings = { ...own, 'base-url': own?.baseUrl ?? new URL(address).origin };
  // Where internal/script-settings.ts reads it.
  Reflect.set(window, Symbol.for('kindcart.script'), settings);
}

function reserveRoom(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(reserved);
  document.adoptedStyleSheets.push(sheet);
}

readOwnTag();
reserveRoom();
discover(document);
new MutationObserver(() => discover(document)).observe(document, {
  childList: true,
  subtree: true,
});
