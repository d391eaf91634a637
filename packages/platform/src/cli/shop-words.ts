/** How a shop of each kind is connected: what is asked of its owner, and what the owner does there. */
import type { SourceKind } from '../commerce/sources/port.ts';

export interface ConnectingFlags {
  readonly address: string | undefined;
  readonly token: string | undefined;
}

export interface Connected {
  readonly id: string;
  /** Where the shop is to post. */
  readonly url: string;
  /** The secret, where it was made here: shown once. */
  readonly made: string | undefined;
  readonly isSigned: boolean;
  readonly isAsked: boolean;
}

export interface Connecting {
  /** Whether the secret is made here, and typed in there. */
  readonly makesSecret: boolean;
  /** What the kind's `poll` takes, or a sentence about what is missing. */
  readonly access: (flags: ConnectingFlags) => object | string;
  readonly steps: (connected: Connected) => readonly string[];
}

/** An https address, or one of this very machine. */
function originOf(address: string | undefined): string | null {
  const url = address === undefined ? null : URL.parse(address);
  const isLocal = url?.hostname === 'localhost' || url?.hostname === '127.0.0.1';
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal);
  return url !== null && isSafe ? url.href : null;
}

const later = ({ id }: Connected, what: string) =>
  `Then give ${what}: \`kindcart merchants rotate ${id} --secret …\`. Until then nothing is taken.`;

const unasked = (flags: string) =>
  `Events get lost now and then: connect with ${flags} as well, and the shop is asked for what was missed.`;

const shopify: Connecting = {
  makesSecret: false,
  access({ address, token }) {
    const url = originOf(address);
    if (url === null || token === undefined) {
      return 'To ask a shop for orders, give both --address https://name.myshopify.com and --token shpat_….';
    }
    return { url, token };
  },
  steps: (connected) => [
    'In the admin of Shopify, open Settings, Notifications, Webhooks, and make one webhook for each of',
    '  order payment, order update, order fulfilment, order cancellation, refund create',
    `  with the format JSON and this address: ${connected.url}`,
    ...(connected.isSigned ? [] : [later(connected, 'the signing secret that this page shows')]),
    ...(connected.isAsked ? [] : [unasked('--address and --token')]),
    'docs/shopify.md shows each step.',
  ],
};

const woocommerce: Connecting = {
  makesSecret: true,
  access({ address, token = '' }) {
    const url = originOf(address);
    const [, consumerKey, consumerSecret] = /^(ck_\w+):(cs_\w+)$/.exec(token) ?? [];
    if (url === null || consumerKey === undefined) {
      return 'To ask a shop for orders, give both --address https://your.shop and --token ck_…:cs_….';
    }
    return { url, consumerKey, consumerSecret };
  },
  steps: (connected) => [
    'In WooCommerce, open Settings, Advanced, Webhooks, and make one webhook for each of',
    '  order created, order updated, order deleted, order restored',
    `  with the API version 3 and this address: ${connected.url}`,
    ...(connected.made === undefined
      ? []
      : [`  and this secret, shown this once: ${connected.made}`]),
    ...(connected.isAsked ? [] : [unasked('--address and --token')]),
    'docs/woocommerce.md shows each step.',
  ],
};

const stripe: Connecting = {
  makesSecret: false,
  access({ address, token }) {
    if (token === undefined) return 'To ask Stripe for orders, give --token rk_….';
    const url = address === undefined ? undefined : originOf(address);
    return url === null
      ? '--address is where Stripe is asked, for tests: leave it out.'
      : { secretKey: token, ...(url === undefined ? {} : { url }) };
  },
  steps: (connected) => [
    'In the dashboard of Stripe, open Developers, Webhooks, and add an endpoint for the events that',
    `  docs/stripe-orders.md lists, with this address: ${connected.url}`,
    ...(connected.isSigned ? [] : [later(connected, 'its signing secret, whsec_…')]),
    ...(connected.isAsked ? [] : [unasked('--token')]),
  ],
};

const ways: Readonly<Record<SourceKind, Connecting>> = { shopify, woocommerce, stripe };

export function connectingOf(kind: SourceKind): Connecting {
  return ways[kind];
}
