/** `kindcart field pass|list|revoke`: links for those who look after trees with a phone. */
import { newId } from '@kindcart/contract';
import type { Config } from '../config.ts';
import type { OpenDatabase } from '../database/open.ts';
import {
  allFieldPasses,
  insertFieldPass,
  makeFieldSecret,
  revokeFieldPass,
} from '../forest/field/passes.ts';
import { findOrganization } from './keys.ts';
import { systemIds } from './session.ts';
import { CommandError, type Terminal } from './words.ts';

export const fieldUsage = `kindcart field pass --observer NAME [--days 90] [--organization NAME] [--live]   a link for one who looks after trees with a phone
kindcart field list
kindcart field revoke fpa_…      the link does not count any more; what waits on the phone stays there`;

/** Flags of these commands alone, or which they share. */
export const fieldFlags: Readonly<Record<string, readonly string[]>> = {
  'field pass': ['organization', 'live', 'observer', 'days'],
};

export const fieldOptions = { observer: { type: 'string' } } as const;

/** Commands that are about something, named after them. */
export const fieldWithArgument: readonly string[] = ['field revoke'];

/** What a new pass is told with. */
export interface FieldPassFlags {
  readonly organization?: string | undefined;
  readonly observer?: string | undefined;
  readonly days?: string | undefined;
  readonly live: boolean;
}

const dayMs = 24 * 60 * 60_000;
const observerMax = 80;
const daysMax = 730;

/** Makes a pass and prints its link, this once. */
export async function giveFieldPass(
  database: OpenDatabase,
  { organization, observer = '', days = '90', live }: FieldPassFlags,
  { publicUrl, port }: Pick<Config, 'publicUrl' | 'port'>,
  terminal: Terminal,
): Promise<number> {
  const name = observer.trim();
  if (name === '' || name.length > observerMax) {
    throw new CommandError(
      `Say who observes, in up to ${observerMax} characters: \`kindcart field pass --observer "Batu"\`.`,
    );
  }
  if (!/^[1-9]\d{0,2}$/.test(days) || Number(days) > daysMax) {
    throw new CommandError(`--days takes 1 to ${daysMax}, not ${days}.`);
  }
  const organizationId = await findOrganization(database, organization);
  const now = new Date(systemIds.nowMs());
  const expiresAt = new Date(now.getTime() + Number(days) * dayMs);
  const id = newId('fieldPass', systemIds);
  const secret = makeFieldSecret(systemIds.fillRandom);
  const book = { organizationId, livemode: live };
  await insertFieldPass(database.db, book, { id, secret, observer: name, now, expiresAt });
  const base = publicUrl ?? `http://localhost:${port}`;
  terminal.line(
    `${id} lets ${name} note ${live ? 'live' : 'test'} trees until ${dayOf(expiresAt)}. Shown this once, to be opened on the phone:`,
  );
  terminal.line(`${base}/field#${secret}`);
  return 0;
}

/** Lists all passes, and which of them count. */
export async function showFieldPasses({ db }: OpenDatabase, terminal: Terminal): Promise<number> {
  const passes = await allFieldPasses(db);
  const now = new Date(systemIds.nowMs());
  if (passes.length === 0) {
    terminal.line('No field passes yet. Give one with `kindcart field pass --observer NAME`.');
  }
  for (const { id, organizationId, livemode, observer, expiresAt, revokedAt } of passes) {
    const state =
      revokedAt !== null
        ? `taken back on ${dayOf(revokedAt)}`
        : expiresAt > now
          ? `until ${dayOf(expiresAt)}`
          : `over since ${dayOf(expiresAt)}`;
    terminal.line([id, organizationId, livemode ? 'live' : 'test', state, observer].join('  '));
  }
  return 0;
}

/** Takes a pass back. */
export async function takeFieldPass(
  { db }: OpenDatabase,
  id: string | undefined,
  terminal: Terminal,
): Promise<number> {
  if (id === undefined || !(await revokeFieldPass(db, id, new Date(systemIds.nowMs())))) {
    throw new CommandError(
      `There is no field pass ${id ?? 'without an id'}. \`kindcart field list\` tells their ids.`,
    );
  }
  terminal.line(
    `${id} does not count any more. What was noted with it and not sent stays on the phone, and is sent once a new link is opened there.`,
  );
  return 0;
}

/** The command's work; undefined for any other command. */
export function fieldCommandOf(
  command: string,
  argument: string | undefined,
  values: FieldPassFlags,
  config: Config,
  terminal: Terminal,
): ((database: OpenDatabase) => Promise<number>) | undefined {
  switch (command) {
    case 'field pass':
      return (database) => giveFieldPass(database, values, config, terminal);
    case 'field list':
      return (database) => showFieldPasses(database, terminal);
    case 'field revoke':
      return (database) => takeFieldPass(database, argument, terminal);
    default:
      return undefined;
  }
}

const dayOf = (time: Date) => time.toISOString().slice(0, 10);
