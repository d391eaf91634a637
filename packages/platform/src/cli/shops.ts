/** `kindcart merchants connect|sources|rotate|disconnect`: shops that tell of their orders. */
import { type Id, isId, type Merchant, newId, shopEventsPath } from '@kindcart/contract';
import { allMerchants } from '../commerce/merchants/records.ts';
import { type SourceKind, sourceKinds } from '../commerce/sources/port.ts';
import {
  addSecret,
  allSources,
  disconnectSource,
  dropOldSecret,
  insertSource,
  type SourceRow,
} from '../commerce/sources/source-records.ts';
import type { Config } from '../config.ts';
import type { OpenDatabase } from '../database/open.ts';
import { systemIds } from './session.ts';
import { connectingOf } from './shop-words.ts';
import { CommandError, type Terminal } from './words.ts';

export interface ShopFlags {
  readonly name?: string | undefined;
  /** Of the shop, for asking it. */
  readonly address?: string | undefined;
  readonly secret?: string | undefined;
  readonly token?: string | undefined;
  readonly 'drop-old'?: boolean | undefined;
}

type ShopConfig = Pick<Config, 'publicUrl' | 'host' | 'port' | 'shop'>;

/** Connects a shop, and says what to do there. */
export async function connectShop(
  { db }: OpenDatabase,
  [kind, asked]: readonly string[],
  flags: ShopFlags,
  config: ShopConfig,
  terminal: Terminal,
): Promise<number> {
  const { organizationId, merchant } = await merchantOf({ db }, asked);
  const known = sourceKinds.find((each) => each === kind);
  if (known === undefined) {
    throw new CommandError(`There is no kind of shop "${kind}". There are ${kindsText()}.`);
  }
  const way = connectingOf(known);
  const given = flags.secret ?? config.shop.secret;
  const made = given === undefined ? way.newSecret?.() : undefined;
  const secret = given ?? made;
  const access = accessOf(known, flags, config);
  const id = newId('shopSource', systemIds);
  const isNew = await insertSource(
    db,
    {
      id,
      organizationId,
      merchant,
      kind: known,
      name: flags.name ?? merchant.name,
      secrets: secret === undefined ? [] : [checked(secret)],
      access,
    },
    new Date(systemIds.nowMs()),
  );
  if (!isNew) {
    throw new CommandError(
      `${merchant.name} has a shop of this kind already: see \`kindcart merchants sources\`. Another one needs a merchant of its own.`,
    );
  }
  terminal.line(`${id} takes orders of ${merchant.name}, into ${modeOf(merchant)} data.`);
  const url = addressOf(id, config);
  for (const line of way.steps({
    id,
    url,
    made,
    isSigned: secret !== undefined,
    isAsked: access !== null,
  })) {
    terminal.line(line);
  }
  return 0;
}

const kindsText = () => sourceKinds.join(', ');

const modeOf = ({ livemode }: Pick<Merchant, 'livemode'>) => (livemode ? 'live' : 'test');

/** Shorter ones can be guessed. */
const secretLengthMin = 16;

function checked(secret: string): string {
  if (secret.length >= secretLengthMin && secret === secret.trim()) return secret;
  throw new CommandError(
    `The signing secret has fewer than ${secretLengthMin} characters, or spaces around it. Copy it again.`,
  );
}

function accessOf(kind: SourceKind, flags: ShopFlags, { shop }: ShopConfig): object | null {
  const token = flags.token ?? shop.token;
  const { address } = flags;
  if (token === undefined && address === undefined) return null;
  const access = connectingOf(kind).access({ address, token });
  if (typeof access === 'string') throw new CommandError(access);
  return access;
}

function baseUrlOf({ publicUrl, host, port }: ShopConfig): string {
  return publicUrl ?? `http://${host}:${port}`;
}

function addressOf(id: Id<'shopSource'>, config: ShopConfig): string {
  return `${baseUrlOf(config)}${shopEventsPath.replace('{sourceId}', id)}`;
}

