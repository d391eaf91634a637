/** Settings: the only place that reads the environment. Flags go before variables. */

import { emailSchema, parse } from '@kindcart/contract';
import { parseOrigin } from './access/keys.ts';
import { defaultRates, type LimitRates, type Rate } from './access/limits.ts';
import { type LogLevel, logLevels } from './http/request-log.ts';
import type { MailFrom } from './mail/mailer.ts';
import { pairKeys, StripeKeyError, type StripeSettings } from './payments/stripe/settings.ts';

/** How mail goes out. */
export interface MailSettings {
  /** Address of the mail server; undefined writes mail into `folder`. */
  readonly smtpUrl: URL | undefined;
  readonly from: MailFrom;
  readonly folder: string;
}

/** All settings of one process. */
export interface Config {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Address of PostgreSQL; undefined keeps data with PGlite in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  /** Origin under which browsers reach the platform; undefined means the address it listens on. */
  readonly publicUrl: string | undefined;
  readonly logLevel: LogLevel;
  /** How many proxies in front are trusted to tell the client's address. */
  readonly trustedProxies: number;
  readonly limits: LimitRates;
  /** Secrets that sign the sandbox's events, newest first; all are taken. Empty: start makes one. */
  readonly sandboxSecrets: readonly string[];
  /** Stripe, where gifts are paid through it. */
  readonly stripe: StripeSettings;
  /** Whether private networks are called, by webhooks and for orders of shops: for development only. */
  readonly webhookPrivate: boolean;
  /** How often shops are asked for orders that they did not tell of. */
  readonly reconcileMinutes: number;
  /** Signing secret and key of a shop, for the commands that connect one. */
  readonly shop: { readonly secret: string | undefined; readonly token: string | undefined };
  readonly mail: MailSettings;
  /** Secrets that seal the links of donors, newest first; all are taken. Empty: start makes one. */
  readonly donorSecrets: readonly string[];
  /** Settings in the environment that look like ours and are none, in words. */
  readonly warnings: readonly string[];
}

/** Flags of the command line as text, without dashes; each stands for one variable. */
export type Flags = Readonly<Partial<Record<keyof typeof flagVariables, string>>>;

/** Which variable each flag stands for. */
export const flagVariables = {
  host: 'KINDCART_HOST',
  port: 'KINDCART_PORT',
  data: 'KINDCART_DATA_DIR',
  database: 'DATABASE_URL',
  'public-url': 'KINDCART_PUBLIC_URL',
  log: 'KINDCART_LOG',
} as const;

/** What holds where nothing is set. */
const defaults = {
  host: '127.0.0.1',
  port: 8787,
  dataDir: '.kindcart',
  logLevel: 'info',
  trustedProxies: 0,
  limits: defaultRates,
  mailFrom: { address: 'kindcart@localhost' },
  stripeApi: 'https://api.stripe.com',
  reconcileMinutes: 15,
  // Stripe's list price for cards in many countries; an account may have another.
  stripeFee: { basisPoints: 290, fixedAmount: 30 },
} as const;

/** A limit as it is written in a setting. */
function rateText(rate: Rate | undefined): string {
  return rate === undefined
    ? 'off'
    : `${rate.count} per ${rate.periodSeconds} s, burst ${rate.burst}`;
}

const feeText = ({ basisPoints, fixedAmount }: StripeSettings['fee']) =>
  `${basisPoints} + ${fixedAmount}`;
const unlessSaid = (value: string | number) => `${value} unless said otherwise`;
const rateUnlessSaid = (rate: Rate | undefined) => `or off. ${unlessSaid(rateText(rate))}.`;

