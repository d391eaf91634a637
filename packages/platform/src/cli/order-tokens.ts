/** `kindcart merchants token`: the secret that makes tokens of a merchant's orders. */
import { isId, keepOldTokensHoursMax } from '@kindcart/contract';
import { allMerchants } from '../commerce/merchants/records.ts';
import { findSecrets, rotateSecret } from '../commerce/order-impact/records.ts';
import { saySecret, type TokenSecret } from '../commerce/order-impact/rules.ts';
import { newTokenSecret } from '../commerce/order-impact/tokens.ts';
import type { OpenDatabase } from '../database/open.ts';
import { systemIds } from './session.ts';
import { CommandError, type Terminal } from './words.ts';

/** Whether there is to be a new secret, and for how many hours tokens of the old one are taken. */
export interface TokenFlags {
  readonly rotate: boolean;
  readonly hours?: string | undefined;
}

/** Shows the secret of a merchant, or makes a new one. */
export async function merchantToken(
  { db }: OpenDatabase,
  id: string | undefined,
  { rotate, hours }: TokenFlags,
  terminal: Terminal,
): Promise<number> {
  if (id === undefined || !isId('merchant', id)) {
    throw new CommandError(
      `Name a merchant, such as \`kindcart merchants token mer_…\`. \`kindcart merchants list\` shows them.`,
    );
  }
  if (hours !== undefined && !rotate) throw new CommandError('--hours goes with --rotate.');
  const known = (await allMerchants(db)).find(({ merchant }) => merchant.id === id);
  if (known === undefined) throw new CommandError(`There is no merchant ${id}.`);
  const book = { organizationId: known.organizationId, livemode: known.merchant.livemode };
  const now = new Date(systemIds.nowMs());
  const keepOldHours = rotate ? readHours(hours ?? '168') : 0;
  const change = { secret: newTokenSecret(), keepOldHours, now };
  const secrets = rotate
    ? await rotateSecret(db, book, id, change)
    : (await findSecrets(db, book, id))?.secrets;
  if (secrets === undefined) throw new CommandError(`There is no merchant ${id}.`);
  say(secrets, now, terminal);
  return 0;
}

function readHours(text: string): number {
  const hours = /^\d{1,3}$/.test(text) ? Number.parseInt(text, 10) : Number.NaN;
  if (hours <= keepOldTokensHoursMax) return hours;
  throw new CommandError(
    `--hours is a whole number from 0 to ${keepOldTokensHoursMax}, not ${text}.`,
  );
}

function say(secrets: readonly TokenSecret[], now: Date, terminal: Terminal): void {
  const { secret, olderUntil } = saySecret(secrets, now);
  terminal.line(secret);
  terminal.line('Keep it on your server: it makes the tokens of your orders, see docs/cart.md.');
  if (olderUntil !== null) terminal.line(`Tokens of older secrets are taken until ${olderUntil}.`);
}
