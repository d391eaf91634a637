/** The fonts that PDFs are set in, and which of them has which characters. */
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

const folder = new URL('../../../fonts/', import.meta.url);

/** In the order in which they are asked; the last has what stands for a character that none has. */
const fontNames = [
  'noto-sans-latin',
  'noto-sans-latin-ext',
  'noto-sans-vietnamese',
  'noto-sans-greek',
  'noto-sans-cyrillic',
  'noto-sans-devanagari',
  'noto-naskh-arabic',
  'noto-sans-sc',
  'noto-emoji',
] as const;
export type FontName = (typeof fontNames)[number];

/** Characters set in one font. */
export interface FontRun {
  readonly font: FontName;
  readonly text: string;
  /** Whether `text` stands in for something that no font has. */
  readonly isMissing: boolean;
}

/** What stands for a character that no font has. */
const placeholder = { font: 'noto-sans-sc', text: '〓', isMissing: true } as const;

type Range = readonly [first: number, last: number];

/** Characters of each font, read at the first look: a platform that makes no PDF reads nothing. */
let coverage: ReadonlyMap<FontName, readonly Range[]> | undefined;

function covered(): ReadonlyMap<FontName, readonly Range[]> {
  if (coverage !== undefined) return coverage;
  const file: Readonly<Record<string, string>> = JSON.parse(
    readFileSync(new URL('coverage.json', folder), 'utf8'),
  );
  coverage = new Map(fontNames.map((name) => [name, rangesOf(file[name] ?? '')]));
  return coverage;
}

function rangesOf(text: string): Range[] {
  return text.split(' ').map((range) => {
    const [first = '', last = first] = range.split('-');
    return [Number.parseInt(first, 36), Number.parseInt(last, 36)];
  });
}

function has(ranges: readonly Range[], code: number): boolean {
  let [low, high] = [0, ranges.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = ranges[middle] ?? [0, -1];
    if (code < first) high = middle - 1;
    else if (code > last) low = middle + 1;
    else return true;
  }
  return false;
}

// What joins or varies the characters beside it, and may have no glyph of its own.
const joiners = /\u200c|\u200d|\ufe0e|\ufe0f|[\u{e0020}-\u{e007f}]/gu;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const isEmoji = /\p{Emoji_Presentation}|\ufe0f/u;

/** A font that has all of a character with its marks. */
function fontFor(grapheme: string): FontName | undefined {
  const codes = [...grapheme.replace(joiners, '')].map((part) => part.codePointAt(0) ?? 0);
  const names = isEmoji.test(grapheme) ? fontNames.toReversed() : fontNames;
  return names.find((name) => {
    const ranges = covered().get(name) ?? [];
    return codes.every((code) => has(ranges, code));
  });
}

/** A text parted by the fonts that it is set in. */
export function fontRuns(text: string): FontRun[] {
  const runs: { font: FontName; text: string; isMissing: boolean }[] = [];
  for (const { segment } of graphemes.segment(text)) {
    const last = runs.at(-1);
    // A space stays in the font of the word before it, so that words are shaped with their spaces.
    const keeps = segment === ' ' && last !== undefined && last.font !== 'noto-emoji';
    const font = keeps ? last.font : fontFor(segment);
    const run = font === undefined ? placeholder : { font, text: segment, isMissing: false };
    if (last !== undefined && last.font === run.font && last.isMissing === run.isMissing) {
      last.text += run.text;
    } else {
      runs.push({ ...run });
    }
  }
  return runs;
}

const files = new Map<FontName, Buffer>();

/** The font as OpenType; read once, and only when something is set in it. */
export function fontFile(name: FontName): Buffer {
  const known = files.get(name);
  if (known !== undefined) return known;
  const file = unpackWoff(readFileSync(new URL(`${name}.woff`, folder)));
  files.set(name, file);
  return file;
}

/**
 * OpenType out of WOFF 1.0 (https://www.w3.org/TR/WOFF/): the same tables, each inflated once. Left
 * packed, a table would be inflated for every glyph that is looked up in it.
 */
function unpackWoff(woff: Buffer<ArrayBuffer>): Buffer {
  const tables = woff.readUInt16BE(12);
  const head = Buffer.alloc(12 + 16 * tables);
  // What readers of OpenType search by is left at zero: they find tables by reading all of the list.
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(tables, 4);
  const parts = [head];
  let offset = head.length;
  for (let place = 0; place < tables; place += 1) {
    const entry = 44 + 20 * place;
    const [start, packed, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at));
    if (start === undefined || packed === undefined || length === undefined) continue;
    const bytes = woff.subarray(start, start + packed);
    const table = packed < length ? inflateSync(bytes) : bytes;
    const row = 12 + 16 * place;
    woff.copy(head, row, entry, entry + 4);
    woff.copy(head, row + 4, entry + 16, entry + 20);
    head.writeUInt32BE(offset, row + 8);
    head.writeUInt32BE(length, row + 12);
    // Tables begin at multiples of four bytes.
    const padding = Buffer.alloc((4 - (length % 4)) % 4);
    parts.push(table, padding);
    offset += length + padding.length;
  }
  return Buffer.concat(parts);
}