/** Every variable that is read, with what it means; the docs list them from here. */
export const variables = {
  KINDCART_HOST: `Address to listen on. ${unlessSaid(defaults.host)}; 0.0.0.0 for all networks.`,
  KINDCART_PORT: `Port to listen on. ${unlessSaid(defaults.port)}; 0 takes any free one.`,
  DATABASE_URL: 'Address of PostgreSQL, postgres://…. Without it, data is kept in a folder.',
  KINDCART_DATA_DIR: `Folder for data when there is no DATABASE_URL. ${unlessSaid(defaults.dataDir)}.`,
  KINDCART_PUBLIC_URL:
    'Origin under which browsers reach the platform, such as https://give.example.org.',
  KINDCART_LOG: `How much is logged: trace, debug, info, warn, error, fatal or silent. ${unlessSaid(defaults.logLevel)}.`,
  KINDCART_TRUST_PROXY: `How many proxies stand in front and add to X-Forwarded-For. ${unlessSaid(defaults.trustedProxies)}.`,
  KINDCART_LIMIT_KEY: `Requests per key, ${rateUnlessSaid(defaults.limits.key)}`,
  KINDCART_LIMIT_ADDRESS: `Requests per client address without a secret key, ${rateUnlessSaid(defaults.limits.address)}`,
  KINDCART_LIMIT_DONATIONS: `Donations begun per client address without a secret key, ${rateUnlessSaid(defaults.limits.donations)}`,
  KINDCART_LIMIT_PARTICIPANTS: `Participants of challenges made per client address without a secret key, ${rateUnlessSaid(defaults.limits.participants)}`,
  KINDCART_LIMIT_TILES: `Tiles of maps per client address, ${rateUnlessSaid(defaults.limits.tiles)}`,
  KINDCART_SANDBOX_SECRETS:
    'Secrets of the sandbox provider, parted by commas, newest first. Made when absent.',
  KINDCART_SMTP_URL:
    'Mail server, smtp://user:password@host:587 or smtps://…. Without it, mail is written into a folder.',
  KINDCART_MAIL_FROM: `Address that mail comes from. ${unlessSaid(defaults.mailFrom.address)}; needed beside KINDCART_SMTP_URL.`,
  KINDCART_MAIL_DIR:
    'Folder that mail is written into when there is no KINDCART_SMTP_URL. The data folder with -mail at its end unless said otherwise.',
  KINDCART_DONOR_SECRETS:
    "Secrets that seal donors' links, parted by commas, newest first. Made when absent; leaving one out ends its links.",
  KINDCART_STRIPE_SECRET_KEYS:
    "Stripe's keys for servers, sk_test_… or sk_live_… or both, parted by a comma. Without one, that mode is not paid through Stripe.",
  KINDCART_STRIPE_PUBLISHABLE_KEYS:
    "Stripe's keys for pages, pk_test_… and pk_live_…, one for each secret key.",
  KINDCART_STRIPE_WEBHOOK_SECRETS:
    'Signing secrets of the webhook endpoints at Stripe, whsec_…, parted by commas; all are taken.',
  KINDCART_STRIPE_FEE: `What Stripe takes of a charge: basis points + minor units. ${unlessSaid(feeText(defaults.stripeFee))}.`,
  KINDCART_WEBHOOK_PRIVATE: `Whether webhooks may go to this machine and private networks, and shops be asked there: allow, for development, or refuse. ${unlessSaid('refuse')}.`,
  KINDCART_RECONCILE_MINUTES: `How often shops are asked for orders that they did not tell of. ${unlessSaid(defaults.reconcileMinutes)}.`,
  KINDCART_SHOP_SECRET:
    'Signing secret of a shop, for `kindcart merchants connect` and `rotate`, in place of --secret.',
  KINDCART_SHOP_TOKEN:
    'Key with which a shop is asked for orders, for `kindcart merchants connect`, in place of --token.',
  KINDCART_STRIPE_API: `Where Stripe's API is, for tests. ${unlessSaid(defaults.stripeApi)}.`,
} as const;
type Variable = keyof typeof variables;

/** Settings that cannot be used; the message has one line for each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

/** Says what is wrong with a value; the setting's name is put in front. */
class Fault extends Error {}

function fault(words: string): never {
  throw new Fault(words);
}

const quote = (text: string) => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);

function parseHost(text: string): string {
  if (/[\s/]|:\/\//.test(text))
    fault(`is ${quote(text)}, not a host name or address such as 127.0.0.1`);
  return text;
}

function parseWhole(text: string, max: number): number {
  const value = /^\d{1,6}$/.test(text) ? Number.parseInt(text, 10) : Number.NaN;
  if (!(value <= max)) fault(`is ${quote(text)}, not a whole number from 0 to ${max}`);
  return value;
}

function parseMinutes(text: string): number {
  const minutes = parseWhole(text, 1_440);
  return minutes > 0 ? minutes : fault('is 0, not a whole number from 1 to 1440');
}

function parseDatabaseUrl(text: string): string {
  // The value may hold a password, so it is not said again.
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    fault('is not an address such as postgres://user:password@host:5432/kindcart');
  }
  return text;
}

