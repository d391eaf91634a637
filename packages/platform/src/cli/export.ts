/** `kindcart export FILE` and `kindcart erase don_…`: a charity's own data, and a donor's. */
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { isId } from '@kindcart/contract';
import type { OpenDatabase } from '../database/open.ts';
import {
  csvLine,
  type GiftRecord,
  giftColumns,
  giftPages,
  giftRecord,
} from '../giving/donations/export.ts';
import { eraseDonor } from '../giving/donations/records.ts';
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
  readonly gift: (gift: GiftRecord, isFirst: boolean) => string;
  readonly end: string;
}

const formats: Readonly<Record<string, Format>> = {
  csv: {
    // The mark tells spreadsheets that what follows is UTF-8.
    begin: `\uFEFF${csvLine(giftColumns)}\r\n`,
    gift: (gift) => `${csvLine(giftColumns.map((name) => gift[name]))}\r\n`,
    end: '',
  },
  json: {
    begin: '[',
    gift: (gift, isFirst) => `${isFirst ? '' : ','}\n${JSON.stringify(gift)}`,
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
  const output = await newFile(file);
  let written = 0;
  output.write(format.begin);
  for await (const page of giftPages(database.db, { organizationId, livemode: live })) {
    const text = page.map((row, place) =>
      format.gift(giftRecord(row), written === 0 && place === 0),
    );
    if (!output.write(text.join(''))) await once(output, 'drain');
    written += page.length;
    terminal.progress(`${written} gifts`);
  }
  output.end(format.end);
  await once(output, 'finish');
  terminal.line(`Wrote ${written} ${live ? 'live' : 'test'} gifts to ${file}.`);
  return 0;
}

async function newFile(file: string): Promise<WriteStream> {
  const output = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  try {
    await once(output, 'open');
    return output;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'EEXIST') {
      throw new CommandError(`${file} is there already. Choose another name, or move it away.`, {
        cause,
      });
    }
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new CommandError(`${file} cannot be written: ${found}.`, { cause });
  }
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
  if (!(await eraseDonor(db, id))) throw new CommandError(`There is no gift ${id}.`);
  terminal.line(`Name and message of ${id} are erased. Its amount and dates stay in the books.`);
  return 0;
}
