/** `kindcart challenges create|list|fund|pause|resume|close`: what sponsors promise for good deeds. */
import { readFileSync, statSync } from 'node:fs';
import {
  type Challenge,
  type CreateChallenge,
  createChallengeSchema,
  createFundingSchema,
  formatMoney,
  kinds,
  newId,
  parse,
  parseAmount,
} from '@kindcart/contract';
import type { Transaction } from 'kysely';
import type { OpenDatabase } from '../database/open.ts';
import type { Database } from '../database/schema.ts';
import { changeChallenge, closeChallenge, makeChallenge } from '../deeds/challenges/making.ts';
import { allChallenges, countUndecided } from '../deeds/challenges/records.ts';
import { fundChallenge } from '../deeds/fundings/making.ts';
import { countWaiting } from '../deeds/participants/waiting.ts';
import { bookOfProject } from '../forest/plots/records.ts';
import { Refusal } from '../http/refusal.ts';
import type { Book } from '../ledger/rules.ts';
import { refusedInWords } from './refused.ts';
import { systemIds } from './session.ts';
import { CommandError, nameOf, numbered, type Terminal } from './words.ts';

/** What has come for a challenge. */
export interface FundFlags {
  /** In whole units with decimals, such as `50000.00`. */
  readonly amount?: string | undefined;
  readonly reference?: string | undefined;
  readonly received?: string | undefined;
}

const now = () => new Date(systemIds.nowMs());
const count = new Intl.NumberFormat('en');

/** Makes a challenge of a file. */
export async function createChallenge(
  { db }: OpenDatabase,
  file: string | undefined,
  terminal: Terminal,
): Promise<number> {
  const told = readFile(file);
  const book = await bookOfProject(db, told.projectId);
  if (book === undefined) throw new CommandError(`There is no project ${told.projectId}.`);
  const made = await refusedInWords(() =>
    db
      .transaction()
      .execute((transaction) =>
        makeChallenge(transaction, book, newId('challenge', systemIds), told, now()),
      ),
  );
  const { id, kind, rate, budget, startsOn, endsOn, timeZone, state } = made;
  const worth = `${count.format(rate.quantity)} ${kinds[kind].unit} give ${formatMoney(rate.amount, 'en')}`;
  terminal.line(
    `${nameOf(made)} is ${id}, ${state}: ${worth}, up to ${formatMoney(budget, 'en')}, from ${startsOn} until ${endsOn} in ${timeZone}.`,
  );
  terminal.line(
    `It gives nothing before money has come: \`kindcart challenges fund ${id} --amount … --reference …\`.`,
  );
  return 0;
}

function readFile(file: string | undefined): CreateChallenge {
  if (file === undefined) {
    throw new CommandError(
      'Say which file: `kindcart challenges create challenge.json`, with the body of createChallenge.',
    );
  }
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new CommandError(`There is no file ${file}.`);
  }
  const told = parse(createChallengeSchema, readJson(file));
  if (told.ok) return told.value;
  const faults = told.fields.map(({ field, message }) => `  ${field || 'the whole'} ${message}`);
  throw new CommandError([`${file} is no challenge:`, ...faults].join('\n'));
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandError(`${file} is not JSON: ${error instanceof Error ? error.message : ''}.`, {
      cause: error,
    });
  }
}

/** Lists all challenges. */
export async function showChallenges({ db }: OpenDatabase, terminal: Terminal): Promise<number> {
  const known = await allChallenges(db, now());
  if (known.length === 0) {
    terminal.line('No challenges yet. Make one of a file with `kindcart challenges create`.');
  }
  const waiting = await countWaiting(db);
  for (const { organizationId, challenge } of known) {
    const { id, livemode, state, startsOn, endsOn, totals, closed } = challenge;
    const mode = livemode ? 'live' : 'test';
    const gave = `gave ${formatMoney(totals.given, 'en')} of ${formatMoney(totals.funded, 'en')}`;
    const days = `${startsOn} to ${endsOn}`;
    const standing = closed === null ? state : 'closed';
    const wait = waiting.get(id);
    const toLookAt =
      wait === undefined ? [] : [`${numbered(wait, 'deed')} ${wait === 1 ? 'waits' : 'wait'}`];
    const parts = [id, organizationId, mode, standing, days, gave, ...toLookAt];
    terminal.line([...parts, nameOf(challenge)].join('  '));
  }
  return 0;
}

