/**
 * What the sandbox signs: the client secret that lets one page pay one payment, and the events that
 * tell the platform. HMAC-SHA-256, compared in constant time.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Id, type Interval, type Money, testCards } from '@kindcart/contract';
import type { CardBehaviour } from './cards.ts';

/** A recurring gift that a first payment begins. */
export interface RecurringClaims {
  readonly id: Id<'recurringGift'>;
  readonly interval: Interval;
  readonly anchorAtMs: number;
  readonly endsAtMs: number | null;
}

/** What a client secret says. The sandbox keeps nothing until a card comes. */
export interface PaymentClaims {
  readonly organizationId: Id<'organization'>;
  readonly reference: Id<'payment'>;
  readonly charge: Money;
  readonly expiresAtMs: number;
  readonly recurring?: RecurringClaims;
  /** Takes another card for this gift and charges nothing. */
  readonly cardOf?: Id<'recurringGift'>;
  /** What the sandbox's own page needs, where the donor is sent to it. */
  readonly redirect?: RedirectClaims;
}

/** What the sandbox's page says, and where it leads. */
export interface RedirectClaims {
  readonly description: string;
  readonly language: string;
  readonly returnUrl: string;
  readonly cancelUrl: string;
}

function sign(secret: string, text: string): Buffer {
  return createHmac('sha256', secret).update(text).digest();
}

function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The client secret for a payment. */
export function sealPayment(secret: string, claims: PaymentClaims): string {
  const text = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${text}.${sign(secret, `payment.${text}`).toString('base64url')}`;
}

/** What a client secret says, or null when no active secret made it. */
export function openPayment(secrets: readonly string[], sealed: string): PaymentClaims | null {
  const [text = '', seal = ''] = sealed.split('.');
  const given = Buffer.from(seal, 'base64url');
  const known = secrets.some((secret) => sameBytes(sign(secret, `payment.${text}`), given));
  if (!known) return null;
  // Only `sealPayment` makes what an active secret has signed, so its shape needs no check.
  const claims: PaymentClaims = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  return claims;
}

/** What a card is known by: the same for the same number, which nobody can tell from it. */
export function fingerprintsBy(secret: string): (card: CardBehaviour) => string {
  return (card) => sign(secret, `card.${testCards[card]}`).toString('base64url').slice(0, 22);
}

/** How old a signature may be, either way. */
const signatureToleranceSeconds = 300;

/** The header's value: `t=<unix seconds>,v1=<hex>` over `<t>.<body>`. */
export function signEvent(secret: string, body: string, nowMs: number): string {
  const time = Math.floor(nowMs / 1_000);
  return `t=${time},v1=${sign(secret, `${time}.${body}`).toString('hex')}`;
}

/** Whether an active secret signed this very body within the last five minutes. */
export function verifyEvent(
  secrets: readonly string[],
  header: string | undefined,
  body: string,
  nowMs: number,
): 'valid' | 'signature_invalid' | 'signature_expired' {
  const fields = (header ?? '').split(',').map((field) => field.trim());
  const time = fields.find((field) => /^t=\d{1,12}$/.test(field))?.slice(2);
  const given = fields
    .filter((field) => /^v1=[\da-f]{64}$/.test(field))
    .map((field) => Buffer.from(field.slice(3), 'hex'));
  if (time === undefined || given.length === 0) return 'signature_invalid';
  // Every secret and signature is compared, so that timing tells nothing of which came near.
  const matches = secrets.flatMap((secret) =>
    given.map((seal) => sameBytes(sign(secret, `${time}.${body}`), seal)),
  );
  if (!matches.includes(true)) return 'signature_invalid';
  const ageSeconds = Math.abs(nowMs / 1_000 - Number.parseInt(time, 10));
  return ageSeconds > signatureToleranceSeconds ? 'signature_expired' : 'valid';
}
