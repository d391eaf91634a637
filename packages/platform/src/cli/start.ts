/** `kindcart start`: the platform on a port, until it is told to stop. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { testCards } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Config } from '../config.ts';
import type { Database } from '../database/schema.ts';
import { type Listening, listen } from '../http/listen.ts';
import { type Mount, pageScriptOf, pagesRoom } from '../http/pages.ts';
import { createLogger } from '../http/request-log.ts';
import { createFolderMailer, createSmtpMailer, type Mailer } from '../mail/mailer.ts';
import { type PageNeeds, stripeNeeds } from '../pages/policy.ts';
import { createPlatform, type Platform } from '../platform.ts';
import { type Seeded, seedDemo } from './seed.ts';
import { prepareShop, shopSettingsFile } from './seed-shop.ts';
import { donorSecrets, openSession, sandboxSecrets, systemIds } from './session.ts';
import type { Terminal } from './words.ts';

export interface StartOptions {
  readonly config: Config;
  /** Folders to serve beside the API. */
  readonly mounts: readonly Mount[];
  /** Make demo data when there is none, and say what to try. */
  readonly demo: boolean;
  /** Where the demo's shop will be served on this machine; undefined where it is not. */
  readonly shopPort?: number | undefined;
  /** Resolves when the process should stop. */
  readonly stopped: Promise<void>;
}

/** How long requests in flight may take to finish. */
const drainTimeoutMs = 10_000;

/** Runs until stopped; resolves to the exit code after everything is written. */
export async function startCommand(options: StartOptions, terminal: Terminal): Promise<number> {
  const { config } = options;
  const logger = createLogger(config.logLevel);
  for (const warning of config.warnings) terminal.line(warning);
  const database = await openSession(config, terminal, {
    onIdleError: (error) => logger.warn({ err: error }, 'database connection lost'),
  });
  let listening: Listening | undefined;
  let platform: Platform | undefined;
  const mailer = createMailer(config);
  try {
    platform = createPlatform({
      database,
      logger,
      limits: config.limits,
      trustedProxies: config.trustedProxies,
      ownOrigins: () => ownOrigins(config, listening),
      sandboxSecrets: await sandboxSecrets(database.db, config),
      donorSecrets: await donorSecrets(database.db, config),
      mailer,
      ownUrl: () => config.publicUrl ?? listening?.url ?? '',
      stripe: config.stripe,
      ...outwards(config),
      deliverSandboxEvent: (body, headers) => deliver(listening?.ownUrl ?? '', body, headers),
      publicUrl: config.publicUrl,
      pageScript: () => pageScriptOf(options.mounts),
      rooms: options.mounts.length === 0 ? [] : [pagesRoom(options.mounts, pageNeeds(config))],
    });
    listening = await listen({
      app: platform.app,
      host: config.host,
      port: config.port,
      drain: platform.drain,
    });
    // After the port is known to be free: the demo's secret key is made and shown once.
    const seeded = options.demo ? await makeDemo(database.db, options, terminal) : undefined;
    await platform.start();
    const where = database.kind === 'postgres' ? 'PostgreSQL' : config.dataDir;
    terminal.line(
      `Kindcart answers at ${listening.url} (data in ${where}, API at ${listening.url}/v1/openapi.json)`,
    );
    terminal.line(mailer.where);
    if (seeded !== undefined) greet(terminal, listening.url, seeded, options);
    // Whoever starts the shop once this process is ready, as npm start does, hears where both are.
    process.send?.({ url: listening.url, shopSettings: shopSettingsFile(config.dataDir) });
    await options.stopped;
    terminal.line('Stopping: requests in flight are finished first.');
    const cut = await stop();
    if (cut > 0) {
      terminal.line(
        `${cut} connections were cut: their requests took over ${drainTimeoutMs / 1_000} s.`,
      );
    }
    terminal.line('Stopped. All data is kept.');
    return 0;
  } finally {
    await stop();
    await database.close();
  }

  /** Ends what was started, in the order that loses nothing, and says how many it cut; again is the same. */
  async function stop(): Promise<number> {
    const closed = await listening?.close({ timeoutMs: drainTimeoutMs });
    await platform?.stop();
    platform = undefined;
    mailer.close();
    return closed?.cut ?? 0;
  }
}

/** Demo data, and what the demo's shop needs if it will be served. */
async function makeDemo(
  db: Kysely<Database>,
  { config, shopPort }: StartOptions,
  terminal: Terminal,
): Promise<Seeded> {
  const seeded = await seedDemo(db, systemIds, terminal);
  if (shopPort === undefined) return seeded;
  const place = { file: shopSettingsFile(config.dataDir), port: shopPort };
  await prepareShop(db, systemIds, seeded, place);
  return seeded;
}

