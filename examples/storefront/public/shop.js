/**
 * The cart of this browser. It is kept in sessionStorage as products and pieces; what it costs is asked
 * of the shop's server each time, and shown as text.
 *
 * @typedef {{ productId: string, quantity: number }} Line
 * @typedef {{ amount: number, projectId: string }} RoundUp
 * @typedef {{ lines: Line[], code: string, choice: string | null, roundUp: RoundUp | null }} Cart
 * @typedef {{ id: string, name: string, note: string, href: string, picture: string, quantity: number, amount: string }} QuotedLine
 * @typedef {{ name: string, label: string, text: string }} Sum
 * @typedef {{ lines: QuotedLine[], sums: Sum[], isCodeUnknown: boolean, hasWare: boolean, toRoundUp: number, pledge: object }} Quote
 */

const key = 'lanting-cart';
const piecesMax = 20;
const { language = 'en', script = '' } = document.body.dataset;
const prefix = language === 'zh' ? '/zh' : '';

/** @returns {Cart} */
function readCart() {
  const empty = { lines: [], code: '', choice: null, roundUp: null };
  try {
    return { ...empty, ...JSON.parse(sessionStorage.getItem(key) ?? '{}') };
  } catch {
    // Another script wrote there, or storage is closed to this page: an empty cart is what is left.
    return empty;
  }
}

/** @param {Partial<Cart>} change */
function changeCart(change) {
  const cart = { ...readCart(), ...change };
  sessionStorage.setItem(key, JSON.stringify(cart));
  showCount(cart);
}

/** @param {Cart} cart */
function showCount({ lines }) {
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const badge = document.querySelector('[data-count]');
  if (badge !== null) badge.textContent = pieces === 0 ? '' : String(pieces);
}

/** @param {string} productId @param {number} quantity none takes the product out */
function setPieces(productId, quantity) {
  const { lines } = readCart();
  const at = lines.findIndex((line) => line.productId === productId);
  const line = { productId, quantity: Math.min(quantity, piecesMax) };
  if (at >= 0) lines.splice(at, 1, ...(quantity > 0 ? [line] : []));
  else if (quantity > 0) lines.push(line);
  changeCart({ lines });
}

/** @param {Event} event */
function add({ target }) {
  const button = target instanceof Element ? target.closest('[data-add]') : null;
  if (!(button instanceof HTMLButtonElement)) return;
  const productId = button.dataset.add ?? '';
  const had = readCart().lines.find((line) => line.productId === productId)?.quantity ?? 0;
  setPieces(productId, had + 1);
  button.dataset.added = String(Math.min(had + 1, piecesMax));
  // What is said twice is heard once, so it is unsaid first.
  const said = find('[data-said]');
  said.textContent = '';
  requestAnimationFrame(() => {
    said.textContent = button.dataset.says ?? '';
  });
}

/** @param {string} selector */
function find(selector) {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`The page has no ${selector}.`);
  return found;
}

/** @param {'reading' | 'empty' | 'failed' | 'cart'} state */
function show(state) {
  for (const name of ['reading', 'empty', 'failed', 'cart']) {
    find(`[data-${name}]`).hidden = name !== state;
  }
  document.body.toggleAttribute('data-filled', state !== 'reading');
}

/** Counts questions, so that an answer that was overtaken is dropped. */
let asked = 0;

async function fill() {
  const cart = readCart();
  if (cart.lines.length === 0) return show('empty');
  asked += 1;
  const own = asked;
  try {
    const response = await fetch(`${prefix}/cart/quote`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(cart),
    });
    const answer = await response.json();
    if (own !== asked) return;
    if (!response.ok) return fail(answer.fault);
    fillIn(cart, answer);
    show('cart');
  } catch {
    // The words for it are in the page, with a button that asks again.
    if (own === asked) fail(find('[data-fault]').dataset.offline ?? '');
  }
}

/** @param {string} fault */
function fail(fault) {
  find('[data-fault]').textContent = fault;
  show('failed');
}

