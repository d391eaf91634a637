/** What the list, the plan and the bars around the map are drawn from, and how figures are said. */
import type { Species, Tree } from '@kindcart/contract';
import type { WordsOfMap } from '../../locales/forest-words.ts';
import { textIn } from '../named.ts';
import type { Browsing } from './browsing.ts';
import type { Filter } from './layers.ts';
import { dayOfYear } from './stages.ts';

export interface Telling {
  readonly words: WordsOfMap;
  readonly locale: string;
  readonly browsing: Browsing;
  readonly filter: Filter;
  /** As which day crowns are drawn, in days since 1970. */
  readonly day: number;
  readonly kinds: ReadonlyMap<string, Species>;
  readonly choosePlot: (id: string | undefined) => void;
  readonly chooseTree: (number: number) => void;
}

/** The year of the forest as it is: none comes after it. */
const yearMax = 9_999;

/** What a visitor has chosen. */
export interface Choice {
  /** Id of a species; '' for all. */
  readonly species: string;
  /** Year of planting; 0 for all. */
  readonly year: number;
  /** As at the end of which year the forest is shown; undefined as it is. */
  readonly until: number | undefined;
}

/** What is shown of a choice, and as which day. */
export function shownOf({ species, year, until }: Choice): Pick<Telling, 'filter' | 'day'> {
  return {
    filter: {
      species: species ? [species] : [],
      from: year || null,
      until: year || (until ?? null),
    },
    day: dayOfYear(until ?? yearMax, Date.now()),
  };
}

export function numberSaid(number: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(number);
}

/** The number of a tree: a name rather than an amount, so nothing parts its digits. */
export function nameSaid(number: number, locale: string): string {
  return new Intl.NumberFormat(locale, { useGrouping: false }).format(number);
}

/** A day of the calendar, which is the same in every time zone. */
export function daySaid(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(day),
  );
}

export function countrySaid(country: string, locale: string): string {
  return (
    new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' }).of(country) ?? country
  );
}

export function kindSaid(speciesId: string, { kinds, locale }: Telling): string | undefined {
  const kind = kinds.get(speciesId);
  return kind && textIn(kind.names, locale).text;
}

/** Whether a tree is among those that are shown. One that waits is of no year. */
export function isShown({ speciesId, plantedOn }: Tree, { species, from, until }: Filter): boolean {
  const year = plantedOn === null ? undefined : Number(plantedOn.slice(0, 4));
  const isKind = species.length === 0 || species.includes(speciesId);
  if (from === null && until === null) return isKind;
  return isKind && year !== undefined && year >= (from ?? year) && year <= (until ?? year);
}
