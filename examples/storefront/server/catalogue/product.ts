/** What a product of the shop is. */

/** The same in the shop's two languages. */
export interface Said {
  readonly en: string;
  readonly zh: string;
}

/** What the shelves are called in addresses. */
export const kinds = ['green', 'white', 'oolong', 'black', 'dark', 'ware', 'gifts'] as const;
export type Kind = (typeof kinds)[number];

export interface Product {
  /** In addresses, and what the platform is told. */
  readonly id: string;
  readonly kind: Kind;
  readonly name: Said;
  /** A few words under the name. */
  readonly note: Said;
  /** A paragraph on the product's own page. */
  readonly about: Said;
  /** How much of it there is for the price. */
  readonly unit: Said;
  /** In fen. */
  readonly price: number;
  readonly tags: readonly ('spring-tea' | 'first-flush')[];
  readonly drawing: Drawing;
  /** How tea is made of it: degrees Celsius, grams for 150 ml, seconds of the first infusion. */
  readonly brew?: readonly [celsius: number, grams: number, seconds: number];
  /** Money for later: it counts for no promise, and nothing is sent. */
  readonly isGiftCard?: true;
}

/** One of the shop's few motifs in colours of its own. */
export interface Drawing {
  readonly motif:
    | 'tin'
    | 'cup'
    | 'sprig'
    | 'cake'
    | 'gaiwan'
    | 'teapot'
    | 'jug'
    | 'bowl'
    | 'scoop'
    | 'tray'
    | 'kettle'
    | 'box'
    | 'card';
  /** Of the thing itself, and of what is in or on it. */
  readonly main: string;
  readonly second: string;
  /** Of the paper behind it. */
  readonly paper: string;
}

/** The shelf as the platform knows it: a collection. */
export function collectionOf({ kind }: Pick<Product, 'kind'>): string {
  return kind === 'ware' ? 'tea-ware' : kind;
}