function parsePublicUrl(text: string): string {
  const origin = parseOrigin(text);
  if (origin === null || origin === 'null') {
    fault(
      `is ${quote(text)}, not an origin such as https://give.example.org (no path after the host)`,
    );
  }
  return origin;
}

function parseLogLevel(text: string): LogLevel {
  const level = logLevels.find((one) => one === text);
  return level ?? fault(`is ${quote(text)}, not one of ${logLevels.join(', ')}`);
}

const ratePattern = /^(\d{1,6}) per (\d{1,5}) s, burst (\d{1,6})$/;

function parseRate(text: string): Rate | undefined {
  if (text === 'off') return undefined;
  const [, count = '', period = '', burst = ''] = ratePattern.exec(text.trim()) ?? [];
  const rate = {
    count: Number.parseInt(count, 10),
    periodSeconds: Number.parseInt(period, 10),
    burst: Number.parseInt(burst, 10),
  };
  const usable = rate.count > 0 && rate.periodSeconds > 0 && rate.burst > 0;
  return usable ? rate : fault(`is ${quote(text)}, neither like "100 per 1 s, burst 200" nor off`);
}

function parsePermission(text: string): boolean {
  if (text !== 'allow' && text !== 'refuse') fault(`is ${quote(text)}, neither allow nor refuse`);
  return text === 'allow';
}

/** Shorter ones can be guessed. */
const secretLengthMin = 16;

function parseSecrets(text: string): string[] {
  const secrets = text.split(',').map((secret) => secret.trim());
  if (secrets.some((secret) => secret.length < secretLengthMin)) {
    fault(`has a secret of fewer than ${secretLengthMin} characters`);
  }
  return secrets;
}

/**
 * Reads settings.
 *
 * @throws ConfigError naming every setting that cannot be used
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  flags: Flags = {},
): Config {
  const faults: string[] = [];

  /** The setting's value and the name under which it was given; empty counts as absent. */
  function given(variable: Variable): { text: string; name: string } | undefined {
    for (const [flag, text] of Object.entries(flags)) {
      if (isFlag(flag) && flagVariables[flag] === variable) return { text, name: `--${flag}` };
    }
    const text = environment[variable];
    return text === undefined || text === '' ? undefined : { text, name: variable };
  }

  const read: Read = (variable, absent, parse) => {
    const found = given(variable);
    if (found === undefined) return absent;
    try {
      return parse(found.text);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      faults.push(`${found.name} ${error.message}.`);
      return absent;
    }
  };

  const config: Config = {
    host: read('KINDCART_HOST', defaults.host, parseHost),
    port: read('KINDCART_PORT', defaults.port, (text) => parseWhole(text, 65_535)),
    databaseUrl: read('DATABASE_URL', undefined, parseDatabaseUrl),
    dataDir: read('KINDCART_DATA_DIR', defaults.dataDir, (text) => text),
    publicUrl: read('KINDCART_PUBLIC_URL', undefined, parsePublicUrl),
    logLevel: read('KINDCART_LOG', defaults.logLevel, parseLogLevel),
    trustedProxies: read('KINDCART_TRUST_PROXY', defaults.trustedProxies, (text) =>
      parseWhole(text, 10),
    ),
    limits: Object.freeze({
      key: read('KINDCART_LIMIT_KEY', defaults.limits.key, parseRate),
      address: read('KINDCART_LIMIT_ADDRESS', defaults.limits.address, parseRate),
      donations: read('KINDCART_LIMIT_DONATIONS', defaults.limits.donations, parseRate),
      participants: read('KINDCART_LIMIT_PARTICIPANTS', defaults.limits.participants, parseRate),
      tiles: read('KINDCART_LIMIT_TILES', defaults.limits.tiles, parseRate),
    }),
    sandboxSecrets: Object.freeze(read('KINDCART_SANDBOX_SECRETS', [], parseSecrets)),
    mail: readMail(read),
    donorSecrets: Object.freeze(read('KINDCART_DONOR_SECRETS', [], parseSecrets)),
    stripe: readStripe(read),
    webhookPrivate: read('KINDCART_WEBHOOK_PRIVATE', false, parsePermission),
    reconcileMinutes: read('KINDCART_RECONCILE_MINUTES', defaults.reconcileMinutes, parseMinutes),
    shop: Object.freeze({
      secret: read('KINDCART_SHOP_SECRET', undefined, (text) => text),
      token: read('KINDCART_SHOP_TOKEN', undefined, (text) => text),
    }),
    warnings: Object.freeze(unknownSettings(environment)),
  };
  if (config.stripe.modes.length > 0 && config.stripe.webhookSecrets.length === 0) {
    faults.push(
      'KINDCART_STRIPE_WEBHOOK_SECRETS is needed beside the keys: without it no gift is ever confirmed.',
    );
  }
  if (config.mail.smtpUrl !== undefined && config.mail.from === defaults.mailFrom) {
    faults.push(
      'KINDCART_MAIL_FROM is needed beside KINDCART_SMTP_URL: mail has to come from somebody.',
    );
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(config);
}

