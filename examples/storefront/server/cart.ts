/**
 * What a cart comes to. The browser says which products and how many; what they cost is said here. Only
 * what a shopper adds on top is the shopper's to say, and has a bound.
 */
import { findProduct } from './catalogue/catalogue.ts';
import { collectionOf, type Product } from './catalogue/product.ts';

/** A cart as a browser tells it. */
export interface Cart {
  readonly lines: readonly { readonly productId: string; readonly quantity: number }[];
  /** A code for a discount, as it was typed; empty for none. */
  readonly code: string;
  /** The project that the shopper chose, or null. */
  readonly choice: `prj_${string}` | null;
  /** What the shopper gives on top, in fen; null for nothing. */
  readonly roundUp: { readonly amount: number; readonly projectId: `prj_${string}` } | null;
}

/** A line as it is sold: what one costs before, and what all of them cost after the discount. */
export interface PricedLine {
  readonly product: Product;
  readonly quantity: number;
  readonly amount: number;
}

/** Amounts are fen. */
export interface PricedCart {
  readonly lines: readonly PricedLine[];
  /** What the lines cost by their prices. */
  readonly subtotal: number;
  readonly discount: number;
  /** Whether a code was typed that is none. */
  readonly isCodeUnknown: boolean;
  readonly shipping: number;
  readonly roundUp: Cart['roundUp'];
  readonly total: number;
  readonly choice: Cart['choice'];
}

export const piecesMax = 20;
export const roundUpMax = 100_000;
export const shippingFee = 1_200;
export const freeShippingFrom = 19_900;
const linesMax = 50;
const codes: Readonly<Record<string, number>> = { NEWLEAF: 10 };

/** What is wrong with what a browser sent. */
export class CartProblem extends Error {
  override readonly name = 'CartProblem';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads a cart, and a project only if it is one of `causes`.
 *
 * @throws CartProblem when it is no cart, or has what is not sold here
 */
export function readCart(value: unknown, causes: readonly string[]): Cart {
  if (!isRecord(value) || !Array.isArray(value.lines)) throw new CartProblem('This is no cart.');
  if (value.lines.length > linesMax) throw new CartProblem('There are too many lines in the cart.');
  const lines = value.lines.map(readLine);
  if (new Set(lines.map(({ productId }) => productId)).size < lines.length) {
    throw new CartProblem('The cart names a product twice.');
  }
  const projectOf = (id: unknown) => (isCause(id, causes) ? id : null);
  return {
    lines,
    code: typeof value.code === 'string' ? value.code.trim().toUpperCase() : '',
    choice: projectOf(value.choice),
    roundUp: readRoundUp(value.roundUp, projectOf),
  };
}

function isCause(id: unknown, causes: readonly string[]): id is `prj_${string}` {
  return typeof id === 'string' && causes.includes(id);
}

function readLine(value: unknown): Cart['lines'][number] {
  const { productId, quantity } = isRecord(value) ? value : {};
  if (typeof productId !== 'string' || findProduct(productId) === undefined) {
    throw new CartProblem('The cart has something that is not sold here.');
  }
  if (!isWithin(quantity, piecesMax)) {
    throw new CartProblem(`Of each product, 1 to ${piecesMax} pieces are sold at once.`);
  }
  return { productId, quantity };
}

function isWithin(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
}

function readRoundUp(
  value: unknown,
  projectOf: (id: unknown) => `prj_${string}` | null,
): Cart['roundUp'] {
  if (!isRecord(value) || value.amount === 0) return null;
  const { amount } = value;
  if (!isWithin(amount, roundUpMax)) throw new CartProblem('The amount on top is out of bounds.');
  const projectId = projectOf(value.projectId);
  if (projectId === null) throw new CartProblem('The amount on top is for nobody that is known.');
  return { amount, projectId };
}

/** What the cart costs now. */
export function priced(cart: Cart): PricedCart {
  const found = cart.lines.flatMap(({ productId, quantity }) => {
    const product = findProduct(productId);
    return product === undefined ? [] : [{ product, quantity }];
  });
  const percent = codes[cart.code] ?? 0;
  const lines = discounted(found, percent);
  const subtotal = found.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
  const toPay = lines.reduce((sum, { amount }) => sum + amount, 0);
  const sent = lines.filter(({ product }) => product.isGiftCard !== true);
  const sentFor = sent.reduce((sum, { amount }) => sum + amount, 0);
  const shipping = sent.length === 0 || sentFor >= freeShippingFrom ? 0 : shippingFee;
  return {
    lines,
    subtotal,
    discount: subtotal - toPay,
    isCodeUnknown: cart.code !== '' && percent === 0,
    shipping,
    roundUp: cart.roundUp,
    total: toPay + shipping + (cart.roundUp?.amount ?? 0),
    choice: cart.choice,
  };
}

/**
 * Takes the discount off line by line, so that the lines together lose exactly what all of them together
 * would. Gift cards are money and are never cheaper.
 */
function discounted(
  lines: readonly { readonly product: Product; readonly quantity: number }[],
  percent: number,
): PricedLine[] {
  const off = (sum: number) => Math.floor((sum * percent) / 100);
  let before = 0;
  return lines.map(({ product, quantity }) => {
    const full = product.price * quantity;
    if (product.isGiftCard === true) return { product, quantity, amount: full };
    const less = off(before + full) - off(before);
    before += full;
    return { product, quantity, amount: full - less };
  });
}

/** A line as the platform is told of it. */
export interface ToldLine {
  readonly id: string;
  readonly productId: string | null;
  readonly variantId: null;
  readonly sku: null;
  readonly collections: string[];
  readonly tags: string[];
  readonly quantity: number;
  readonly amount: number;
  readonly kind: 'goods' | 'other';
}

/** The line of what the shopper gives on top. */
export const roundUpLine = 'round-up';

/** What is sold, and what is paid beside it, as lines. */
export function toldLines({ lines, shipping, roundUp }: PricedCart): ToldLine[] {
  const told = lines.map(({ product, quantity, amount }) => ({
    ...none,
    id: product.id,
    productId: product.id,
    collections: [collectionOf(product)],
    tags: [...product.tags],
    quantity,
    amount,
    kind: product.isGiftCard === true ? ('other' as const) : ('goods' as const),
  }));
  const other = (id: string, amount: number) =>
    amount === 0 ? [] : [{ ...none, id, amount, kind: 'other' as const }];
  return [...told, ...other('shipping', shipping), ...other(roundUpLine, roundUp?.amount ?? 0)];
}

const none = {
  productId: null,
  variantId: null,
  sku: null,
  collections: [],
  tags: [],
  quantity: 1,
};