/** @param {Cart} cart @param {Quote} quote */
function fillIn(cart, quote) {
  const lines = quote.lines.map(script === 'cart' ? lineOf : shortLineOf);
  find('[data-lines]').replaceChildren(...lines);
  find('[data-sums]').replaceChildren(...quote.sums.map(sumOf));
  if (script === 'checkout') {
    const field = find('[data-cart-field]');
    if (field instanceof HTMLInputElement) field.value = JSON.stringify(cart);
    return;
  }
  find('[data-code-unknown]').hidden = !quote.isCodeUnknown;
  find('[data-causes]').hidden = !quote.hasWare;
  find('[data-pledge]').setAttribute('cart', JSON.stringify(quote.pledge));
  find('[data-round-up]').setAttribute('total', String(quote.toRoundUp));
}

function newLine() {
  const template = find('[data-line]');
  if (!(template instanceof HTMLTemplateElement)) throw new Error('The page has no line.');
  const { firstElementChild } = template.content;
  const line = firstElementChild?.cloneNode(true);
  if (!(line instanceof HTMLElement)) throw new Error('The line of the page is empty.');
  return line;
}

/** @param {HTMLElement} line @param {string} selector @param {string} text */
function write(line, selector, text) {
  const part = line.querySelector(selector);
  if (part !== null) part.textContent = text;
}

/** @param {QuotedLine} quoted */
function shortLineOf({ name, quantity, amount }) {
  const line = newLine();
  write(line, 'span', `${quantity} × ${name}`);
  write(line, '.amount', amount);
  return line;
}

/** @param {QuotedLine} quoted */
function lineOf({ id, name, note, href, picture, quantity, amount }) {
  const line = newLine();
  line.querySelector('img')?.setAttribute('src', picture);
  line.querySelector('a')?.setAttribute('href', href);
  write(line, 'a', name);
  write(line, '.note', note);
  write(line, '.amount', amount);
  const pieces = line.querySelector('select');
  pieces?.append(...Array.from({ length: piecesMax }, (_, at) => optionOf(at + 1, quantity)));
  pieces?.addEventListener('change', () => {
    setPieces(id, Number(pieces.value));
    void fill();
  });
  line.querySelector('[data-remove]')?.setAttribute('aria-describedby', `line-${id}`);
  line.querySelector('a')?.setAttribute('id', `line-${id}`);
  line.querySelector('[data-remove]')?.addEventListener('click', () => {
    setPieces(id, 0);
    void fill();
    find('h1').focus();
  });
  return line;
}

/** @param {number} pieces @param {number} chosen */
function optionOf(pieces, chosen) {
  return new Option(String(pieces), String(pieces), pieces === chosen, pieces === chosen);
}

/** @param {Sum} sum */
function sumOf({ name, label, text }) {
  const row = document.createElement('div');
  row.className = name;
  const [term, amount] = [document.createElement('dt'), document.createElement('dd')];
  term.textContent = label;
  amount.textContent = text;
  row.append(term, amount);
  return row;
}

/** What the elements of the cart say of the shopper's wishes. */
function listen() {
  document.addEventListener('kind-cause-chosen', (event) => {
    changeCart({ choice: Reflect.get(event, 'projectId') ?? null });
    void fill();
  });
  document.addEventListener('kind-round-up', (event) => {
    const { amount } = Reflect.get(event, 'amount');
    const projectId = Reflect.get(event, 'projectId');
    changeCart({ roundUp: amount === 0 ? null : { amount, projectId } });
    void fill();
  });
  const form = find('[data-code]');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const code = form.querySelector('input')?.value.trim() ?? '';
    changeCart({ code });
    void fill();
  });
  const { code } = readCart();
  const field = form.querySelector('input');
  if (field !== null) field.value = code;
}

document.addEventListener('click', add);
if (script === 'thanks') sessionStorage.removeItem(key);
showCount(readCart());
if (script === 'cart' || script === 'checkout') {
  // What is given on top is never chosen before the shopper chooses it on this page.
  if (script === 'cart') changeCart({ roundUp: null });
  if (script === 'cart') listen();
  find('[data-again]').addEventListener('click', () => void fill());
  // Another page of the same tab may have changed it, and the browser may show this one from memory.
  addEventListener('pageshow', () => void fill());
}
