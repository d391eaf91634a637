/**
 * The one-line script: `<script type="module" src="…/kindcart.js" data-key="pk_…"></script>`. It finds
 * the `kind-…` tags of the page, those that come later too, and fetches the code of just those.
 */

const definitions: Record<string, () => Promise<unknown>> = {
  'kind-dialog': () => import('./kit/dialog/define.ts'),
  'kind-donate-button': () => import('./giving/donate-button/define.ts'),
  'kind-donate-form': () => import('./giving/donate-form/define.ts'),
  'kind-kit': () => import('./kit/kit/define.ts'),
  'kind-progress': () => import('./giving/progress/define.ts'),
};

// The room and look of elements whose code is on its way, so that nothing moves when it arrives.
const reserved = `
kind-kit{display:contents}
kind-dialog:not(:defined){display:none}
kind-progress:not(:defined){display:block;min-height:5.75rem}
kind-donate-form:not(:defined){display:block;max-width:30rem;min-height:40rem}
kind-donate-button:not(:defined){display:inline-block}
kind-donate-button:not(:defined):not([unstyled])>*{box-sizing:border-box;display:inline-flex;align-items:center;justify-content:center;gap:.5em;min-height:2.75rem;margin:0;padding:var(--kind-button-padding,.5rem 1.5rem);border:1px solid transparent;border-radius:var(--kind-button-radius,var(--kind-radius,.625rem));background:var(--kind-button-background,var(--kind-accent,#17684c));color:var(--kind-button-color,var(--kind-on-accent,#fff));font-size:1em;font-weight:600;line-height:1.25;text-align:center;text-decoration:none}`;

/** Fetches the code of the elements below a root: the document, or a shadow root of the page's own. */
export function discover(root: ParentNode): void {
  const tags = Object.keys(definitions);
  if (tags.length === 0) return;
  for (const element of root.querySelectorAll(tags.join())) {
    const tag = element.localName;
    const define = definitions[tag];
    if (!define) continue;
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
  const script = [...document.scripts].find(({ src }) => src === address);
  const { key, locale, baseUrl = new URL(address).origin } = script?.dataset ?? {};
  // Where internal/script-settings.ts reads it.
  Reflect.set(window, Symbol.for('kindcart.script'), { key, locale, baseUrl });
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
