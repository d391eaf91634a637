/**
 * Whether focus is on the element, in its shadow root or on what is slotted into it. Not by
 * `:focus-within`, which WebKit does not match for focus inside a shadow root.
 */
export function holdsFocus(element: Element): boolean {
  const tree = element.getRootNode();
  if (!(tree instanceof Document || tree instanceof ShadowRoot)) return false;
  return element.contains(tree.activeElement);
}

/** Whether focus is on something else of the page, rather than on the element or nowhere. */
export function isFocusElsewhere(element: Element): boolean {
  const { activeElement, body } = document;
  return activeElement !== null && activeElement !== body && !holdsFocus(element);
}

/** Puts focus on the first match in an element's shadow root, opening the fold that it is in. */
export function focusIn({ shadowRoot }: Element, selector: string): void {
  const found = shadowRoot?.querySelector<HTMLElement>(selector);
  found?.closest('details')?.setAttribute('open', '');
  found?.focus();
}
