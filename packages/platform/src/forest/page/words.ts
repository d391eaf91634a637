/** What a tree's page and certificate say, in every language. */
import type { Tree, TreeState } from '@kindcart/contract';
import { ar } from './locales/ar.ts';
import { de } from './locales/de.ts';
import { en } from './locales/en.ts';
import { es } from './locales/es.ts';
import { fr } from './locales/fr.ts';
import { ja } from './locales/ja.ts';
import { ptBr } from './locales/pt-br.ts';
import { zhCn } from './locales/zh-cn.ts';

export interface TreeWords {
  readonly language: string;
  /** Name of the certificate. */
  readonly certificate: string;
  readonly number: (number: string) => string;
  /** Over who had it planted, by kind. */
  readonly adopters: Readonly<Record<Tree['adopter']['kind'], string>>;
  /** In place of a name that nobody is told. */
  readonly somebody: string;
  readonly andOthers: (count: string) => string;
  readonly giftFor: string;
  readonly from: (names: string) => string;
  /** In place of a name until the day on which it may be known. */
  readonly giftToCome: string;
  readonly species: string;
  readonly place: string;
  readonly placeIn: (plot: string, number: string) => string;
  readonly coordinates: string;
  readonly adoptedOn: string;
  readonly plantedOn: string;
  readonly notPlantedYet: string;
  readonly charity: string;
  readonly scan: string;
  readonly test: string;
  readonly states: Readonly<Record<TreeState, { readonly name: string; readonly meaning: string }>>;
  readonly replacedBy: string;
  readonly replaces: string;
  readonly stages: string;
  readonly evidence: string;
  readonly size: string;
  readonly height: string;
  readonly crown: string;
  readonly range: (low: string, high: string) => string;
  readonly sizeBySpecies: string;
  readonly sizeByMeasuring: (count: number, formatted: string) => string;
  readonly nextLook: (date: string) => string;
  /** Of a look at the tree that nobody has reported, though its day is over. */
  readonly lookWasDue: (date: string) => string;
  readonly observations: string;
  readonly seenOn: (date: string) => string;
  readonly dead: string;
  readonly share: string;
  readonly openPdf: string;
  readonly openPicture: string;
  readonly photoOf: (date: string) => string;
  readonly unknown: string;
  readonly unknownHow: string;
}

const all: readonly TreeWords[] = [en, zhCn, ar, de, es, fr, ja, ptBr];

/** The words in the language of a page, which is one of ours. */
export function treeWords(language: string): TreeWords {
  return all.find((words) => words.language === language) ?? en;
}
