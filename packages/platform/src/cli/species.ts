/** `kindcart species add|list|price|retire|offer`: kinds of trees that donors can have planted. */
import {
  type ChangeSpecies,
  createSpeciesSchema,
  formatMoney,
  isCurrency,
  type Money,
  newId,
  parse,
  parseAmount,
  type Species,
} from '@kindcart/contract';
import type { OpenDatabase } from '../database/open.ts';
import { catalogue, catalogueEntry } from '../forest/species/catalogue/catalogue.ts';
import { type CatalogueEntry, growthOf } from '../forest/species/catalogue/entry.ts';
import { changeSpecies } from '../forest/species/making.ts';
import { allSpecies, insertSpecies } from '../forest/species/records.ts';
import { findOrganization } from './keys.ts';
import { refusedInWords } from './refused.ts';
import { systemIds } from './session.ts';
import { CommandError, nameOf, type Terminal } from './words.ts';

/** What a species is added or priced with. */
export interface SpeciesFlags {
  readonly organization?: string | undefined;
  readonly live: boolean;
  readonly catalogue?: string | undefined;
  readonly price?: string | undefined;
  readonly currency?: string | undefined;
  readonly points?: string | undefined;
}

/** Adds a species of the catalogue. */
export async function addSpecies(
  database: OpenDatabase,
  { organization, live, catalogue: slug, price, currency, points }: SpeciesFlags,
  terminal: Terminal,
): Promise<number> {
  const entry = entryOf(slug);
  const { latinName, names, nativeRange, needs } = entry;
  const told = parse(createSpeciesSchema, {
    ...{ latinName, names, nativeRange, needs, growth: growthOf(entry) },
    price: priceOf(price, currency),
    points: points === undefined ? null : pointsOf(points),
  });
  if (!told.ok) {
    const [fault] = told.fields;
    const flag = fault?.field.startsWith('price') ? '--price' : `--${fault?.field}`;
    throw new CommandError(`${flag} ${fault?.message}.`);
  }
  const organizationId = await findOrganization(database, organization);
  const book = { organizationId, livemode: live };
  const id = newId('species', systemIds);
  const now = new Date(systemIds.nowMs());
  const made = await insertSpecies(database.db, book, id, told.value, now);
  terminal.line(
    `${nameOf(made)} is ${id} for ${shown(made.price)}, in ${live ? 'live' : 'test'} data of ${organizationId}.`,
  );
  return 0;
}

function entryOf(slug: string | undefined): CatalogueEntry {
  const entry = slug === undefined ? undefined : catalogueEntry(slug);
  if (entry !== undefined) return entry;
  const known = catalogue.map((each) => `  ${each.slug}  ${nameOf(each)}, ${each.latinName}`);
  throw new CommandError(
    [
      slug === undefined
        ? 'Say which species: `kindcart species add --catalogue NAME --price 25.00 --currency CNY`.'
        : `The catalogue has no ${slug}. Other species are added by the API, createSpecies.`,
      'In the catalogue are:',
      ...known,
    ].join('\n'),
  );
}

function priceOf(price: string | undefined, currency: string | undefined): Money {
  if (price === undefined || currency === undefined) {
    throw new CommandError('Say what a tree costs: --price 25.00 --currency CNY.');
  }
  if (!isCurrency(currency)) throw new CommandError(`There is no currency ${currency}.`);
  const read = parseAmount(price, currency);
  if (read.ok) return read.value;
  throw new CommandError(
    read.reason === 'too_many_decimals'
      ? `--price ${price} has more decimals than ${currency} has.`
      : `--price takes an amount such as 25.00, not ${price}.`,
  );
}

function pointsOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new CommandError(`--points takes a whole number above zero, not ${text}.`);
}

const shown = (price: Money) => formatMoney(price, 'en');

/** Lists all species. */
export async function showSpecies({ db }: OpenDatabase, terminal: Terminal): Promise<number> {
  const known = await allSpecies(db);
  if (known.length === 0) terminal.line('No species yet. Add one with `kindcart species add`.');
  for (const { organizationId, species } of known) {
    const { id, livemode, state, price, latinName } = species;
    const mode = livemode ? 'live' : 'test';
    const name = `${nameOf(species)}, ${latinName}`;
    terminal.line([id, organizationId, mode, state, shown(price), name].join('  '));
  }
  return 0;
}

/** Changes what a tree of a species costs, for adoptions that begin from then on. */
export async function priceSpecies(
  database: OpenDatabase,
  id: string | undefined,
  { price, currency, points }: Pick<SpeciesFlags, 'price' | 'currency' | 'points'>,
  terminal: Terminal,
): Promise<number> {
  const { species } = await speciesOf(database, id);
  const change = {
    price: priceOf(price, currency ?? species.price.currency),
    ...(points !== undefined && { points: pointsOf(points) }),
  };
  if (change.price.amount <= 0) throw new CommandError('--price is not above zero.');
  const priced = await changed(database, id, change);
  terminal.line(
    `${nameOf(priced)} costs ${shown(priced.price)} from now on. Adoptions that have begun keep their price.`,
  );
  return 0;
}

/** Takes a species out of what can be adopted, or offers it again. */
export async function offerSpecies(
  database: OpenDatabase,
  id: string | undefined,
  state: Species['state'],
  terminal: Terminal,
): Promise<number> {
  const name = nameOf(await changed(database, id, { state }));
  terminal.line(
    state === 'retired'
      ? `${name} is not offered any more. Its trees stay; \`kindcart species offer ${id}\` offers it again.`
      : `${name} can be adopted again, on the plots that name it.`,
  );
  return 0;
}

async function changed(
  database: OpenDatabase,
  id: string | undefined,
  change: ChangeSpecies,
): Promise<Species> {
  const { organizationId, species } = await speciesOf(database, id);
  const book = { organizationId, livemode: species.livemode };
  const now = new Date(systemIds.nowMs());
  return refusedInWords(() => changeSpecies(database.db, book, species.id, change, now));
}

async function speciesOf({ db }: OpenDatabase, id: string | undefined) {
  const found = (await allSpecies(db)).find(({ species }) => species.id === id);
  if (found !== undefined) return found;
  throw new CommandError(
    `There is no species ${id ?? 'without an id'}. \`kindcart species list\` tells their ids.`,
  );
}
