/** The rows of a CSV file as RFC 4180 and spreadsheets write it. Pure. */

/** A row, and the line of the file on which it begins. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What is wrong with a file as a whole. */
export class CsvError extends Error {
  override readonly name = 'CsvError';
}

/** @throws CsvError in words, when the bytes are no text in UTF-8 */
export function csvText(bytes: Uint8Array): string {
  try {
    // A mark of the byte order, as Excel writes it, is left out.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CsvError('is not UTF-8. In Excel, save it as "CSV UTF-8".');
  }
}

/**
 * All rows that have anything in them. Cells may be quoted, and have commas, quotes and lines in them then.
 * Where the first line has semicolons and no comma, as of a spreadsheet in German, those part the cells.
 *
 * @throws CsvError when a quote is opened and never closed
 */
export function csvRows(text: string): CsvRow[] {
  const [header = ''] = text.split(/\r?\n|\r/, 1);
  const separator = header.includes(';') && !header.includes(',') ? ';' : ',';
  const rows: CsvRow[] = [];
  let [at, line] = [0, 1];
  while (at < text.length) {
    const row = readRow(text, at, separator);
    if (row === null) throw new CsvError(`has a quote on line ${line} that is never closed.`);
    if (row.cells.some((cell) => cell !== '')) rows.push({ line, cells: row.cells });
    line += text.slice(at, row.end).match(/\r\n|\r|\n/g)?.length ?? 0;
    at = row.end;
  }
  return rows;
}

const quotedCell = /"((?:[^"]|"")*)"/y;

/** The cells from here to the end of the row, and where the next one begins; null where it has no end. */
function readRow(
  text: string,
  from: number,
  separator: string,
): { readonly cells: readonly string[]; readonly end: number } | null {
  const plainCell = separator === ';' ? /[^;\r\n]*/y : /[^,\r\n]*/y;
  const cells: string[] = [];
  let at = from;
  for (;;) {
    const isQuoted = text[at] === '"';
    const cell = matchAt(isQuoted ? quotedCell : plainCell, text, at);
    if (cell === null) return null;
    at += cell[0].length;
    // What follows a closing quote within a cell belongs to it.
    const rest = isQuoted ? (matchAt(plainCell, text, at)?.[0] ?? '') : '';
    at += rest.length;
    cells.push(
      isQuoted ? `${(cell[1] ?? '').replaceAll('""', '"')}${rest}`.trim() : cell[0].trim(),
    );
    if (text[at] !== separator) break;
    at += 1;
  }
  if (text[at] === '\r') at += 1;
  if (text[at] === '\n') at += 1;
  return { cells, end: at };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