/** Reads one setting; what is wrong with it is told later, with all others. */
type Read = <Value, Absent>(
  variable: Variable,
  absent: Absent,
  parse: (text: string) => Value,
) => Value | Absent;

const feePattern = /^(\d{1,4})\s*\+\s*(\d{1,6})$/;

function parseFee(text: string): StripeSettings['fee'] {
  const [, basisPoints = '', fixedAmount = ''] = feePattern.exec(text.trim()) ?? [];
  if (basisPoints === '') {
    fault(`is ${quote(text)}, not basis points and minor units such as "290 + 30"`);
  }
  return {
    basisPoints: Number.parseInt(basisPoints, 10),
    fixedAmount: Number.parseInt(fixedAmount, 10),
  };
}

function parseApiUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.pathname !== '/') {
    fault(`is ${quote(text)}, not an address such as ${defaults.stripeApi}`);
  }
  return url;
}

const listOf = (text: string) => text.split(',').map((part) => part.trim());

function readStripe(read: Read): StripeSettings {
  const publishableKeys = read('KINDCART_STRIPE_PUBLISHABLE_KEYS', [], listOf);
  return Object.freeze({
    modes: read('KINDCART_STRIPE_SECRET_KEYS', [], (text) => {
      try {
        return pairKeys(listOf(text), publishableKeys);
      } catch (error) {
        // Keys are secret, so they are not said again.
        return error instanceof StripeKeyError ? fault(error.message) : fault('cannot be read');
      }
    }),
    webhookSecrets: read('KINDCART_STRIPE_WEBHOOK_SECRETS', [], parseSecrets),
    apiUrl: read('KINDCART_STRIPE_API', new URL(defaults.stripeApi), parseApiUrl),
    fee: read('KINDCART_STRIPE_FEE', defaults.stripeFee, parseFee),
  });
}

function parseSmtpUrl(text: string): URL {
  // The value may hold a password, so it is not said again.
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    fault('is not an address such as smtp://user:password@mail.example.org:587');
  }
  return url;
}

function parseMailFrom(text: string): MailFrom {
  const address = parse(emailSchema, text);
  return address.ok
    ? { address: address.value }
    : fault(`is ${quote(text)}, not an address such as give@charity.example`);
}

function readMail(read: Read): MailSettings {
  const dataDir = read('KINDCART_DATA_DIR', defaults.dataDir, (text) => text);
  return Object.freeze({
    smtpUrl: read('KINDCART_SMTP_URL', undefined, parseSmtpUrl),
    from: read('KINDCART_MAIL_FROM', defaults.mailFrom, parseMailFrom),
    folder: read('KINDCART_MAIL_DIR', `${dataDir.replace(/\/+$/, '')}-mail`, (text) => text),
  });
}

function isFlag(text: string): text is keyof typeof flagVariables {
  return Object.hasOwn(flagVariables, text);
}

function unknownSettings(environment: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith('KINDCART_') && !Object.hasOwn(variables, name))
    .map((name) => `${name} is not a setting and changes nothing.`);
}

/** Reads settings from this process's environment. */
export function readProcessConfig(flags: Flags = {}): Config {
  return readConfig(process.env, flags);
}
