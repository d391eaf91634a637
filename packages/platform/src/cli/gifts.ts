/** `kindcart gifts hide|show don_…`: whether the public sees a gift's name and message. */
import { isId, moderateDonationSchema, parse } from '@kindcart/contract';
import type { OpenDatabase } from '../database/open.ts';
import { findBook, keepModeration } from '../giving/moderation/records.ts';
import { CommandError, type Terminal } from './words.ts';

export interface GiftDecision {
  readonly hidden: boolean;
  /** Why, for the charity's own people. */
  readonly reason: string | undefined;
}

/** Keeps the decision; the wall follows at once. */
export async function moderate(
  { db }: OpenDatabase,
  id: string | undefined,
  { hidden, reason }: GiftDecision,
  terminal: Terminal,
): Promise<number> {
  const command = hidden ? 'hide' : 'show';
  if (id === undefined || !isId('donation', id)) {
    throw new CommandError(`Say which gift: \`kindcart gifts ${command} don_…\`.`);
  }
  const decision = parse(moderateDonationSchema, {
    nameHidden: hidden,
    messageHidden: hidden,
    reason: reason ?? null,
  });
  if (!decision.ok) {
    throw new CommandError(`--reason ${decision.fields[0]?.message ?? 'cannot be kept'}.`);
  }
  const book = await findBook(db, id);
  const decidedAt = new Date().toISOString();
  if (!book || !(await keepModeration(db, book, id, { ...decision.value, decidedAt }))) {
    throw new CommandError(`There is no gift ${id}.`);
  }
  terminal.line(
    hidden
      ? `Name and message of ${id} are hidden. Its amount stays on the wall.`
      : `Name and message of ${id} are shown again, as far as its donor wished.`,
  );
  return 0;
}