async function merchantOf(
  { db }: Pick<OpenDatabase, 'db'>,
  asked: string | undefined,
): Promise<{ readonly organizationId: Id<'organization'>; readonly merchant: Merchant }> {
  if (asked === undefined) {
    throw new CommandError(
      `Say which kind of shop, and whose: \`kindcart merchants connect shopify mer_…\`. Kinds are ${kindsText()}.`,
    );
  }
  const known = await allMerchants(db);
  const found = known.filter(({ merchant }) => merchant.id === asked || merchant.name === asked);
  const [only] = found;
  if (only === undefined) {
    throw new CommandError(`There is no merchant ${asked}. See \`kindcart merchants list\`.`);
  }
  if (found.length > 1) {
    throw new CommandError(`Several merchants are called ${asked}. Name one by its id.`);
  }
  return only;
}

/** Lists sources without their secrets, and what is the matter with those that cannot be asked. */
export async function showSources(
  { db }: OpenDatabase,
  config: ShopConfig,
  terminal: Terminal,
): Promise<number> {
  const sources = await allSources(db);
  if (sources.length === 0) {
    terminal.line('No shops are connected. Connect one with `kindcart merchants connect`.');
  }
  for (const source of sources) {
    const { id, merchant_id, kind, name } = source;
    terminal.line(
      [id, merchant_id, modeOf(source), kind, stateOf(source), addressOf(id, config), name].join(
        '  ',
      ),
    );
  }
  return 0;
}

function stateOf({ state, secrets, access, polled_until, poll_fault }: SourceRow): string {
  if (state === 'disconnected') return state;
  if (secrets.length === 0) return 'without a secret: it takes nothing yet';
  const signed = secrets.length > 1 ? 'two secrets' : 'one secret';
  if (access === null) return `${signed}, not asked for missed orders`;
  if (poll_fault !== null) return `${signed}, cannot be asked: ${poll_fault}`;
  const since = polled_until === null ? 'not yet' : polled_until.toISOString();
  return `${signed}, last asked ${since}`;
}

/** Takes a new signing secret beside the old one, or drops the old one. */
export async function rotateShop(
  { db }: OpenDatabase,
  id: string | undefined,
  flags: ShopFlags,
  { shop }: ShopConfig,
  terminal: Terminal,
): Promise<number> {
  const source = await connectedOf({ db }, id, 'rotate');
  if (flags['drop-old'] === true) {
    await dropOldSecret(db, source);
    terminal.line(`Only the newest secret of ${source.id} is taken from now on.`);
    return 0;
  }
  const secret = flags.secret ?? shop.secret;
  if (secret === undefined) {
    throw new CommandError(
      'Give the new secret with --secret or KINDCART_SHOP_SECRET, or end the old one with --drop-old.',
    );
  }
  await addSecret(db, source, checked(secret));
  terminal.line(`The new secret of ${source.id} is taken.`);
  if (source.secrets.length > 0) {
    terminal.line(
      `So is the one before it, until \`kindcart merchants rotate ${source.id} --drop-old\`.`,
    );
  }
  return 0;
}

/** Takes nothing more from a shop, and forgets its keys. */
export async function disconnectShop(
  { db }: OpenDatabase,
  id: string | undefined,
  terminal: Terminal,
): Promise<number> {
  const source = await connectedOf({ db }, id, 'disconnect');
  await disconnectSource(db, source);
  terminal.line(
    `${source.id} takes nothing more, and its keys are forgotten. Its orders stay. Delete the webhooks at the shop, too.`,
  );
  return 0;
}

async function connectedOf(
  { db }: Pick<OpenDatabase, 'db'>,
  id: string | undefined,
  command: string,
): Promise<SourceRow> {
  if (id === undefined || !isId('shopSource', id)) {
    throw new CommandError(
      `Say which: \`kindcart merchants ${command} src_…\`, with an id from \`kindcart merchants sources\`.`,
    );
  }
  const source = (await allSources(db)).find((each) => each.id === id);
  if (source === undefined) throw new CommandError(`There is no shop ${id}.`);
  if (source.state === 'connected') return source;
  throw new CommandError(`${id} is disconnected. Connect the shop anew.`);
}
