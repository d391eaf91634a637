#!/usr/bin/env node
/** The command line `kindcart`. */
import { realpathSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  type Config,
  ConfigError,
  type Flags,
  flagVariables,
  readProcessConfig,
} from '../config.ts';
import { DataFolderError } from '../database/data-folder.ts';
import type { OpenDatabase } from '../database/open.ts';
import { ListenError } from '../http/listen.ts';
import type { Mount } from '../http/pages.ts';
import { auditCommand } from './audit.ts';
import * as deeds from './deeds.ts';
import { eraseCommand } from './erase.ts';
import { exportTable } from './export.ts';
import {
  fieldCommandOf,
  fieldFlags,
  fieldOptions,
  fieldUsage,
  fieldWithArgument,
} from './field.ts';
import {
  forestCommandOf,
  forestFlags,
  forestOptions,
  forestUsage,
  forestWithArgument,
} from './forest.ts';
import { moderate } from './gifts.ts';
import {
  growingArguments,
  growingCommandOf,
  growingFlags,
  growingOptions,
  growingUsage,
} from './growing.ts';
import { createKey, revoke, showKeys, unpause } from './keys.ts';
import { retryMail, showMails } from './mail.ts';
import { addMerchant, changeState, showMerchants } from './merchants.ts';
import { merchantToken } from './order-tokens.ts';
import { receiptProfile } from './receipts.ts';
import { advanceSandbox } from './sandbox.ts';
import { seedDemo } from './seed.ts';
import { openSession, systemIds } from './session.ts';
import { replayShopEvents, showEvents } from './shop-events.ts';
import { connectShop, disconnectShop, rotateShop, showSources } from './shops.ts';
import { startCommand } from './start.ts';
import { listStatementsOf, payStatement, runStatements, showStatement } from './statements.ts';
import { stripeAccount } from './stripe.ts';
import { webhookCommandOf } from './webhooks.ts';
import { CommandError, processTerminal, type Terminal } from './words.ts';

const usage = `kindcart start [--demo] [--port 8787] [--host 127.0.0.1] [--serve /path=folder] [--shop-port 8788]
kindcart migrate                 make or update the tables
kindcart seed demo               demo data, once
kindcart audit                   recompute the books' invariants; exit 1 when one is broken
kindcart keys create --origin https://your.site [--organization NAME] [--kind publishable|secret] [--live] [--label TEXT]
kindcart keys list
kindcart keys revoke key_…
kindcart keys unpause key_…      ends a pause for card testing; pauses end by themselves, too
kindcart export gifts.csv [--organization NAME] [--live]   all gifts into a new file, .csv or .json
kindcart export donors.csv [--organization NAME] [--live]  everybody who left an address; also .json
kindcart erase EMAIL|don_…|par_… [--organization NAME]     takes a person out of everything, or of one gift
kindcart gifts hide don_… [--reason TEXT]   keeps name and message of a gift from the public
kindcart gifts show don_… [--reason TEXT]   shows them again
kindcart merchants add NAME --currency CNY [--days 7] [--language zh-CN] [--organization NAME] [--live]   a shop whose orders give
kindcart merchants list
kindcart merchants connect shopify|woocommerce|stripe|api MERCHANT [--secret TEXT] [--address https://your.shop --token TEXT] [--name TEXT]   orders that a shop tells
kindcart merchants sources       connected shops, and where they post
kindcart merchants rotate src_… --secret TEXT | --drop-old   a new signing secret beside the old one; then the new one alone
kindcart merchants disconnect src_…
kindcart events list [--state dead] [--merchant mer_…]   what shops told, and what became of it
kindcart events replay she_… | --dead    applies again what was given up
kindcart merchants suspend mer_…  orders paid from now on give nothing; what was pledged stays
kindcart merchants resume mer_…
kindcart statements run [--merchant mer_…] [--until 2026-12-01] [--dry-run]   what merchants owe, now; months are stated by themselves
kindcart statements list [--merchant mer_…]
kindcart statements show sta_… [--csv | --json | --pdf FILE]
kindcart statements pay sta_…     pays a test statement at the sandbox; says where others are paid
kindcart merchants token mer_… [--rotate] [--hours 168]   the secret for tokens of orders; after a rotation the old one counts for some hours
${forestUsage}
${growingUsage}
${fieldUsage}
${deeds.usage}
kindcart receipts profile [FILE.json] [--organization NAME]  what receipts say of the charity; without a file, shows it
kindcart mail list               mails that have not gone out, and why
kindcart mail retry [eml_…]      tries one mail, or all, now
kindcart stripe account [acct_…] [--organization NAME] [--live]   who is paid; without an account, lists all
kindcart webhooks create https://your.server/hooks [--event donation.succeeded] [--organization NAME] [--live] [--label TEXT]
kindcart webhooks list [--organization NAME]
kindcart webhooks rotate whe_… [--hours 24]      a new secret; the old one signs beside it for some hours
kindcart webhooks replay whd_… | whe_… --since 2027-01-31T08:00:00Z
kindcart sandbox advance --months 1 | --to 2027-03-01 [--organization NAME]   time for monthly test gifts

On a folder, stop the platform before any other command: one process at a time has it.

Data is kept in a folder (--data .kindcart) or in PostgreSQL (--database or DATABASE_URL).
Every flag has a variable; docs/reference/configuration.md lists them.`;

