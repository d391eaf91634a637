import type { CSSResult } from 'lit';

/** Puts styles on the page or shadow root where something of ours stands among the page's own, once. */
export function adopt(place: Node, styles: readonly CSSResult[]): void {
  const root = place.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return;
  for (const { styleSheet } of styles) {
    if (!styleSheet || root.adoptedStyleSheets.includes(styleSheet)) continue;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet];
  }
}
