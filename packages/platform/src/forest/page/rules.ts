/** What a tree's page may say, and how it says it. Pure. */
import type { Position, Texts, Tree, TreeStage, WholeTree } from '@kindcart/contract';

/** Everything that the page and the certificate of a tree tell of. */
export interface TreeFacts {
  readonly tree: WholeTree;
  readonly species: { readonly latinName: string; readonly names: Texts };
  readonly plotNames: Texts;
  readonly organizationName: string;
  /** Whether it is a gift whose day has not come. */
  readonly isGiftWaiting: boolean;
  /** The tree before it at the same place, and the one after it. */
  readonly before: Neighbour | undefined;
  readonly after: Neighbour | undefined;
}

/** Another tree that stood or stands at the same place. */
export type Neighbour = Pick<Tree, 'id' | 'number'>;

/** A text in the language, or in the nearest one that there is; English is always there. */
export function textIn(texts: Texts, language: string): string {
  const wanted = language.toLowerCase();
  const [base] = wanted.split('-');
  const found =
    Object.keys(texts).find((tag) => tag.toLowerCase() === wanted) ??
    Object.keys(texts).find((tag) => tag.toLowerCase().split('-')[0] === base);
  return texts[found ?? 'en'] ?? '';
}

const degrees = new Intl.NumberFormat('en', {
  minimumFractionDigits: 4,
  maximumFractionDigits: 4,
  // What is nought has no sign, from whichever side it was rounded.
  signDisplay: 'negative',
});

/** Latitude, then longitude, as maps take them: to about ten metres, as a tree needs it and no more. */
export function coordinatesOf([longitude, latitude]: Position): string {
  return `${degrees.format(latitude)}, ${degrees.format(longitude)}`;
}

/** A day of the calendar in the language. */
export function dayIn(language: string, day: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(day),
  );
}

/** A length in the language: centimetres below a metre, metres above. */
export function lengthIn(language: string, cm: number): string {
  const isShort = cm < 100;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: isShort ? 'centimeter' : 'meter',
    maximumFractionDigits: isShort ? 0 : 1,
  }).format(isShort ? cm : cm / 100);
}

/** A number of a tree or a place, which is never grouped: it is a name. */
export function numberIn(language: string, number: number): string {
  return new Intl.NumberFormat(language, { useGrouping: false }).format(number);
}

/** What became of a tree in the end, when it does not stand any more. */
export function endOf({ stages }: Pick<Tree, 'stages'>): TreeStage | undefined {
  return stages.find(({ state }) => state === 'lost' || state === 'replaced');
}
