/** `kindcart erase`: takes a person out of everything, but for what accounting law keeps. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { emailSchema, type Id, isId, parse } from '@kindcart/contract';
import type { OpenDatabase } from '../database/open.ts';
import { eraseParticipant } from '../deeds/participants/erasing.ts';
import { emailKey } from '../giving/donations/details.ts';
import { type Erased, eraseAddress, eraseGift } from '../giving/donors/erase.ts';
import { findRunningOf, findRunningOfAddress } from '../giving/recurring/records.ts';
import { findOrganization } from './keys.ts';
import { CommandError, type Terminal } from './words.ts';

export interface EraseFlags {
  /** Only here; everywhere when left out. */
  readonly organization: string | undefined;
  /** Where mails are written, when they are not sent. */
  readonly mailFolder: string;
}

/** Erases whom an address belongs to, or the person behind one gift or one participant of challenges. */
export async function eraseCommand(
  database: OpenDatabase,
  whom: string | undefined,
  { organization, mailFolder }: EraseFlags,
  terminal: Terminal,
): Promise<number> {
  const { db } = database;
  if (whom !== undefined && isId('donation', whom)) {
    refuseWhile(await findRunningOf(db, whom), whom);
    const erased = await eraseGift(db, whom);
    if (erased === undefined) throw new CommandError(`There is no gift ${whom}.`);
    terminal.line(
      `Name, message, details and notes of ${whom} are erased. Its amount and dates stay in the books.`,
    );
    tellOfReceipts(erased, terminal);
    return 0;
  }
  if (whom !== undefined && isId('participant', whom)) {
    if (!(await eraseParticipant(db, whom))) {
      throw new CommandError(`There is no participant ${whom}.`);
    }
    terminal.line(
      `The name of ${whom} is erased with the notes on their deeds, and they are of no team. Days and what they gave stay in the books, and belong to nobody by name.`,
    );
    return 0;
  }
  const email = parse(emailSchema, whom);
  if (!email.ok) {
    throw new CommandError(
      'Say whom: `kindcart erase donor@example.org`, `kindcart erase don_…` for one gift, or `kindcart erase par_…` for one who walks.',
    );
  }
  const within =
    organization === undefined ? undefined : await findOrganization(database, organization);
  const key = emailKey(email.value);
  refuseWhile(await findRunningOfAddress(db, key, within), email.value);
  const erased = await eraseAddress(db, key, within);
  const files = await eraseFiles(mailFolder, key);
  terminal.line(
    `${email.value} is erased: ${erased.gifts} gifts (amounts and dates stay in the books), ${erased.cards} cards, ${erased.mails} mails in the queue, ${files} mails in ${mailFolder}.`,
  );
  terminal.line('Mails that a mail server has taken are out of reach.');
  tellOfReceipts(erased, terminal);
  return 0;
}

/** A gift that comes again could not be stopped by a donor who cannot be written to. */
function refuseWhile(running: Id<'recurringGift'> | undefined, whom: string): void {
  if (running === undefined) return;
  throw new CommandError(
    `${whom} is of ${running}, which still comes again: its donor could not be written to. ` +
      'Cancel that first.',
  );
}

function tellOfReceipts({ receipts }: Erased, terminal: Terminal): void {
  if (receipts === 0) return;
  terminal.line(
    `${receipts} receipts stay as they were issued, with the name on them: accounting law asks for it.`,
  );
}

/** Removes written mails to the address; none where there is no such folder. */
async function eraseFiles(folder: string, key: string): Promise<number> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  let erased = 0;
  for (const name of names.filter((one) => one.endsWith('.eml'))) {
    const mail = await readFile(join(folder, name), 'utf8');
    const to = /^To: ?((?:.*\r?\n[ \t])*.*)$/im.exec(mail.split('\r\n\r\n', 1)[0] ?? '')?.[1] ?? '';
    const address = to.trim().replace(/^<|>$/g, '');
    if (emailKey(address) !== key) continue;
    await rm(join(folder, name));
    erased += 1;
  }
  return erased;
}
