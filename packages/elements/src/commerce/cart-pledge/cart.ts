import { isProjectId } from '@kindcart/contract/ids';
import { isCurrency } from '@kindcart/contract/money';
import type { CartBody } from '@kindcart/store/cart';

type Text = string | number;

/** One line of a cart, as a page tells it; what is left out is nothing. */
export interface CartLine {
  /** The line's own id; its place when left out. */
  readonly id?: Text;
  readonly productId?: Text | null;
  readonly variantId?: Text | null;
  readonly sku?: Text | null;
  readonly collections?: readonly Text[];
  readonly tags?: readonly Text[];
  /** 1 when left out. */
  readonly quantity?: number;
  /** Minor units for all pieces of the line: after discounts, before tax. */
  readonly amount: number;
  /** `other` for gift cards, shipping, fees and rounded-up amounts; `goods` when left out. */
  readonly kind?: 'goods' | 'other';
  /** What the shopper knows it by; stays in the page. */
  readonly title?: string;
}

/** A cart, as a page tells it. */
export interface Cart {
  /** ISO 4217 code. */
  readonly currency: string;
  /** The project that the shopper chose, `prj_…`. */
  readonly choice?: string | null;
  readonly lines: readonly CartLine[];
}

/** A cart that was understood, or what its page's author has to mend. */
export type ReadCart =
  | {
      readonly ok: true;
      readonly cart: Omit<CartBody, 'merchantId'>;
      /** What lines are called, by their ids. */
      readonly titles: ReadonlyMap<string, string>;
    }
  | { readonly ok: false; readonly fault: string };

/** What is wrong with a cart, to be said to its page's author. */
class Fault extends Error {}

/** Reads a cart as an object, or as its JSON. */
export function readCart(told: unknown): ReadCart {
  try {
    return read(typeof told === 'string' ? JSON.parse(told) : told);
  } catch (error) {
    if (error instanceof Fault) return { ok: false, fault: `the cart's ${error.message}.` };
    if (error instanceof SyntaxError) return { ok: false, fault: 'the cart is not JSON.' };
    throw error;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function read(told: unknown): ReadCart {
  if (!isFields(told)) return { ok: false, fault: 'the cart is no object.' };
  const { currency, choice, lines } = told;
  if (typeof currency !== 'string' || !isCurrency(currency)) {
    throw new Fault('currency is no ISO 4217 code such as "CNY"');
  }
  if (!Array.isArray(lines)) throw new Fault('lines are no list');
  const titles = new Map<string, string>();
  const cart = {
    currency,
    choice: readChoice(choice),
    lines: lines.map((line: unknown, place) => readLine(line, place, titles)),
  };
  const ids = cart.lines.map(({ id }) => id);
  const twice = ids.find((id, place) => ids.indexOf(id) !== place);
  if (twice !== undefined) throw new Fault(`lines name the id ${JSON.stringify(twice)} twice`);
  return { ok: true, cart, titles };
}

function readChoice(choice: unknown): CartBody['choice'] {
  if (choice === undefined || choice === null || choice === '') return null;
  if (typeof choice === 'string' && isProjectId(choice)) return choice;
  throw new Fault('choice is no project id such as prj_…');
}

function readLine(
  line: unknown,
  place: number,
  titles: Map<string, string>,
): CartBody['lines'][number] {
  const where = `lines[${place}]`;
  if (!isFields(line)) throw new Fault(`${where} is no object`);
  const { kind = 'goods', quantity = 1, amount, title } = line;
  if (kind !== 'goods' && kind !== 'other') {
    throw new Fault(`${where}.kind is neither "goods" nor "other"`);
  }
  if (!isWhole(amount)) throw new Fault(`${where}.amount is no whole number of minor units`);
  if (!isWhole(quantity) || quantity < 0) {
    throw new Fault(`${where}.quantity is no whole number from 0 on`);
  }
  const id = textOf(line.id, `${where}.id`) ?? `${place + 1}`;
  if (typeof title === 'string' && title.trim() !== '') titles.set(id, title);
  return {
    id,
    productId: textOf(line.productId, `${where}.productId`),
    variantId: textOf(line.variantId, `${where}.variantId`),
    sku: textOf(line.sku, `${where}.sku`),
    collections: textsOf(line.collections, `${where}.collections`),
    tags: textsOf(line.tags, `${where}.tags`),
    quantity,
    amount,
    kind,
  };
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

/** Ids are often numbers; an empty one is none. */
function textOf(value: unknown, where: string): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string') return value;
  // A number beyond that has lost digits before anybody could see it.
  if (isWhole(value)) return `${value}`;
  throw new Fault(`${where} is neither text nor a whole number; send large numbers as text`);
}

function textsOf(value: unknown, where: string): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Fault(`${where} is no list`);
  return value.flatMap((each: unknown) => textOf(each, where) ?? []);
}
