/** `kindcart statements run|list|show|pay`: what merchants owe by the orders that are complete. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import {
  exactText,
  type Id,
  isId,
  parseExact,
  statementNumber,
  testCards,
} from '@kindcart/contract';
import { newId } from '@kindcart/contract/ids';
import { formatMoney } from '@kindcart/contract/money';
import type { Selectable } from 'kysely';
import { createDonorPasses } from '../access/donor-pass.ts';
import { allMerchants } from '../commerce/merchants/records.ts';
import { type DrawingParts, drawStatement } from '../commerce/statements/drawing.ts';
import { csvOf } from '../commerce/statements/page.ts';
import { statementPaper } from '../commerce/statements/paper.ts';
import { beginPayment } from '../commerce/statements/paying.ts';
import {
  allStatements,
  findAnyStatement,
  findParties,
  findStatement,
  type KeptStatement,
  linePages,
  toStatement,
} from '../commerce/statements/records.ts';
import type { Config } from '../config.ts';
import type { OpenDatabase } from '../database/open.ts';
import type { StatementTable } from '../database/tables/statements.ts';
import { Refusal } from '../http/refusal.ts';
import { paperPdf } from '../pages/paper/pdf.ts';
import type { PaymentProvider } from '../payments/port.ts';
import { createSandbox, type Sandbox } from '../payments/sandbox/sandbox.ts';
import { connect } from '../payments/stripe/connection.ts';
import { createProvider } from '../payments/stripe/provider.ts';
import { donorSecrets, sandboxSecrets, systemIds } from './session.ts';
import { CommandError, type Terminal } from './words.ts';

const now = () => new Date(systemIds.nowMs());

/** Which statements are made. */
export interface RunFlags {
  readonly merchant?: string | undefined;
  readonly until?: string | undefined;
  readonly 'dry-run': boolean;
}

/** Ends a transaction of which nothing is to stay. */
class DryRun extends Error {}

/** Makes a statement of each merchant of whom something is new, or says what it would come to. */
export async function runStatements(
  { db }: OpenDatabase,
  { merchant, until: day, 'dry-run': isDry }: RunFlags,
  terminal: Terminal,
): Promise<number> {
  const until = day === undefined ? undefined : readDay(day);
  const known = (await allMerchants(db)).filter(
    (one) => merchant === undefined || one.merchant.id === merchant,
  );
  if (known.length === 0) throw new CommandError(noMerchant(merchant));
  const parts: DrawingParts = { now, newId: (kind) => newId(kind, systemIds) };
  let made = 0;
  for (const { organizationId, merchant: one } of known) {
    const { id: merchantId, livemode, name } = one;
    const book = { organizationId, livemode };
    const wanted = { ...book, merchantId, because: 'asked', ...(until && { until }) } as const;
    const drawn = db.transaction().execute(async (transaction) => {
      const id = await drawStatement(transaction, parts, wanted);
      const kept = id === null ? undefined : await findStatement(transaction, book, id);
      if (kept === undefined) return;
      terminal.line(`${lineOf(kept.row)}  ${name}`);
      made += 1;
      if (isDry) throw new DryRun();
    });
    await drawn.catch((error: unknown) => {
      if (!(error instanceof DryRun)) throw error;
    });
  }
  if (made === 0) terminal.line('Nothing is new since the last statements.');
  else if (isDry) terminal.line('Nothing was kept. Without --dry-run these statements are made.');
  return 0;
}

function noMerchant(merchant: string | undefined): string {
  return merchant === undefined
    ? 'There are no merchants. Add one with `kindcart merchants add`.'
    : `There is no merchant ${merchant}. \`kindcart merchants list\` tells their ids.`;
}

function readDay(text: string): Date {
  const time = new Date(text);
  if (!/^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(text) || Number.isNaN(time.getTime())) {
    throw new CommandError(
      `--until is a day such as 2026-12-01, or a time such as 2026-11-30T16:00:00Z, not ${text}.`,
    );
  }
  return time;
}

type Row = Selectable<StatementTable>;

/** A statement in one line. */
function lineOf(row: Row): string {
  const total = { amount: row.total_amount, currency: row.currency };
  return [
    row.id,
    statementNumber(row.year, row.number, row.livemode),
    row.created_at.toISOString().slice(0, 10),
    formatMoney(total, 'en'),
    `${row.line_count} lines`,
    row.state,
  ].join('  ');
}

/** Lists statements, oldest first. */
export async function listStatementsOf(
  { db }: OpenDatabase,
  merchant: string | undefined,
  terminal: Terminal,
): Promise<number> {
  if (merchant !== undefined && !isId('merchant', merchant)) {
    throw new CommandError(noMerchant(merchant));
  }
  const known = await allStatements(db, merchant);
  if (known.length === 0) {
    terminal.line('No statements yet. `kindcart statements run` makes those that are due.');
  }
  for (const row of known) terminal.line(lineOf(row));
  return 0;
}

async function statementOf({ db }: OpenDatabase, id: string | undefined): Promise<KeptStatement> {
  if (id === undefined || !isId('statement', id)) {
    throw new CommandError('Say which: a sta_… id; `kindcart statements list` tells them.');
  }
  const kept = await findAnyStatement(db, id);
  if (kept === undefined) throw new CommandError(`There is no statement ${id}.`);
  return kept;
}

