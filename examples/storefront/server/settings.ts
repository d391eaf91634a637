/** What the shop is told by whoever starts it: flags, and the file that the demo writes. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** The shop as the platform knows it, and its keys. */
export interface ShopSettings {
  readonly merchantId: `mer_${string}`;
  /** Reads what became of orders, and makes statements. */
  readonly secretKey: string;
  readonly publishableKey: string;
  /** Where the shop's server tells of orders, and the secret that signs what it tells. */
  readonly sourceId: string;
  readonly sourceSecret: string;
  /** Makes the tokens with which thank-you pages ask what their order gives. */
  readonly orderTokenSecret: string;
  /** Charity items by the names that pages use. */
  readonly items: Readonly<Record<ItemName, string>>;
  /** Projects that a shopper may choose and give to. */
  readonly causes: readonly string[];
}

export const itemNames = ['springTea', 'teaWare', 'giftSets', 'firstFlush', 'everyOrder'] as const;
export type ItemName = (typeof itemNames)[number];

export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Address of the platform, for pages and for the shop's own server. */
  readonly platformUrl: string;
  /** Where orders are kept. */
  readonly ordersFile: string;
  readonly shop: ShopSettings;
}

/** What the person who starts the shop can mend; printed without a stack. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** @throws SettingsError when something is missing or is not what it should be */
export function readSettings(args: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '8788' },
      host: { type: 'string', default: '127.0.0.1' },
      platform: { type: 'string' },
      settings: { type: 'string' },
      orders: { type: 'string' },
    },
  });
  const { platform, settings, orders } = values;
  if (platform === undefined || settings === undefined || orders === undefined) {
    throw new SettingsError(
      'The shop needs --platform with the address of the platform, --settings with the file that the ' +
        'demo writes, and --orders with a file to keep orders in. `npm start` says all three.',
    );
  }
  if (!URL.canParse(platform)) throw new SettingsError(`--platform ${platform} is no address.`);
  return {
    port: readPort(values.port),
    host: values.host,
    platformUrl: new URL(platform).origin,
    ordersFile: orders,
    shop: readShop(settings),
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new SettingsError(`--port takes a number up to 65535, not ${text}.`);
}

function readShop(file: string): ShopSettings {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new SettingsError(`The settings of the shop in ${file} cannot be read: ${found}`);
  }
  if (isShop(read)) return read;
  throw new SettingsError(
    `The file ${file} is not what the demo writes. Take it away and start the platform's demo again.`,
  );
}

function isShop(value: unknown): value is ShopSettings {
  if (typeof value !== 'object' || value === null) return false;
  const known: Record<string, unknown> = { ...value };
  const { items, causes } = known;
  const keys = ['secretKey', 'publishableKey', 'sourceId', 'sourceSecret', 'orderTokenSecret'];
  const texts = ['merchantId', ...keys];
  const isText = (text: unknown) => typeof text === 'string' && text !== '';
  return (
    texts.every((name) => isText(known[name])) &&
    typeof items === 'object' &&
    items !== null &&
    itemNames.every((name) => isText(Reflect.get(items, name))) &&
    Array.isArray(causes) &&
    causes.every(isText)
  );
}
