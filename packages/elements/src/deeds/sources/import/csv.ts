/** Rows of a table written as text (RFC 4180, and what spreadsheets make of it). Pure. */
import { quantityMax } from '@kindcart/contract/deed-counting';

const separators = [',', ';', '\t'] as const;
const columnsMost = 1_000;

/** What parts the columns: whichever the line has most of, outside of quotes. */
export function separatorOf(line: string): string {
  const bare = line.replaceAll(/"[^"]*"/g, '');
  const counts = separators.map((separator) => bare.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** The cells of each row, without the spaces around them; a quote that is never closed ends with the text. */
export function* rowsOf(text: string): Generator<readonly string[]> {
  const separator = separatorOf(text.slice(0, 20_000));
  let row: string[] = [];
  let place = text.startsWith('\uFEFF') ? 1 : 0;
  while (place < text.length) {
    const cell = readCell(text, place, separator);
    if (row.length < columnsMost) row.push(cell.text.trim());
    place = cell.end;
    const next = text[place];
    place += 1;
    if (next === separator) {
      // A line may end with a separator, and so with an empty cell.
      if (place === text.length) row.push('');
      continue;
    }
    if (next === '\r' && text[place] === '\n') place += 1;
    yield row;
    row = [];
  }
  if (row.length > 0) yield row;
}

function readCell(text: string, place: number, separator: string): { text: string; end: number } {
  if (text[place] !== '"') {
    let end = place;
    while (end < text.length && !isEnd(text[end], separator)) end += 1;
    return { text: text.slice(place, end), end };
  }
  let cell = '';
  let from = place + 1;
  while (from < text.length) {
    const found = text.indexOf('"', from);
    const end = found < 0 ? text.length : found;
    cell += text.slice(from, end);
    from = end + 1;
    if (text[from] !== '"') break;
    cell += '"';
    from += 1;
  }
  // Whatever stands between the closing quote and the separator belongs to no cell.
  let end = Math.min(from, text.length);
  while (end < text.length && !isEnd(text[end], separator)) end += 1;
  return { text: cell, end };
}

function isEnd(character: string | undefined, separator: string): boolean {
  return character === separator || character === '\n' || character === '\r';
}

/** The whole number of each is in the first parentheses, with the marks between its thousands. */
const inThousands = /^([1-9]\d{0,2}([,.'’ \u00A0\u202F])\d{3}(?:\2\d{3})*)(?:[.,]\d+)?$/;
const plain = /^(\d+)(?:[.,]\d+)?$/;

/**
 * Whole steps as any language writes them: `1,234`, `1.234`, `1 234`, `1’234`, `1234.0`. Three digits after a
 * point or comma are thousands, since nobody counts thousandths of a step. Null for what is no number, and for
 * more than a deed can say.
 */
export function readSteps(text: string): number | null {
  const whole = (inThousands.exec(text) ?? plain.exec(text))?.[1]?.replaceAll(/\D/g, '');
  const steps = Number(whole ?? Number.NaN);
  return steps <= quantityMax ? steps : null;
}
