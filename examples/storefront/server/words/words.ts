/** The words of the shop's own pages. What elements say is theirs, in the same language. */
import type { Kind } from '../catalogue/product.ts';
import type { OrderState, Step } from '../orders.ts';
import type { ItemName } from '../settings.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export type Language = 'en' | 'zh';

export interface Words {
  readonly tag: string;
  readonly other: string;
  readonly shop: string;
  readonly tagline: string;
  readonly skip: string;
  readonly sandboxNote: string;
  readonly sandbox: string;
  readonly main: string;
  readonly nav: Readonly<Record<'tea' | 'impact' | 'cart', string>>;
  readonly hero: { readonly title: string; readonly lead: string; readonly scene: string };
  readonly shelves: string;
  readonly all: string;
  readonly kinds: Readonly<Record<Kind, string>>;
  readonly count: (products: number) => string;
  readonly add: string;
  readonly addOf: (name: string) => string;
  readonly added: (name: string) => string;
  readonly needsScript: string;
  readonly product: Readonly<
    Record<'brew' | 'celsius' | 'grams' | 'seconds' | 'gives' | 'more' | 'back', string>
  >;
  readonly gives: Readonly<Record<ItemName, string>>;
  /** The same promises in a few words. */
  readonly promises: Readonly<Record<ItemName, string>>;
  readonly cart: Readonly<
    Record<
      | 'title'
      | 'empty'
      | 'toShelves'
      | 'reading'
      | 'failed'
      | 'again'
      | 'pieces'
      | 'remove'
      | 'code'
      | 'apply'
      | 'unknownCode'
      | 'codeHint'
      | 'subtotal'
      | 'discount'
      | 'shipping'
      | 'free'
      | 'freeFrom'
      | 'roundUp'
      | 'total'
      | 'gives'
      | 'givesFallback'
      | 'cause'
      | 'causeFallback'
      | 'onTop'
      | 'onTopFallback'
      | 'checkout',
      string
    >
  >;
  readonly checkout: Readonly<
    Record<'title' | 'sendTo' | 'name' | 'address' | 'madeUp' | 'order' | 'pay' | 'back', string>
  >;
  readonly pay: Readonly<
    Record<
      | 'title'
      | 'noMoney'
      | 'card'
      | 'expiry'
      | 'cvc'
      | 'pay'
      | 'works'
      | 'fails'
      | 'declined'
      | 'wrong'
      | 'tryThis',
      string
    >
  >;
  readonly order: Readonly<
    Record<
      | 'thanks'
      | 'thanksLead'
      | 'title'
      | 'number'
      | 'keep'
      | 'impact'
      | 'impactFallback'
      | 'pieces'
      | 'givenBack'
      | 'discounted'
      | 'desk'
      | 'payNow',
      string
    >
  >;
  readonly states: Readonly<Record<OrderState, string>>;
  readonly impact: Readonly<Record<'title' | 'lead' | 'fallback', string>>;
  readonly desk: Readonly<
    Record<
      | 'title'
      | 'lead'
      | 'none'
      | 'platform'
      | 'waiting'
      | 'notTold'
      | 'nothing'
      | 'kept'
      | 'look'
      | 'public'
      | 'statements'
      | 'statementsLead'
      | 'makeStatement'
      | 'payStatement'
      | 'noStatements'
      | 'statement',
      string
    >
  >;
  readonly steps: Readonly<Record<Step, string>>;
  readonly refundOne: (name: string) => string;
  readonly pledgeStates: Readonly<
    Record<'pending' | 'confirmed' | 'stated' | 'settled' | 'reversed', string>
  >;
  readonly statementStates: Readonly<Record<'open' | 'paid' | 'carried', string>>;
  readonly notFound: Readonly<Record<'title' | 'lead', string>>;
  readonly tooLate: string;
  readonly footer: Readonly<Record<'about' | 'desk' | 'charity' | 'line', string>>;
}

const all: Readonly<Record<Language, Words>> = { en, zh };

export function wordsOf(language: Language): Words {
  return all[language];
}

/** The address of a page in a language. */
export function pathIn(language: Language, path: string): string {
  return language === 'zh' ? `/zh${path}` : path;
}
