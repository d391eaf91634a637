/** `kindcart export FILE`: a charity's own data. */
import { createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { OpenDatabase } from '../database/open.ts';
import { csvLine, giftCells, giftColumns } from '../giving/donations/export.ts';
import { giftPages } from '../giving/donations/records.ts';
import { donorColumns, donorPages } from '../giving/donors/export.ts';
import type { Book } from '../ledger/rules.ts';
import { findOrganization } from './keys.ts';
import { CommandError, type Terminal } from './words.ts';

/** Whose gifts. */
export interface ExportFlags {
  readonly organization: string | undefined;
  readonly live: boolean;
}

type Cell = string | boolean | null;

/** What is exported: columns, and rows of cells in pages. */
interface Table {
  readonly what: string;
  readonly columns: readonly string[];
  readonly pages: (db: OpenDatabase['db'], book: Book) => AsyncIterable<readonly Cell[][]>;
}

const gifts: Table = {
  what: 'gifts',
  columns: giftColumns,
  async *pages(db, book) {
    for await (const page of giftPages(db, book)) yield page.map(giftCells);
  },
};
const donors: Table = { what: 'donors', columns: donorColumns, pages: donorPages };

/** How a kind of file begins, what stands for a row, and how it ends. */
interface Format {
  readonly begin: (columns: readonly string[]) => string;
  readonly row: (columns: readonly string[], cells: readonly Cell[], isFirst: boolean) => string;
  readonly end: string;
}

const formats: Readonly<Record<string, Format>> = {
  csv: {
    // The mark tells spreadsheets that what follows is UTF-8.
    begin: (columns) => `\uFEFF${csvLine(columns)}\r\n`,
    row: (_, cells) => `${csvLine(cells)}\r\n`,
    end: '',
  },
  json: {
    begin: () => '[',
    row(columns, cells, isFirst) {
      const row = Object.fromEntries(columns.map((name, place) => [name, cells[place]]));
      return `${isFirst ? '' : ','}\n${JSON.stringify(row)}`;
    },
    end: '\n]\n',
  },
};

/** Writes all gifts, or all donors, into a new file; its name says which, and its ending how. */
export async function exportTable(
  database: OpenDatabase,
  file: string | undefined,
  { organization, live }: ExportFlags,
  terminal: Terminal,
): Promise<number> {
  const format = formats[/\.(csv|json)$/.exec(file ?? '')?.[1] ?? ''];
  if (file === undefined || format === undefined) {
    throw new CommandError(
      'Say into which file: `kindcart export gifts.csv` or gifts.json, donors.csv or donors.json.',
    );
  }
  const { what, columns, pages } = basename(file).startsWith('donors') ? donors : gifts;
  const organizationId = await findOrganization(database, organization);
  let written = 0;
  async function* texts({ begin, row, end }: Format) {
    yield begin(columns);
    for await (const page of pages(database.db, { organizationId, livemode: live })) {
      yield page.map((cells, place) => row(columns, cells, written + place === 0)).join('');
      written += page.length;
      terminal.progress(`${written} ${what}`);
    }
    yield end;
  }
  try {
    await pipeline(texts(format), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  } catch (cause) {
    throw inWords(cause, file);
  }
  terminal.line(`Wrote ${written} ${live ? 'live' : 'test'} ${what} to ${file}.`);
  return 0;
}

/** What the file system says, such as of a disk that is full; anything else is as it was. */
function inWords(cause: unknown, file: string): unknown {
  if (!(cause instanceof Error && 'syscall' in cause && 'code' in cause)) return cause;
  const what =
    cause.code === 'EEXIST'
      ? `${file} is there already. Choose another name, or move it away.`
      : `${file} cannot be written: ${cause.message}.`;
  return new CommandError(what, { cause });
}
