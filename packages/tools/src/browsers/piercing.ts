// Functions that run inside the page. Each is sent there as its own source text, so it refers to
// nothing outside of itself; `find` is handed to those that look for an element.

/** Where to click, or why not (yet). */
export type Target =
  | { readonly found: true; readonly x: number; readonly y: number }
  | { readonly found: false; readonly why: string };

/** What {@link findElement} answers: an element, or what is in the way. */
type Find = (selector: string) => Element | string;

/** Finds an element by a selector whose `>>>` steps into open shadow roots, at any depth. */
function findElement(selector: string): Element | string {
  const search = (root: Document | ShadowRoot, part: string): Element | undefined => {
    const here = root.querySelector(part);
    if (here) return here;
    for (const host of root.querySelectorAll('*')) {
      const inner = host.shadowRoot ? search(host.shadowRoot, part) : undefined;
      if (inner) return inner;
    }
    return undefined;
  };
  const [first = '', ...deeper] = selector.split('>>>').map((text) => text.trim());
  let element = document.querySelector(first) ?? undefined;
  if (!element) return `nothing matches "${first}"`;
  for (const part of deeper) {
    if (!element.shadowRoot) return `<${element.localName}> has no open shadow root`;
    element = search(element.shadowRoot, part);
    if (!element) return `nothing matches "${part}"`;
  }
  return element;
}

/**
 * Scrolls an element of a loaded page into view and says where its middle is, once that point is
 * really the element's and lies still: what a person needs before a click, too.
 */
async function locate(find: Find, selector: string, callsBack: boolean): Promise<Target> {
  // Firefox takes no click on a page that still loads.
  if (document.readyState !== 'complete') return { found: false, why: 'the page still loads' };
  const element = find(selector);
  if (typeof element === 'string') return { found: false, why: element };
  element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const before = element.getBoundingClientRect();
  if (callsBack) {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }
  const box = element.getBoundingClientRect();
  if (box.width === 0 || box.height === 0) return { found: false, why: 'it has no size' };
  if (box.x !== before.x || box.y !== before.y) return { found: false, why: 'it is moving' };
  if (element.matches(':disabled')) return { found: false, why: 'it is disabled' };
  const x = Math.floor(box.x + box.width / 2);
  const y = Math.floor(box.y + box.height / 2);
  let hit = document.elementFromPoint(x, y);
  for (let root = hit?.shadowRoot; root && hit !== element; root = hit?.shadowRoot) {
    const deeper: Element | null = root.elementFromPoint(x, y);
    if (!deeper || deeper === hit) break;
    hit = deeper;
  }
  // What lies inside the element, in its shadow tree or in its slots counts as the element.
  for (let node: Node | null = hit; node; ) {
    if (node === element) return { found: true, x, y };
    const slot: Node | null = node instanceof Element ? node.assignedSlot : null;
    node = slot ?? (node instanceof ShadowRoot ? node.host : node.parentNode);
  }
  // A radio that is drawn by its label is clicked through the label.
  if (hit?.closest('label')?.control === element) return { found: true, x, y };
  return { found: false, why: `<${hit?.localName ?? 'nothing'}> covers it` };
}

/** The text a person sees in an element, a field's value, or null when there is no element yet. */
function read(find: Find, selector: string): string | null {
  const element = find(selector);
  if (typeof element === 'string') return null;
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
    return element.value;
  }
  // Not textContent: hidden text is not what a person sees.
  const shown = element instanceof HTMLElement ? element.innerText : element.textContent;
  return (shown ?? '').replace(/\s+/g, ' ').trim();
}

/** Gives a field the focus with its text selected, so that what is typed next replaces it. */
function selectAll(find: Find, selector: string): string | null {
  const field = find(selector);
  if (typeof field === 'string') return field;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) {
    return `<${field.localName}> is not a field`;
  }
  field.focus();
  field.select();
  return null;
}

function expression<More extends readonly unknown[]>(
  fn: (find: Find, selector: string, ...more: More) => unknown,
  selector: string,
  ...more: More
): string {
  const handed = [selector, ...more].map((value) => JSON.stringify(value));
  return `(${fn})(${[findElement, ...handed].join(', ')})`;
}

/** The source text of a call in the page, by what it does. */
export const inPage = {
  locate: (selector: string, callsBack: boolean) => expression(locate, selector, callsBack),
  read: (selector: string) => expression(read, selector),
  selectAll: (selector: string) => expression(selectAll, selector),
};
