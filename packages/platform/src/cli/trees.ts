/** `kindcart trees list|state|planted`: what became of trees. */
import { type ChangeTreeState, changeTreeStateSchema, newId, parse } from '@kindcart/contract';
import type { OpenDatabase } from '../database/open.ts';
import { changeTrees } from '../forest/trees/changing.ts';
import { bookOfPlot, listStandings } from '../forest/trees/records.ts';
import type { Book } from '../ledger/rules.ts';
import { findOrganization } from './keys.ts';
import { systemIds } from './session.ts';
import { CommandError, type Terminal } from './words.ts';

/** Whose trees, which, and what is told of them. */
export interface TreeFlags {
  readonly organization?: string | undefined;
  readonly live: boolean;
  readonly plot?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** A day. */
  readonly on?: string | undefined;
  readonly note?: string | undefined;
  /** Address of a picture. */
  readonly photo?: string | undefined;
}

const pageRows = 1_000;

/** Lists the trees of a plot. */
export async function showTrees(
  { db }: OpenDatabase,
  { plot }: Pick<TreeFlags, 'plot'>,
  terminal: Terminal,
): Promise<number> {
  const book = await bookOf(db, plot);
  let after = 0;
  for (;;) {
    const rows = await listStandings(db, book, { plotId: plot ?? '', after, limit: pageRows });
    for (const { number, place_number, state, since, latin_name } of rows) {
      terminal.line(`${number}  place ${place_number}  ${state} on ${since}  ${latin_name}`);
    }
    if (after === 0 && rows.length === 0) terminal.line('No tree was adopted on this plot yet.');
    after = rows.at(-1)?.number ?? after;
    if (rows.length < pageRows) return 0;
  }
}

async function bookOf(db: OpenDatabase['db'], plotId: string | undefined): Promise<Book> {
  if (plotId === undefined) throw new CommandError('Say on which plot: --plot plt_….');
  const book = await bookOfPlot(db, plotId);
  if (book !== undefined) return book;
  throw new CommandError(`There is no plot ${plotId}. \`kindcart plots list\` tells their ids.`);
}

/** Says what one tree became. */
export async function changeTreeState(
  database: OpenDatabase,
  [number, state]: readonly string[],
  flags: TreeFlags,
  terminal: Terminal,
): Promise<number> {
  const treeNumber = numberOf(number, 'Say which tree, by its number');
  const change = changeOf(state, flags);
  const { organization, live: livemode } = flags;
  const book = { organizationId: await findOrganization(database, organization), livemode };
  const [changed] = await changeTrees(partsOf(database), book, { number: treeNumber }, change);
  if (changed === undefined) {
    const mode = livemode ? 'live' : 'test';
    throw new CommandError(
      `There is no tree ${treeNumber} in ${mode} data of ${book.organizationId}.`,
    );
  }
  const { refusal } = changed;
  if (refusal !== null)
    throw new CommandError(`Tree ${treeNumber}: ${refusal.field} ${refusal.message}.`);
  terminal.line(`Tree ${treeNumber} is ${change.state}.`);
  return 0;
}

/** Says of all planned trees with these numbers that they were planted on a day. */
export async function plantedTrees(
  database: OpenDatabase,
  flags: TreeFlags,
  terminal: Terminal,
): Promise<number> {
  const { plot } = flags;
  const book = await bookOf(database.db, plot);
  const from = numberOf(flags.from, 'Say from which number: --from');
  const to = numberOf(flags.to, 'Say up to which number: --to');
  const change = changeOf('planted', flags);
  const range = { plotId: plot ?? '', from, to };
  const changed = await changeTrees(partsOf(database), book, range, change);
  const refused = changed.flatMap(({ number, refusal }) =>
    refusal === null ? [] : [`  ${number}: ${refusal.field} ${refusal.message}`],
  );
  const known = changed.filter(({ wasSame }) => wasSame).length;
  const planted = changed.length - refused.length - known;
  terminal.line(
    `${planted} trees were planted on ${change.on}; ${known} were planted already, ${refused.length} stay as they are.`,
  );
  for (const line of refused) terminal.line(line);
  if (changed.length === 0) {
    terminal.line(
      `The plot has no trees from ${from} to ${to}; \`kindcart trees list\` tells which it has.`,
    );
  }
  return changed.length === 0 || refused.length > 0 ? 1 : 0;
}

function partsOf({ db }: OpenDatabase) {
  return {
    db,
    now: () => new Date(systemIds.nowMs()),
    newTreeId: () => newId('tree', systemIds),
  };
}

function numberOf(text: string | undefined, words: string): number {
  if (text !== undefined && /^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new CommandError(
    text === undefined ? `${words}.` : `${words}; ${text} is no number of a tree.`,
  );
}

function changeOf(state: string | undefined, { on, note, photo }: TreeFlags): ChangeTreeState {
  const told = parse(changeTreeStateSchema, {
    state,
    on,
    note: note ?? null,
    photoUrl: photo ?? null,
  });
  if (told.ok) return told.value;
  const [fault] = told.fields;
  const names: Readonly<Record<string, string>> = {
    state: 'The state',
    on: '--on',
    note: '--note',
    photoUrl: '--photo',
  };
  throw new CommandError(
    `${names[fault?.field ?? ''] ?? fault?.field} ${fault?.message}. Such as \`kindcart trees state 7 planted --on 2027-04-05 --note "Row 1"\`.`,
  );
}
