/** `kindcart keys create|list|revoke|unpause`. */
import { type Id, isId } from '@kindcart/contract';
import { parseOrigin } from '../access/keys.ts';
import {
  addOrganization,
  issueKey,
  type ListedKey,
  listKeys,
  listOrganizations,
  revokeKey,
} from '../access/records.ts';
import type { OpenDatabase } from '../database/open.ts';
import { liftPause, pausedKeys } from '../payments/guard/records.ts';
import { systemIds } from './session.ts';
import { CommandError, type Terminal } from './words.ts';

export interface KeyFlags {
  readonly organization: string | undefined;
  readonly kind: string | undefined;
  readonly live: boolean;
  readonly origins: readonly string[];
  readonly label: string | undefined;
}

/** Makes a key for an organization, which is made too when its name is new. */
export async function createKey(
  { db }: OpenDatabase,
  flags: KeyFlags,
  terminal: Terminal,
): Promise<number> {
  const kind = flags.kind ?? 'publishable';
  if (kind !== 'publishable' && kind !== 'secret') {
    throw new CommandError(`--kind is publishable or secret, not ${kind}.`);
  }
  const origins = flags.origins.map((text) => {
    const origin = parseOrigin(text);
    if (origin === null)
      throw new CommandError(`--origin ${text} is not an origin such as https://charity.example.`);
    return origin;
  });
  if (kind === 'publishable' && origins.length === 0) {
    throw new CommandError(
      'A publishable key needs --origin https://your.site, once for each site that uses it.',
    );
  }
  if (kind === 'secret' && origins.length > 0) {
    throw new CommandError(
      'A secret key takes no --origin: it is for servers, and refused from any page.',
    );
  }
  const organizationId = await findOrMakeOrganization({ db }, flags.organization, terminal);
  const label = flags.label ?? kind;
  const { id, token } = await issueKey(db, systemIds, {
    organizationId,
    kind,
    livemode: flags.live,
    origins,
    label,
  });
  terminal.line(`${token}`);
  terminal.line(
    kind === 'secret' ? `Key ${id}. It is shown this once: store it now.` : `Key ${id}.`,
  );
  return 0;
}

async function findOrMakeOrganization(
  { db }: Pick<OpenDatabase, 'db'>,
  asked: string | undefined,
  terminal: Terminal,
): Promise<Id<'organization'>> {
  const found = await lookUp({ db }, asked);
  if (found !== undefined) return found;
  if (asked === undefined || isId('organization', asked)) throw nobody(asked);
  const id = await addOrganization(db, systemIds, asked);
  terminal.line(`Made organization ${id} (${asked}).`);
  return id;
}

/** The organization of a name or id, or the only one. */
export async function findOrganization(
  database: Pick<OpenDatabase, 'db'>,
  asked: string | undefined,
): Promise<Id<'organization'>> {
  const found = await lookUp(database, asked);
  if (found === undefined) throw nobody(asked);
  return found;
}

function nobody(asked: string | undefined): CommandError {
  return new CommandError(
    asked === undefined
      ? 'Say for whom: --organization with a name or an org_… id.'
      : `There is no organization ${asked}.`,
  );
}

async function lookUp(
  { db }: Pick<OpenDatabase, 'db'>,
  asked: string | undefined,
): Promise<Id<'organization'> | undefined> {
  const known = await listOrganizations(db);
  if (asked === undefined) return known.length === 1 ? known[0]?.id : undefined;
  return known.find(({ id, name }) => id === asked || name === asked)?.id;
}

/** Lists keys without the secret ones' values, which nobody has. */
export async function showKeys({ db }: OpenDatabase, terminal: Terminal): Promise<number> {
  const keys = await listKeys(db);
  const paused = await pausedKeys(db, new Date());
  if (keys.length === 0) terminal.line('There are no keys. Make one with `kindcart keys create`.');
  for (const key of keys) {
    const mode = key.livemode ? 'live' : 'test';
    const state = stateOf(key, paused.get(key.id));
    const value = key.token ?? `…${key.last4}`;
    terminal.line(
      [
        key.id,
        key.organizationId,
        key.kind,
        mode,
        value,
        key.label,
        state,
        key.origins.join(' '),
      ].join('  '),
    );
  }
  return 0;
}

function stateOf({ revokedAt }: ListedKey, pausedUntil: Date | undefined): string {
  if (revokedAt !== null) return `revoked ${revokedAt.toISOString()}`;
  return pausedUntil === undefined
    ? 'active'
    : `paused until ${pausedUntil.toISOString()}: too many cards were declined`;
}

/** Ends the pause of a key on which cards were tried out; every process knows within two seconds. */
export async function unpause(
  { db }: OpenDatabase,
  id: string | undefined,
  terminal: Terminal,
): Promise<number> {
  if (id === undefined || !isId('key', id)) {
    throw new CommandError(
      'Say which key: `kindcart keys unpause key_…`, with an id from `kindcart keys list`.',
    );
  }
  if (!(await liftPause(db, id, new Date())))
    throw new CommandError(`The key ${id} is not paused.`);
  terminal.line(`Giving goes on with ${id}, within two seconds. Declines are counted anew.`);
  return 0;
}

/** Revokes a key; every process refuses it within two seconds. */
export async function revoke(
  { db }: OpenDatabase,
  id: string | undefined,
  terminal: Terminal,
): Promise<number> {
  if (id === undefined || !isId('key', id)) {
    throw new CommandError(
      'Say which key: `kindcart keys revoke key_…`, with an id from `kindcart keys list`.',
    );
  }
  if (!(await revokeKey(db, id, new Date())))
    throw new CommandError(`There is no active key ${id}.`);
  terminal.line(`Revoked ${id}. A running platform refuses it within two seconds.`);
  return 0;
}