/** Where this process's mail goes. */
function createMailer({ mail: { smtpUrl, from, folder } }: Config): Mailer {
  return smtpUrl === undefined ? createFolderMailer(folder, from) : createSmtpMailer(smtpUrl, from);
}

/** How others are called: receivers of webhooks, and shops. */
function outwards({ webhookPrivate: allowPrivate, reconcileMinutes }: Config) {
  return {
    webhooks: { allowPrivate },
    asking: { allowPrivate, everyMs: reconcileMinutes * 60_000 },
  };
}

/** What pages beside the API need for payments. */
function pageNeeds({ stripe }: Config): PageNeeds {
  return stripe.modes.length === 0 ? {} : stripeNeeds(stripe.apiUrl);
}

/** Origins of pages that this process serves itself. */
function ownOrigins(config: Config, listening: Listening | undefined): readonly string[] {
  const own = config.publicUrl === undefined ? [] : [config.publicUrl];
  if (listening === undefined) return own;
  return [...own, `http://localhost:${listening.port}`, `http://127.0.0.1:${listening.port}`];
}

async function deliver(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const response = await fetch(`${url}/v1/payments/sandbox/events`, {
    method: 'POST',
    body,
    headers: { ...headers, 'Content-Type': 'application/json' },
    signal: AbortSignal.timeout(10_000),
  });
  await response.arrayBuffer();
  return response.status;
}

const sandboxCards = [
  'Try it: open the example page, press Donate, and pay with a test card, any future expiry, any 3 digits:',
  `  ${testCards.succeeds}  succeeds`,
  `  ${testCards.declined}  is declined`,
  `  ${testCards.insufficientFunds}  has insufficient funds`,
  `  ${testCards.asksForConfirmation}  asks for confirmation`,
  `  ${testCards.slow}  is slow`,
  `  ${testCards.refundFailsLater}  succeeds; a refund of it fails later`,
  `  ${testCards.renewalsDeclined}  succeeds; later charges of a monthly gift are declined`,
];

const stripeCards = [
  "Try it: open the example page, press Donate, and pay with one of Stripe's own test cards:",
  '  https://docs.stripe.com/testing',
];

/** Where the example's pages are; another site has pages of its own. */
function pagesOf({ folder }: Mount, url: string): string[] {
  const more = existsSync(join(folder, 'thank-you.html'))
    ? [
        `  Monthly giving   ${url}/#monthly  (a gift leads to the page of thanks)`,
        `  Page of thanks   ${url}/thank-you.html`,
        `  Donor's page     ${url}/my-gifts.html`,
      ]
    : [];
  return [`  Example page     ${url}/`, ...more];
}

function greet(
  terminal: Terminal,
  url: string,
  seeded: Seeded,
  { mounts, config }: StartOptions,
): void {
  const isPaidAtStripe = config.stripe.modes.some(({ livemode }) => !livemode);
  const lines = [
    '',
    isPaidAtStripe
      ? "Test gifts are paid at Stripe, in Stripe's test mode: no money moves."
      : 'This is a sandbox: no card is charged and no money moves.',
    ...mounts.flatMap((mount) => (mount.path === '/' ? pagesOf(mount, url) : [])),
    ...(mounts.some((mount) => mount.path === '/forest')
      ? [`  Forest           ${url}/forest/  (in Chinese: ${url}/forest/zh/)`]
      : []),
    ...(mounts.some((mount) => mount.path === '/steps')
      ? [
          `  Steps that give  ${url}/steps/?replay=100.csv  (a recorded walk; in Chinese: ${url}/steps/zh/)`,
        ]
      : []),
    ...(mounts.some((mount) => mount.path === '/sdk')
      ? [`  Script           ${url}/sdk/kindcart.js`]
      : []),
    ...seeded.projectIds
      .slice(0, 1)
      .map((id) => `  Hosted page      ${url}/give/${id}  (a link, for mails and QR codes)`),
    `  Publishable key  ${seeded.publishableKey}`,
    ...(seeded.secretKey === null
      ? []
      : [`  Secret key       ${seeded.secretKey}  (shown this once)`]),
    '',
    ...(isPaidAtStripe ? stripeCards : sandboxCards),
    '',
    'Ctrl-C stops it; the data stays.',
  ];
  for (const line of lines) terminal.line(line);
}