/** Books money that has come. */
export async function fund(
  database: OpenDatabase,
  id: string | undefined,
  { amount, reference, received }: FundFlags,
  terminal: Terminal,
): Promise<number> {
  const { book, challenge } = await findChallenge(database, id);
  const told = parse(createFundingSchema, {
    amount: amountOf(amount, challenge.budget.currency),
    reference,
    receivedOn: received ?? challenge.totals.today,
  });
  if (!told.ok) {
    const faults = told.fields.map(({ field, message }) => `  ${flagOf(field)} ${message}`);
    throw new CommandError(['This cannot be booked:', ...faults].join('\n'));
  }
  const ids = {
    challengeId: challenge.id,
    fundingId: newId('funding', systemIds),
    transferId: newId('transfer', systemIds),
  };
  await refusedInWords(() =>
    database.db
      .transaction()
      .execute((transaction) => fundChallenge(transaction, book, ids, told.value, now())),
  );
  const { totals, budget } = (await findChallenge(database, id)).challenge;
  const of = `${formatMoney(totals.funded, 'en')} of ${formatMoney(budget, 'en')}`;
  terminal.line(`For ${nameOf(challenge)} ${of} has come. ${leftOf(totals)}`);
  return 0;
}

function leftOf({ left }: Challenge['totals']): string {
  return `${formatMoney(left, 'en')} is left to give.`;
}

function amountOf(text: string | undefined, currency: string) {
  if (text === undefined) throw new CommandError('Say how much has come: `--amount 50000.00`.');
  const amount = parseAmount(text, currency);
  if (amount.ok) return amount.value;
  throw new CommandError(`--amount takes an amount of ${currency} such as 50000.00, not ${text}.`);
}

function flagOf(field: string): string {
  if (field.startsWith('amount')) return '--amount';
  return field === 'receivedOn' ? '--received' : `--${field}`;
}

/** Lets a challenge take no deeds for now, or take them again. */
export async function pauseChallenge(
  database: OpenDatabase,
  id: string | undefined,
  paused: boolean,
  terminal: Terminal,
): Promise<number> {
  const changed = await change(database, id, (transaction, book, challenge) =>
    changeChallenge(transaction, book, challenge.id, { paused }, now()),
  );
  terminal.line(
    changed.state === 'paused'
      ? `${nameOf(changed)} takes no deeds. \`kindcart challenges resume ${id}\` lets it go on.`
      : `${nameOf(changed)} is ${changed.state}.`,
  );
  return 0;
}

/** Passes on what is left of a challenge that is over; while deeds of it wait, only when they are forfeited. */
export async function closeChallengeNow(
  database: OpenDatabase,
  id: string | undefined,
  { forfeit = false }: { readonly forfeit?: boolean | undefined },
  terminal: Terminal,
): Promise<number> {
  const changed = await change(database, id, async (transaction, book, challenge) => {
    const transferId = newId('transfer', systemIds);
    try {
      return await closeChallenge(transaction, book, challenge.id, transferId, now(), forfeit);
    } catch (error) {
      throw await closingInFlags(error, transaction, book, challenge);
    }
  });
  const { closed, sponsor, projectId } = changed;
  if (closed === null) throw new Error(`${changed.id} was closed and is not`);
  const left = formatMoney(closed.amount, 'en');
  const went =
    closed.to === 'project'
      ? `${left} went to ${projectId}`
      : `${left} is booked back to ${sponsor.name}: pay it back`;
  terminal.line(`${nameOf(changed)} is closed. ${went}.`);
  return 0;
}

/** Why a challenge is not closed: where that is for deeds that wait, with the commands that help. */
async function closingInFlags(
  error: unknown,
  transaction: Transaction<Database>,
  book: Book,
  challenge: Challenge,
): Promise<unknown> {
  if (!(error instanceof Refusal) || error.code !== 'deeds_undecided') return error;
  const wait = await countUndecided(transaction, book, challenge.id);
  const list = `kindcart deeds list --challenge ${challenge.id}`;
  return new CommandError(
    `${numbered(wait, 'deed')} of ${nameOf(challenge)} still to be looked at, which will give nothing once it is closed: \`${list}\`. Decide on them first, or close with \`--forfeit\`.`,
    { cause: error },
  );
}

/** The challenge of an id, and whose it is. @throws CommandError where there is none */
export async function findChallenge(
  { db }: OpenDatabase,
  id: string | undefined,
): Promise<{ readonly book: Book; readonly challenge: Challenge }> {
  const known = (await allChallenges(db, now())).find(({ challenge }) => challenge.id === id);
  if (known === undefined) {
    throw new CommandError(
      `There is no challenge ${id ?? 'without an id'}. \`kindcart challenges list\` tells their ids.`,
    );
  }
  const { organizationId, challenge } = known;
  return { book: { organizationId, livemode: challenge.livemode }, challenge };
}

async function change(
  database: OpenDatabase,
  id: string | undefined,
  work: (
    transaction: Transaction<Database>,
    book: Book,
    challenge: Challenge,
  ) => Promise<Challenge>,
): Promise<Challenge> {
  const { book, challenge } = await findChallenge(database, id);
  return refusedInWords(() =>
    database.db.transaction().execute((transaction) => work(transaction, book, challenge)),
  );
}