const settingFlags = Object.keys(flagVariables).map((name) => [name, { type: 'string' }] as const);

/** Flags of one command only; flags of settings are for all. */
const commandFlags: Readonly<Record<string, readonly string[]>> = {
  start: ['demo', 'serve', 'shop-port'],
  'keys create': ['organization', 'kind', 'live', 'origin', 'label'],
  'stripe account': ['organization', 'live'],
  export: ['organization', 'live'],
  'gifts hide': ['reason'],
  'gifts show': ['reason'],
  'webhooks create': ['organization', 'live', 'event', 'label'],
  'webhooks list': ['organization'],
  'webhooks rotate': ['hours'],
  'webhooks replay': ['since'],
  'sandbox advance': ['organization', 'months', 'to'],
  'merchants token': ['rotate', 'hours'],
  'merchants add': ['organization', 'live', 'currency', 'language', 'days'],
  'merchants connect': ['secret', 'address', 'token', 'name'],
  'merchants rotate': ['secret', 'drop-old'],
  'events list': ['state', 'merchant'],
  'events replay': ['dead'],
  'statements run': ['merchant', 'until', 'dry-run'],
  'statements list': ['merchant'],
  'statements show': ['csv', 'json', 'pdf'],
  ...forestFlags,
  ...growingFlags,
  ...fieldFlags,
  ...deeds.flags,
  erase: ['organization'],
  'receipts profile': ['organization'],
};

function readArguments(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    tokens: true,
    options: {
      ...Object.fromEntries(settingFlags),
      demo: { type: 'boolean', default: false },
      serve: { type: 'string', multiple: true, default: [] },
      'shop-port': { type: 'string' },
      organization: { type: 'string' },
      kind: { type: 'string' },
      live: { type: 'boolean', default: false },
      origin: { type: 'string', multiple: true, default: [] },
      label: { type: 'string' },
      reason: { type: 'string' },
      event: { type: 'string', multiple: true, default: [] },
      hours: { type: 'string' },
      since: { type: 'string' },
      months: { type: 'string' },
      to: { type: 'string' },
      currency: { type: 'string' },
      language: { type: 'string' },
      days: { type: 'string' },
      secret: { type: 'string' },
      address: { type: 'string' },
      token: { type: 'string' },
      name: { type: 'string' },
      state: { type: 'string' },
      merchant: { type: 'string' },
      dead: { type: 'boolean', default: false },
      'drop-old': { type: 'boolean', default: false },
      until: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      csv: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      pdf: { type: 'string' },
      ...forestOptions,
      ...growingOptions,
      ...fieldOptions,
      ...deeds.options,
      rotate: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
}

function readKnownArguments(args: readonly string[]): ReturnType<typeof readArguments> {
  try {
    return readArguments(args);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // The first sentence names the flag; what follows it is advice for programmers.
    const [sentence = error.message] = error.message.split('. ', 1);
    throw new CommandError(`${sentence}.\n\n${usage}`, { cause: error });
  }
}

/**
 * Runs one command and resolves to the exit code.
 *
 * @param untilStopped resolves when a command that would go on for ever should end
 */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  untilStopped: () => Promise<void>,
): Promise<number> {
  const { values, positionals, tokens } = readKnownArguments(args);
  const [command = '', ...rest] = positionals;
  if (values.help || command === '' || command === 'help') {
    terminal.line(usage);
    return values.help || command === 'help' ? 0 : 1;
  }
  refuseForeignFlags(positionals, tokens);
  const config = readProcessConfig(settingsOf(values));
  if (command === 'start' && rest.length === 0) {
    const mounts = values.serve.map(readMount);
    const stopped = untilStopped();
    const shopPort = readShopPort(values['shop-port'], values.demo);
    return startCommand({ config, mounts, demo: values.demo, shopPort, stopped }, terminal);
  }
  const work = commandOf(positionals, values, config, terminal);
  // What only looks must not make an empty database where somebody mistyped the folder.
  const mustExist =
    /^(audit|sandbox advance|export\b.*|erase\b.*|receipts\b.*|mail\b.*|merchants (list|token|suspend|resume)\b.*|statements\b.*|stripe account\b.*|gifts\b.*|keys (list|revoke|unpause)\b.*|webhooks\b.*|merchants (connect|sources|rotate|disconnect)\b.*|events\b.*|species\b.*|plots\b.*|trees\b.*|observations\b.*|challenges\b.*|deeds\b.*|participants\b.*|teams\b.*|field (list|revoke)\b.*)$/.test(
      positionals.join(' '),
    );
  return withDatabase(config, terminal, mustExist, work);
}

