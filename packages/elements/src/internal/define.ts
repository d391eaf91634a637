/**
 * Defines an element unless its name is taken: two copies of Kindcart may meet on one page, and
 * the first stays. Does nothing on a server, where there is no page to define it for.
 */
export function defineElement(tag: `kind-${string}`, element: CustomElementConstructor): void {
  if (!('customElements' in globalThis) || customElements.get(tag)) return;
  customElements.define(tag, element);
}
