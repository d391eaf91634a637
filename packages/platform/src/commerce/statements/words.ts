/** What statements say to merchants, in every language. */
import type { PaperFrame } from '../../pages/paper/paper.ts';
import { ar } from './locales/ar.ts';
import { de } from './locales/de.ts';
import { en } from './locales/en.ts';
import { es } from './locales/es.ts';
import { fr } from './locales/fr.ts';
import { ja } from './locales/ja.ts';
import { ptBr } from './locales/pt-br.ts';
import { zhCn } from './locales/zh-cn.ts';

export interface StatementWords extends PaperFrame {
  readonly title: string;
  readonly number: string;
  readonly merchant: string;
  readonly period: string;
  readonly madeOn: string;
  readonly state: string;
  readonly open: (date: string) => string;
  readonly paid: (date: string) => string;
  readonly carried: string;
  readonly lines: string;
  readonly project: string;
  readonly before: string;
  readonly given: string;
  readonly toPay: string;
  readonly after: string;
  /** Over what shoppers added, which is theirs. */
  readonly roundUps: string;
  readonly note: string;
  readonly test: string;
  readonly openCsv: string;
  readonly pay: string;
}

const all: readonly StatementWords[] = [en, zhCn, ar, de, es, fr, ja, ptBr];

/** The words of a language, or of the nearest one that there is; English where none is near. */
export function statementWords(language: string): StatementWords {
  const wanted = language.toLowerCase();
  const [base] = wanted.split('-');
  return (
    all.find((words) => words.language.toLowerCase() === wanted) ??
    all.find((words) => words.language.toLowerCase().split('-')[0] === base) ??
    en
  );
}