/** A flag that a command would pass over in silence is a mistake of the person who typed it. */
function refuseForeignFlags(
  positionals: readonly string[],
  tokens: ReturnType<typeof readArguments>['tokens'],
): void {
  const { command } = commandAndRest(positionals);
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const owners = Object.keys(commandFlags).filter((name) =>
      commandFlags[name]?.includes(token.name),
    );
    if (owners.length > 0 && !owners.includes(command)) {
      throw new CommandError(`${token.rawName} is a flag of "${owners[0]}", not of "${command}".`);
    }
  }
}

type Values = ReturnType<typeof readArguments>['values'];
type Work = (database: OpenDatabase) => Promise<number>;

/** Commands of one word whose second is what they are about. */
const shortCommands: readonly string[] = ['export', 'erase'];
/** Commands that are about something, named after them. */
const withArgument: readonly string[] = [
  ...shortCommands,
  'gifts hide',
  'gifts show',
  'keys revoke',
  'keys unpause',
  'stripe account',
  'webhooks create',
  'webhooks rotate',
  'webhooks replay',
  'merchants add',
  'merchants rotate',
  'merchants disconnect',
  'events replay',
  'merchants suspend',
  'merchants resume',
  'statements show',
  'statements pay',
  'merchants token',
  ...forestWithArgument,
  ...fieldWithArgument,
  ...deeds.withArgument,
  'receipts profile',
  'mail retry',
];

function argumentsMax(command: string): number {
  if (command === 'merchants connect' || command === 'teams rename') return 2;
  return growingArguments[command] ?? (withArgument.includes(command) ? 1 : 0);
}

function commandAndRest(positionals: readonly string[]) {
  const words = shortCommands.includes(positionals[0] ?? '') ? 1 : 2;
  return { command: positionals.slice(0, words).join(' '), rest: positionals.slice(words) };
}

/** The command's work on an open database, known before anything is opened. */
function commandOf(
  positionals: readonly string[],
  values: Values,
  config: Config,
  terminal: Terminal,
): Work {
  const { command, rest } = commandAndRest(positionals);
  const [argument] = rest;
  const { organization, live, label } = values;
  switch (rest.length > argumentsMax(command) ? '' : command) {
    case 'migrate':
      return () => migrateCommand(terminal);
    case 'seed demo':
      return (database) => seedCommand(database, terminal);
    case 'audit':
      return (database) => auditCommand(database, terminal);
    case 'keys create': {
      const { kind, origin: origins } = values;
      return (database) =>
        createKey(database, { organization, kind, live, origins, label }, terminal);
    }
    case 'keys list':
      return (database) => showKeys(database, terminal);
    case 'keys revoke':
      return (database) => revoke(database, argument, terminal);
    case 'keys unpause':
      return (database) => unpause(database, argument, terminal);
    case 'gifts hide':
    case 'gifts show': {
      const decision = { hidden: command === 'gifts hide', reason: values.reason };
      return (database) => moderate(database, argument, decision, terminal);
    }
    case 'stripe account':
      return (database) => stripeAccount(database, argument, { organization, live }, terminal);
    case 'sandbox advance': {
      const { months, to } = values;
      return (database) => advanceSandbox(database, { organization, months, to }, terminal);
    }
    case 'export':
      return (database) => exportTable(database, argument, { organization, live }, terminal);
    case 'erase': {
      const erasing = { organization, mailFolder: config.mail.folder };
      return (database) => eraseCommand(database, argument, erasing, terminal);
    }
    case 'receipts profile':
      return (database) => receiptProfile(database, argument, organization, terminal);
    case 'mail list':
      return (database) => showMails(database, terminal);
    case 'mail retry':
      return (database) => retryMail(database, argument, terminal);
    default: {
      const known = rest.length > argumentsMax(command) ? '' : command;
      const work =
        webhookCommandOf(known, argument, values, terminal) ??
        commerceCommandOf({ command, rest }, values, config, terminal) ??
        forestCommandOf(known, argument, values, terminal) ??
        growingCommandOf(known, rest, values, terminal) ??
        fieldCommandOf(known, argument, values, config, terminal) ??
        deeds.commandOf(known, rest, values, terminal);
      if (work !== undefined) return work;
      throw new CommandError(`There is no command "${positionals.join(' ')}".\n\n${usage}`);
    }
  }
}

