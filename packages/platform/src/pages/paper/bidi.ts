/**
 * The order in which a line of mixed directions is drawn: the part of the Unicode Bidirectional
 * Algorithm (UAX 9) that names, titles and amounts need. No embedding controls; they are left out.
 */

/** Characters of a line that are drawn in one direction, in the order of reading. */
export interface DirectedRun {
  readonly text: string;
  readonly isRtl: boolean;
}

const rtl = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const letter = /\p{L}/u;
const digit = /\p{Nd}/u;
const mark = /\p{M}/u;
/** Controls of direction, which a name cannot use against the rest of the line. */
const controls = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const mirrored: Readonly<Record<string, string>> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '{': '}',
  '}': '{',
  '<': '>',
  '>': '<',
  '«': '»',
  '»': '«',
};

/** Whether a text reads from right to left: its first letter says so. */
export function isRtlText(text: string): boolean {
  for (const character of text) if (letter.test(character)) return rtl.test(character);
  return false;
}

type Kind = 'ltr' | 'rtl' | 'number' | 'neutral';

function kindsOf(characters: readonly string[]): Kind[] {
  const kinds: Kind[] = [];
  for (const character of characters) {
    const before = kinds.at(-1);
    if (mark.test(character)) kinds.push(before ?? 'neutral');
    // Arabic digits are written from left to right as well.
    else if (digit.test(character)) kinds.push('number');
    else if (rtl.test(character)) kinds.push('rtl');
    else if (letter.test(character)) kinds.push('ltr');
    else kinds.push('neutral');
  }
  return kinds;
}

/** Levels as in UAX 9: even ones run from left to right, odd ones from right to left. */
function levelsOf(kinds: readonly Kind[], base: 0 | 1): number[] {
  const levelOf = (kind: Kind, place: number): number => {
    if (kind === 'rtl') return 1;
    if (kind === 'ltr') return base === 0 ? 0 : 2;
    const strong = kinds.slice(0, place).findLast((one) => one === 'ltr' || one === 'rtl');
    const isInRtl = strong === undefined ? base === 1 : strong === 'rtl';
    return isInRtl ? 2 : base === 0 ? 0 : 2;
  };
  return kinds.map((kind, place) => {
    if (kind !== 'neutral') return levelOf(kind, place);
    const isSolid = (one: Kind) => one !== 'neutral';
    const before = kinds.slice(0, place).findLastIndex(isSolid);
    const after = kinds.findIndex((one, at) => at > place && isSolid(one));
    if (before === -1 || after === -1) return base;
    // A number counts as what it stands in, and a neutral between two of a kind is of that kind.
    const side = (at: number) =>
      kinds[at] === 'number' ? levelOf('number', at) : levelOf(kinds[at] ?? 'ltr', at);
    const [left, right] = [side(before), side(after)];
    if (kinds[before] === 'number' && kinds[after] === 'number') return left;
    return left === right ? left : base;
  });
}

const closing: Readonly<Record<string, string>> = {
  '(': ')',
  '[': ']',
  '{': '}',
  '«': '»',
  '（': '）',
  '“': '”',
};

/** Brackets that belong together run in one direction: that of what they hold, where it stands in the same. */
function pairBrackets(characters: readonly string[], levels: number[], base: 0 | 1): void {
  for (const [open, character] of characters.entries()) {
    const wanted = closing[character];
    const close = wanted === undefined ? -1 : characters.indexOf(wanted, open);
    if (close === -1) continue;
    const inside = levels.slice(open + 1, close).map((level) => (level === 0 ? 0 : 1));
    const before = characters.slice(0, open).findLastIndex((one) => letter.test(one));
    const around = before === -1 ? base : levels[before] === 1 ? 1 : 0;
    const level = inside.includes(base) ? base : inside.length === 0 ? base : around;
    levels[open] = level;
    levels[close] = level;
  }
}

/** The runs of a line as they stand on paper, from left to right. */
export function visualRuns(text: string, isRtlBase: boolean): DirectedRun[] {
  const characters = [...text.replace(controls, '')];
  const base = isRtlBase ? 1 : 0;
  const levels = levelsOf(kindsOf(characters), base);
  pairBrackets(characters, levels, base);
  const runs: { text: string; level: number }[] = [];
  for (const [place, character] of characters.entries()) {
    const level = levels[place] ?? 0;
    const last = runs.at(-1);
    const drawn = level % 2 === 1 ? (mirrored[character] ?? character) : character;
    if (last?.level === level) last.text += drawn;
    else runs.push({ text: drawn, level });
  }
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  // From the highest level down, whatever stands at it or above is turned round.
  for (let level = highest; level >= 1; level -= 1) {
    for (let start = 0; start < runs.length; start += 1) {
      let end = start;
      while ((runs[end]?.level ?? -1) >= level) end += 1;
      if (end > start) runs.splice(start, end - start, ...runs.slice(start, end).reverse());
      start = end;
    }
  }
  return runs.map((run) => ({ text: run.text, isRtl: run.level % 2 === 1 }));
}
