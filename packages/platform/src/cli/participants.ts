/** `kindcart participants list|export`: who does good deeds, and all that is kept of one of them. */
import { isId } from '@kindcart/contract';
import type { OpenDatabase } from '../database/open.ts';
import {
  type ListedParticipant,
  participantPages,
  readAllKept,
} from '../deeds/participants/listing.ts';
import { csvLine } from '../giving/donations/export.ts';
import { findChallenge } from './challenges.ts';
import { findOrganization } from './keys.ts';
import { CommandError, numbered, type Terminal } from './words.ts';

/** Which of them. */
export interface ParticipantFlags {
  readonly organization?: string | undefined;
  readonly live?: boolean | undefined;
  /** Of this challenge alone, whose it says who they are of and in which mode. */
  readonly challenge?: string | undefined;
  readonly csv?: boolean | undefined;
}

const columns: Readonly<Record<string, (listed: ListedParticipant) => string | null>> = {
  id: (listed) => listed.id,
  name: (listed) => listed.name,
  created_at: (listed) => listed.createdAt.toISOString(),
  devices: (listed) => String(listed.devices),
  challenges: (listed) => String(listed.challenges),
  days: (listed) => String(listed.days),
};

/** Lists participants, in words or as a table. */
export async function showParticipants(
  database: OpenDatabase,
  flags: ParticipantFlags,
  terminal: Terminal,
): Promise<number> {
  const { book, challengeId, where } = await askedFor(database, flags);
  let listed = 0;
  // The mark tells spreadsheets that what follows is UTF-8.
  if (flags.csv) terminal.line(`\uFEFF${csvLine(Object.keys(columns))}`);
  for await (const page of participantPages(database.db, book, challengeId)) {
    listed += page.length;
    for (const each of page) {
      const cells = Object.values(columns).map((cell) => cell(each));
      terminal.line(flags.csv ? csvLine(cells) : lineOf(each));
    }
  }
  if (listed === 0 && !flags.csv) terminal.line(`${where} has no participants.`);
  return 0;
}

function lineOf({ id, name, createdAt, devices, challenges, days }: ListedParticipant): string {
  const did = `${numbered(days, 'day')} counted in ${numbered(challenges, 'challenge')}`;
  const parts = [id, `since ${createdAt.toISOString()}`, numbered(devices, 'device'), did];
  return [...parts, name ?? '(no name)'].join('  ');
}

async function askedFor(database: OpenDatabase, flags: ParticipantFlags) {
  const { organization, live = false, challenge: asked } = flags;
  if (asked === undefined) {
    const organizationId = await findOrganization(database, organization);
    const where = `${organizationId} (${live ? 'live' : 'test'})`;
    return { book: { organizationId, livemode: live }, challengeId: undefined, where };
  }
  if (organization !== undefined || live) {
    throw new CommandError(
      '--challenge says already whose participants they are: leave out --organization and --live.',
    );
  }
  const { book, challenge } = await findChallenge(database, asked);
  return { book, challengeId: challenge.id, where: challenge.id };
}

/** Writes out all that is kept of one, as JSON: the answer to whoever asks what that is. */
export async function exportParticipant(
  { db }: OpenDatabase,
  id: string | undefined,
  terminal: Terminal,
): Promise<number> {
  if (id === undefined) {
    throw new CommandError('Say whose: `kindcart participants export par_…`.');
  }
  const kept = isId('participant', id) ? await readAllKept(db, id) : undefined;
  if (kept === undefined) {
    throw new CommandError(
      `There is no participant ${id}. \`kindcart participants list\` tells their ids.`,
    );
  }
  terminal.line(JSON.stringify(kept, null, 2));
  return 0;
}
