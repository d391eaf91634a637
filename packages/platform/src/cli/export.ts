/** `kindcart export FILE` and `kindcart erase don_…`: a charity's own data, and a donor's. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { isId } from '@kindcart/contract';
import type { OpenDatabase } from '../database/open.ts';
import { csvLine, giftCells, giftColumns } from '../giving/donations/export.ts';
import { eraseDonor, type GiftRow, giftPages } from '../giving/donations/records.ts';
import { findRunningOf } from '../giving/recurring/records.ts';
import { findOrganization } from './keys.ts';
import { CommandError, type Terminal } from './words.ts';

/** Whose gifts. */
export interface ExportFlags {
  readonly organization: string | undefined;
  readonly live: boolean;
}

/** How a kind of file begins, what stands for a gift, and how it ends. */
interface Format {
  readonly begin: string;
  readonly gift: (row: GiftRow, isFirst: boolean) => string;
  readonly end: string;
}

const formats: Readonly<Record<string, Format>> = {
  csv: {
    // The mark tells spreadsheets that what follows is UTF-8.
    begin: `\uFEFF${csvLine(giftColumns)}\r\n`,
    gift: (row) => `${csvLine(giftCells(row))}\r\n`,
    end: '',
  },
  json: {
    begin: '[',
    gift(row, isFirst) {
      const cells = giftCells(row);
      const gift = Object.fromEntries(giftColumns.map((name, place) => [name, cells[place]]));
      return `${isFirst ? '' : ','}\n${JSON.stringify(gift)}`;
    },
    end: '\n]\n',
  },
};

/** Writes all gifts into a new file; the ending of its name says how. */
export async function exportGifts(
  database: OpenDatabase,
  file: string | undefined,
  { organization, live }: ExportFlags,
  terminal: Terminal,
): Promise<number> {
  const format = formats[/\.(csv|json)$/.exec(file ?? '')?.[1] ?? ''];
  if (file === undefined || format === undefined) {
    throw new CommandError('Say into which file: `kindcart export gifts.csv` or gifts.json.');
  }
  const organizationId = await findOrganization(database, organization);
  let written = 0;
  async function* texts({ begin, gift, end }: Format) {
    yield begin;
    for await (const page of giftPages(database.db, { organizationId, livemode: live })) {
      yield page.map((row, place) => gift(row, written + place === 0)).join('');
      written += page.length;
      terminal.progress(`${written} gifts`);
    }
    yield end;
  }
  try {
    await pipeline(texts(format), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  } catch (cause) {
    throw inWords(cause, file);
  }
  terminal.line(`Wrote ${written} ${live ? 'live' : 'test'} gifts to ${file}.`);
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

/** Takes what is known of the person out of a gift; the gift itself stays in the books. */
export async function eraseGift(
  { db }: OpenDatabase,
  id: string | undefined,
  terminal: Terminal,
): Promise<number> {
  if (id === undefined || !isId('donation', id)) {
    throw new CommandError('Say of which gift: `kindcart erase don_…`, with the id of a gift.');
  }
  const running = await findRunningOf(db, id);
  if (running !== undefined) {
    throw new CommandError(
      `${id} is the first of ${running}, which still comes again: its donor could not be written to. ` +
        'Cancel that first.',
    );
  }
  if (!(await eraseDonor(db, id))) throw new CommandError(`There is no gift ${id}.`);
  terminal.line(
    `Name, message and details of ${id} are erased. Its amount and dates stay in the books.`,
  );
  return 0;
}
