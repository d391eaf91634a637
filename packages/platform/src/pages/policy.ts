/**
 * What a page of the platform lets its browser do: run and load what the platform serves, nothing
 * written into the page itself, nothing from elsewhere but what is named, and stand in no frame.
 */
import type { Headers } from '../http/cors.ts';

/** What one page needs beyond the platform itself. */
export interface PageNeeds {
  /** Addresses of pictures. */
  readonly images?: readonly string[];
  /** Origins that a form of the page may lead to, by way of the platform. */
  readonly formTargets?: readonly string[];
  /** Whether gifts are paid through Stripe's fields in the page. */
  readonly stripe?: boolean;
  /** Whether the page may ask where its visitor is. */
  readonly geolocation?: boolean;
  /** Whether the page may read the phone's motion sensors, as a step tracker does. */
  readonly motion?: boolean;
  /** Names of the policies by which scripts of the page itself make addresses of scripts. */
  readonly trustedTypes?: readonly string[];
}

/** A host name or address and perhaps a port: nothing that could end a directive. */
const plainOrigin = /^https?:\/\/[\w.:[\]-]+$/;

/** Stripe's hosts, as https://docs.stripe.com/security/guide#content-security-policy lists them. */
const stripeHosts = {
  script: ['https://*.js.stripe.com', 'https://js.stripe.com'],
  frame: ['https://*.js.stripe.com', 'https://js.stripe.com', 'https://hooks.stripe.com'],
  connect: ['https://api.stripe.com'],
  image: ['https://*.stripe.com'],
} as const;

/** What a page needs on which gifts are paid through Stripe, in its fields or on its own page. */
export function stripeNeeds(apiUrl: URL | undefined): PageNeeds {
  // A stand-in for tests answers on one host as API and as page.
  return {
    stripe: true,
    formTargets: ['https://checkout.stripe.com', ...(apiUrl ? [apiUrl.origin] : [])],
  };
}

/** The origin of an address, if it is one that a policy can name. */
function originOf(address: string): string | undefined {
  const origin = URL.canParse(address) ? new URL(address).origin : '';
  return plainOrigin.test(origin) ? origin : undefined;
}

function sources(base: string, ...more: readonly (readonly string[])[]): string {
  return [...new Set([base, ...more.flat()])].join(' ');
}

/** The Content-Security-Policy of a page. */
export function policyOf({
  images = [],
  formTargets = [],
  stripe = false,
  trustedTypes = [],
}: PageNeeds): string {
  const origins = (addresses: readonly string[]) =>
    addresses.flatMap((address) => originOf(address) ?? []);
  const hosts = (kind: keyof typeof stripeHosts) => (stripe ? stripeHosts[kind] : []);
  return [
    "default-src 'none'",
    `script-src ${sources("'self'", hosts('script'))}`,
    `style-src 'self'`,
    `img-src ${sources("'self'", origins(images), hosts('image'))}`,
    `font-src 'self'`,
    `connect-src ${sources("'self'", hosts('connect'))}`,
    `frame-src ${stripe ? stripeHosts.frame.join(' ') : "'none'"}`,
    // Browsers hold a redirect after the form to this, too.
    `form-action ${sources("'self'", origins(formTargets))}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    // Lit makes its templates by a policy of this name, and our loaders of a map's worker, of
    // an import's and of Stripe.js their addresses.
    [
      'trusted-types lit-html kindcart-map kindcart-import',
      ...(stripe ? ['kindcart-stripe'] : []),
      ...trustedTypes,
    ].join(' '),
  ].join('; ');
}

const permissions = ['camera=()', 'microphone=()', 'usb=()'];

/** Headers of a page. They stand in place of those that every answer has. */
export function pageHeaders(needs: PageNeeds): Headers {
  const geolocation = `geolocation=(${needs.geolocation ? 'self' : ''})`;
  // Browsers tell of movement only where both are allowed.
  const sensors = needs.motion ? 'self' : '';
  const motion = `accelerometer=(${sensors}), gyroscope=(${sensors})`;
  const payment = needs.stripe ? 'payment=(self "https://js.stripe.com")' : 'payment=()';
  return {
    'Content-Security-Policy': policyOf(needs),
    // Banks and wallets may ask in a window of their own.
    'Cross-Origin-Opener-Policy': needs.stripe ? 'same-origin-allow-popups' : 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': [motion, ...permissions, geolocation, payment].join(', '),
    // Not less: with no referrer at all, browsers hide from the platform where a form came from.
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  };
}
