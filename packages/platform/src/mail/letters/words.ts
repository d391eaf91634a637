/** What letters say, in every language. All of it is plain text; names and amounts are put in by functions. */
import { ar } from './locales/ar.ts';
import { de } from './locales/de.ts';
import { en } from './locales/en.ts';
import { es } from './locales/es.ts';
import { fr } from './locales/fr.ts';
import { ja } from './locales/ja.ts';
import { ptBr } from './locales/pt-br.ts';
import { zhCn } from './locales/zh-cn.ts';

/** A letter's subject and what it says. Amounts come as text in the same language. */
interface Said<Facts extends readonly string[]> {
  readonly subject: (organization: string) => string;
  readonly body: (...facts: Facts) => string;
}

export interface LetterWords {
  /** BCP 47, for dates, amounts and whoever reads aloud. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly hello: (name: string) => string;
  readonly helloAll: string;
  /** Stands before the subject of everything in test mode. */
  readonly testMark: string;
  readonly test: string;
  readonly thanks: Said<[amount: string, project: string]>;
  readonly receipt: Said<[number: string, amount: string]>;
  readonly refund: Said<[amount: string, project: string]>;
  readonly refundLeft: (amount: string) => string;
  readonly refundFailed: Said<[amount: string, project: string]>;
  readonly link: Said<[organization: string]>;
  readonly linkUntil: (minutes: string) => string;
  readonly linkIgnore: string;
  readonly card: Said<[giver: string, honoured: string, project: string]>;
  readonly cardInMemory: Said<[giver: string, honoured: string, project: string]>;
  readonly cardMessage: (giver: string) => string;
  /** In the place of a giver's name. */
  readonly somebody: string;
  readonly every: { readonly month: string; readonly year: string };
  readonly started: Said<[amount: string, every: string, project: string]>;
  readonly renewed: Said<[amount: string, every: string, project: string]>;
  readonly failed: Said<[amount: string, every: string, project: string]>;
  readonly failedAgainOn: (date: string) => string;
  readonly paused: Said<[amount: string, every: string, project: string]>;
  readonly cancelled: Said<[amount: string, every: string, project: string]>;
  readonly statement: Said<[number: string, amount: string]>;
  /** How much of it shoppers added. */
  readonly statementRoundUps: (amount: string) => string;
  readonly statementDue: (date: string) => string;
  readonly statementCarried: string;
  readonly openStatement: string;
  readonly tree: Said<[number: string, species: string, place: string, plot: string]>;
  /** For whom a tree is. */
  readonly treeGift: (name: string) => string;
  readonly treeGiftFrom: (name: string, date: string) => string;
  /** The place that was chosen was gone. */
  readonly treeMoved: (place: string) => string;
  readonly treeReturned: {
    readonly subject: (organization: string) => string;
    readonly place_gone: (amount: string, plot: string) => string;
    readonly team_incomplete: (amount: string, plot: string) => string;
    readonly surplus: (amount: string, plot: string) => string;
    readonly next: string;
  };
  readonly openTree: string;
  readonly openReceipt: string;
  readonly openPdf: string;
  readonly openPage: string;
  readonly openLink: string;
  readonly why: (organization: string) => string;
  readonly whyCard: (organization: string) => string;
  readonly whyStatement: (organization: string) => string;
}

const all: readonly LetterWords[] = [en, zhCn, ar, de, es, fr, ja, ptBr];

/** The words of a language, or of the nearest one that there is; English where none is near. */
export function letterWords(language: string | null): LetterWords {
  const wanted = (language ?? '').toLowerCase();
  const [base = ''] = wanted.split('-');
  return (
    all.find((words) => words.language.toLowerCase() === wanted) ??
    all.find((words) => words.language.toLowerCase().split('-')[0] === base) ??
    en
  );
}
