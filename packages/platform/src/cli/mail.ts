/** `kindcart mail list` and `kindcart mail retry`. */
import { isId } from '@kindcart/contract';
import type { OpenDatabase } from '../database/open.ts';
import { listMails, retryMails } from '../mail/queue.ts';
import { CommandError, type Terminal } from './words.ts';

/** Lists mails that have not gone out, and why. */
export async function showMails({ db }: OpenDatabase, terminal: Terminal): Promise<number> {
  const mails = await listMails(db);
  if (mails.length === 0) terminal.line('No mail waits.');
  for (const { id, kind, to, attempts, queuedAt, nextAt, trouble } of mails) {
    const next = nextAt === null ? 'refused for good' : `next try ${nextAt.toISOString()}`;
    const tries = `${attempts} ${attempts === 1 ? 'try' : 'tries'}`;
    const line = [id, kind, to, `queued ${queuedAt.toISOString()}`, tries, next, trouble ?? ''];
    terminal.line(line.join('  ').trimEnd());
  }
  return 0;
}

/** Makes one mail due now, or all; a running platform sends them within seconds. */
export async function retryMail(
  { db }: OpenDatabase,
  id: string | undefined,
  terminal: Terminal,
): Promise<number> {
  if (id !== undefined && !isId('mail', id)) {
    throw new CommandError(`${id} is no mail: the ids are in \`kindcart mail list\`.`);
  }
  const retried = await retryMails(db, id);
  if (id !== undefined && retried === 0) {
    throw new CommandError(`No mail ${id} waits: it has gone out, or was erased.`);
  }
  terminal.line(`${retried} ${retried === 1 ? 'mail is' : 'mails are'} due now.`);
  return 0;
}
