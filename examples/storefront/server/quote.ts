/** What the shop's server says of a cart, in words for a page. */
import { type PricedCart, toldLines } from './cart.ts';
import { yuan } from './money.ts';
import { type Language, pathIn, wordsOf } from './words/words.ts';

/** What `public/shop.js` shows. */
export function quoted(cart: PricedCart, language: Language) {
  const words = wordsOf(language).cart;
  const sum = (name: string, label: string, text: string) => ({ name, label, text });
  const { subtotal, discount, shipping, roundUp, total } = cart;
  return {
    lines: cart.lines.map(({ product, quantity, amount }) => ({
      id: product.id,
      name: product.name[language],
      note: `${product.unit[language]} · ${yuan(product.price)}`,
      href: pathIn(language, `/products/${product.id}`),
      picture: `/drawings/${product.id}.svg`,
      quantity,
      amount: yuan(amount),
    })),
    sums: [
      sum('subtotal', words.subtotal, yuan(subtotal)),
      ...(discount > 0 ? [sum('discount', words.discount, yuan(-discount))] : []),
      sum('shipping', words.shipping, shipping === 0 ? words.free : yuan(shipping)),
      ...(roundUp === null ? [] : [sum('round-up', words.roundUp, yuan(roundUp.amount))]),
      sum('total', words.total, yuan(total)),
    ],
    isCodeUnknown: cart.isCodeUnknown,
    hasWare: cart.lines.some(({ product }) => product.kind === 'ware'),
    /** What can be rounded up, in fen: all but what was. */
    toRoundUp: total - (roundUp?.amount ?? 0),
    /** For `kind-cart-pledge`. */
    pledge: { currency: 'CNY', choice: cart.choice, lines: toldLines({ ...cart, roundUp: null }) },
  };
}