/** The same of merchants, what their shops tell and what they owe; undefined for any other command. */
function commerceCommandOf(
  { command, rest }: ReturnType<typeof commandAndRest>,
  values: Values,
  config: Config,
  terminal: Terminal,
): Work | undefined {
  const [argument] = rest;
  switch (rest.length > argumentsMax(command) ? '' : command) {
    case 'merchants connect':
      return (database) => connectShop(database, rest, values, config, terminal);
    case 'merchants sources':
      return (database) => showSources(database, config, terminal);
    case 'merchants rotate':
      return (database) => rotateShop(database, argument, values, config, terminal);
    case 'merchants disconnect':
      return (database) => disconnectShop(database, argument, terminal);
    case 'events list':
      return (database) => showEvents(database, values, terminal);
    case 'events replay':
      return (database) => replayShopEvents(database, argument, values, terminal);
    case 'merchants add':
      return (database) => addMerchant(database, argument, values, terminal);
    case 'merchants token':
      return (database) => merchantToken(database, argument, values, terminal);
    case 'merchants list':
      return (database) => showMerchants(database, terminal);
    case 'merchants suspend':
      return (database) => changeState(database, argument, 'suspended', terminal);
    case 'merchants resume':
      return (database) => changeState(database, argument, 'active', terminal);
    case 'statements run':
      return (database) => runStatements(database, values, terminal);
    case 'statements list':
      return (database) => listStatementsOf(database, values.merchant, terminal);
    case 'statements show':
      return (database) => showStatement(database, argument, values, config, terminal);
    case 'statements pay':
      return (database) => payStatement(database, argument, config, terminal);
    default:
      return undefined;
  }
}

/** The tables were made as the database was opened. */
async function migrateCommand(terminal: Terminal): Promise<number> {
  terminal.line('The tables are up to date.');
  return 0;
}

async function seedCommand({ db }: OpenDatabase, terminal: Terminal): Promise<number> {
  const { publishableKey, secretKey } = await seedDemo(db, systemIds, terminal);
  terminal.line(`Demo data is there. Publishable key: ${publishableKey}`);
  if (secretKey !== null) terminal.line(`Secret key, shown this once: ${secretKey}`);
  return 0;
}

function settingsOf(values: Readonly<Record<string, unknown>>): Flags {
  return Object.fromEntries(
    Object.keys(flagVariables).flatMap((name) => {
      const value = values[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

function readShopPort(text: string | undefined, isDemo: boolean): number | undefined {
  if (text === undefined) return undefined;
  if (!isDemo) throw new CommandError('--shop-port is for the shop of the demo: add --demo.');
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new CommandError(`--shop-port takes a port from 1 to 65535, not ${text}.`);
}

function readMount(text: string): Mount {
  const [path = '', folder = ''] = text.split('=', 2);
  if (!path.startsWith('/') || folder === '') {
    throw new CommandError(`--serve takes /path=folder, such as --serve /sdk=dist, not ${text}.`);
  }
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CommandError(`--serve ${text}: there is no folder ${folder}.`);
  }
  return { path, folder };
}

async function withDatabase(
  config: Config,
  terminal: Terminal,
  mustExist: boolean,
  work: Work,
): Promise<number> {
  // Commands look at everything, which takes as long as it takes.
  const database = await openSession(config, terminal, { queryTimeoutMs: 0, mustExist });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Failures whose message alone tells what to do. */
function isPlain(error: unknown): error is Error {
  return (
    error instanceof CommandError ||
    error instanceof ConfigError ||
    error instanceof DataFolderError ||
    error instanceof ListenError
  );
}

/** Resolves at the first signal to stop; a second one ends the process at once. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    let stopping = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (stopping) process.exit(130);
        stopping = true;
        resolve();
      });
    }
  });
}

/** Whether this file was started, also by way of the link that npm makes for `kindcart`. */
function isStarted(): boolean {
  const [, started] = process.argv;
  return started !== undefined && realpathSync(started) === fileURLToPath(import.meta.url);
}

if (isStarted()) {
  const terminal = processTerminal(process.stdout);
  try {
    process.exitCode = await run(process.argv.slice(2), terminal, untilSignal);
  } catch (error) {
    process.stderr.write(
      `${isPlain(error) ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = 1;
  }
}