/** How a statement is shown. */
export interface ShowFlags {
  readonly csv: boolean;
  readonly json: boolean;
  /** A new file. */
  readonly pdf?: string | undefined;
}

/** Shows a statement: in words, as all that the API says of it, as a table, or as PDF in a file. */
export async function showStatement(
  database: OpenDatabase,
  id: string | undefined,
  { csv, json, pdf }: ShowFlags,
  config: Config,
  terminal: Terminal,
): Promise<number> {
  const kept = await statementOf(database, id);
  if (pdf !== undefined) return writePdf(database, kept, pdf, terminal);
  if (csv) {
    for await (const text of csvOf(database, kept)) terminal.line(text.replace(/\r\n$/, ''));
  } else if (json) {
    const { links: _, ...statement } = toStatement(await linkParts(database, config), kept);
    const lines = [];
    for await (const page of linePages(database.db, bookOf(kept), kept.row.id)) {
      lines.push(...page.map(({ ordinal, ...line }) => line));
    }
    terminal.line(JSON.stringify({ ...statement, lines }, null, 2));
  } else {
    terminal.line(lineOf(kept.row));
    for (const due of kept.dues) terminal.line(dueLine(due, kept.row.currency));
    terminal.line(nextStep(kept));
  }
  return 0;
}

function dueLine(due: KeptStatement['dues'][number], currency: string): string {
  const [before, exact, after] = [due.carried_before, due.exact, due.carried_after].map((text) =>
    exactText(parseExact(text)),
  );
  const amount = formatMoney({ amount: due.amount, currency }, 'en');
  const from = due.kind === 'pledge' ? 'orders' : "shoppers' round-ups";
  return `  ${due.project_id}  ${amount}  carried ${before} + ${from} ${exact} - paid = carried ${after}  ${due.title}`;
}

function nextStep({ row, payment }: KeptStatement): string {
  if (row.state === 'paid') return 'It is paid, and the projects have the money.';
  if (row.state === 'carried') {
    return 'Nothing is to be paid: less than a minor unit is due, or more was taken back than given. The next statement begins with it.';
  }
  const failed = payment?.state === 'failed' ? 'The last try to pay it failed. ' : '';
  return `${failed}Pay it with \`kindcart statements pay ${row.id}\`, or on the page of its address.`;
}

async function writePdf(
  database: OpenDatabase,
  kept: KeptStatement,
  file: string,
  terminal: Terminal,
): Promise<number> {
  const bytes = await paperPdf(statementPaper(kept, await findParties(database.db, kept)));
  try {
    await pipeline([bytes], createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CommandError(`${file} cannot be written: ${why}. Choose another name.`, { cause });
  }
  terminal.line(`Wrote ${kept.row.id} to ${file}.`);
  return 0;
}

const bookOf = ({ row }: KeptStatement) => ({
  organizationId: row.organization_id,
  livemode: row.livemode,
});

async function linkParts({ db }: OpenDatabase, config: Config) {
  const passes = createDonorPasses(await donorSecrets(db, config), systemIds.nowMs);
  return { passes, ownUrl: () => config.publicUrl ?? `http://${config.host}:${config.port}` };
}

/** Pays a test statement at the sandbox; for any other, says where it is paid. */
export async function payStatement(
  database: OpenDatabase,
  id: string | undefined,
  config: Config,
  terminal: Terminal,
): Promise<number> {
  const { db } = database;
  const kept = await statementOf(database, id);
  const sandbox = await sandboxOf(database, config);
  const providers = [...stripeProviders(database, config), sandbox.provider];
  const begun = await beginPayment(
    {
      ...(await linkParts(database, config)),
      db,
      now,
      providerFor: (livemode) => providers.find((one) => one.livemode === livemode),
      providerNamed: (name, livemode) =>
        providers.find((one) => one.name === name && one.livemode === livemode),
    },
    bookOf(kept),
    kept.row.id,
  ).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    throw new CommandError(`${kept.row.id}: ${error.message}`, { cause: error });
  });
  if (begun.provider !== 'sandbox') {
    terminal.line(`Pay it at ${begun.url}`);
    return 0;
  }
  const secret = new URL(begun.url).searchParams.get('secret') ?? '';
  const card = { number: testCards.succeeds, expiry: '12/89', cvc: '123' };
  await sandbox.confirm(begun.reference, secret, card);
  terminal.line(`Paid at the sandbox with a test card: no money has moved.`);
  terminal.line('The platform books it for the projects as it runs.');
  return 0;
}

/** The sandbox, for what it keeps; its events are brought by the platform that runs. */
async function sandboxOf({ db }: OpenDatabase, config: Config): Promise<Sandbox> {
  return createSandbox({
    db,
    secrets: await sandboxSecrets(db, config),
    times: { slowMs: 0, refundFailsAfterMs: 0 },
    now,
    newId: {
      event: () => newId('event', systemIds),
      payment: (): Id<'payment'> => newId('payment', systemIds),
    },
    deliver: async () => 503,
    onError: () => {},
  });
}

function stripeProviders({ db }: OpenDatabase, { stripe }: Config): PaymentProvider[] {
  const newPaymentId = () => newId('payment', systemIds);
  const parts = { db, fee: stripe.fee, now, newPaymentId, onError: () => {} };
  return stripe.modes.map((mode) => createProvider(parts, connect(stripe, mode)));
}
