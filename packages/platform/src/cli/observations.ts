/** `kindcart observations import|review`: what was seen of trees, from a file; and odd ones to look at. */
import { readFileSync } from 'node:fs';
import { isId, newId, type ObservationFlag, observationsMax } from '@kindcart/contract';
import type { OpenDatabase } from '../database/open.ts';
import {
  type CsvFault,
  type CsvFile,
  type CsvObservation,
  readCsv,
} from '../forest/observations/csv-file.ts';
import { CsvError } from '../forest/observations/csv-rows.ts';
import { type Recorded, recordObservations } from '../forest/observations/recording.ts';
import { bookOfObservation, keepReview, openObservations } from '../forest/observations/records.ts';
import type { Book } from '../ledger/rules.ts';
import { findOrganization } from './keys.ts';
import { systemIds } from './session.ts';
import { CommandError, type Terminal } from './words.ts';

/** Whose trees were observed, and by whom where the lines do not say. */
export interface ObservationFlags {
  readonly organization?: string | undefined;
  readonly live: boolean;
  readonly observer?: string | undefined;
}

const odd: Readonly<Record<ObservationFlag, string>> = {
  before_planting: 'before it was planted',
  in_future: 'in the future',
  taller_than_species: 'taller than its kind becomes',
  shrunk: 'shorter than it was before',
  far_from_place: 'far from its place',
};

/** Writes down the good lines of a file, and names the others. @returns 1 where there are others */
export async function importObservations(
  database: OpenDatabase,
  file: string | undefined,
  { organization, live, observer }: ObservationFlags,
  terminal: Terminal,
): Promise<number> {
  if (file === undefined) {
    throw new CommandError('Say which file: `kindcart observations import FILE.csv`.');
  }
  const { observations, faults } = readFile(file, observer);
  const book = { organizationId: await findOrganization(database, organization), livemode: live };
  const recorded = await record(database, book, observations);
  const refused = [...faults, ...refusedIn(observations, recorded)].sort((a, b) => a.line - b.line);
  const count = (outcome: Recorded['outcome']) =>
    recorded.filter((each) => each.outcome === outcome).length;
  terminal.line(
    `${count('recorded')} observations were written down, ${count('known')} were known already, ${refused.length} lines were not taken.`,
  );
  for (const { line, words } of refused) terminal.line(`  line ${line}: ${words}`);
  sayOdd(observations, recorded, terminal);
  return refused.length === 0 ? 0 : 1;
}

function readFile(file: string, observer: string | undefined): CsvFile {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${file} cannot be read: ${words}`, { cause: error });
  }
  try {
    return readCsv(bytes, observer);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new CommandError(`${file} ${error.message}`, { cause: error });
  }
}

/** As many at once as a request may have. */
async function record(
  { db }: OpenDatabase,
  book: Book,
  observations: readonly CsvObservation[],
): Promise<Recorded[]> {
  const parts = {
    db,
    now: () => new Date(systemIds.nowMs()),
    newObservationId: () => newId('observation', systemIds),
  };
  const recorded: Recorded[] = [];
  for (let at = 0; at < observations.length; at += observationsMax) {
    const some = observations.slice(at, at + observationsMax).map(({ told }) => told);
    recorded.push(...(await recordObservations(parts, book, some)));
  }
  return recorded;
}

function refusedIn(
  observations: readonly CsvObservation[],
  recorded: readonly Recorded[],
): CsvFault[] {
  return observations.flatMap(({ line, told }, at) => {
    const outcome = recorded[at]?.outcome;
    if (outcome === 'tree_unknown') return { line, words: `there is no tree ${told.treeNumber}` };
    const words = `key ${told.key} was told before with other contents`;
    return outcome === 'key_reused' ? { line, words } : [];
  });
}

function sayOdd(
  observations: readonly CsvObservation[],
  recorded: readonly Recorded[],
  terminal: Terminal,
): void {
  const flagged = observations.flatMap(({ line }, at) => {
    const { outcome, flags = [] } = recorded[at] ?? {};
    return outcome === 'recorded' && flags.length > 0 ? [{ line, flags }] : [];
  });
  if (flagged.length === 0) return;
  terminal.line(
    `${flagged.length} are odd, and count for nothing until you decide with \`kindcart observations review\`:`,
  );
  for (const { line, flags } of flagged) terminal.line(`  line ${line}: ${wordsOf(flags)}`);
}

function wordsOf(flags: readonly ObservationFlag[]): string {
  return flags.map((flag) => odd[flag]).join(', ');
}

/** Lists what is to be looked at; or keeps one, or sets it aside. */
export async function reviewObservations(
  { db }: OpenDatabase,
  id: string | undefined,
  { keep, aside }: { readonly keep: boolean; readonly aside: boolean },
  terminal: Terminal,
): Promise<number> {
  if (id === undefined) {
    if (keep || aside)
      throw new CommandError('Say which one: `kindcart observations review obs_…`.');
    return showOpen(db, terminal);
  }
  if (keep === aside) {
    throw new CommandError('Say --keep, and it counts; or --set-aside, and it counts for nothing.');
  }
  const book = isId('observation', id) ? await bookOfObservation(db, id) : undefined;
  if (book === undefined || !isId('observation', id)) {
    throw new CommandError(
      `There is no observation ${id}. \`kindcart observations review\` lists them.`,
    );
  }
  const row = await keepReview(db, book, id, keep ? 'kept' : 'set_aside');
  terminal.line(
    keep
      ? `${id} of tree ${row?.tree_number} is kept: what it says counts.`
      : `${id} of tree ${row?.tree_number} is set aside: it counts for nothing.`,
  );
  return 0;
}

async function showOpen(db: OpenDatabase['db'], terminal: Terminal): Promise<number> {
  const open = await openObservations(db);
  if (open.length === 0) terminal.line('No observation waits to be looked at.');
  for (const row of open) {
    const height = row.height_cm === null ? 'no height' : `${row.height_cm} cm`;
    terminal.line(
      [
        ...[row.id, row.organization_id, row.livemode ? 'live' : 'test', `tree ${row.tree_number}`],
        ...[row.observed_at.toISOString(), height, row.observer, wordsOf(row.flags)],
      ].join('  '),
    );
  }
  return 0;
}
