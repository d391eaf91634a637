/**
 * What lets a donor in without an account: a token that only this platform can make and read. It is
 * sealed (AES-256-GCM), so it tells nobody whose it is, and one that was changed by a bit is none.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Id } from '@kindcart/contract';
import type { Book } from '../ledger/rules.ts';

/** What a token is for; one for one thing opens nothing else. */
export type PassPurpose = 'link' | 'session' | 'paper' | 'thanks';

/** Whom or what a token stands for. */
export interface Pass extends Book {
  /** The donor, or null where the token is for one receipt only. */
  readonly emailKey: string | null;
  readonly receiptId: Id<'receipt'> | null;
  /** Of a session: the key of the page that opened it. */
  readonly keyId?: Id<'key'>;
  /** The gift whose payer it is, where the token is of that gift's thanks. */
  readonly donationId?: Id<'donation'>;
  /** The merchant's statement, where the token is for that paper only. */
  readonly statementId?: Id<'statement'>;
}

/** How long the tokens hold. */
export const passMs = {
  /** Of a link that was asked for. */
  link: 30 * 60_000,
  /** Of a link in a mail that nobody asked for, such as that with a receipt. */
  letterLink: 30 * 24 * 60 * 60_000,
  session: 60 * 60_000,
  /** Of the address of a receipt on a page. */
  paper: 24 * 60 * 60_000,
  /** Of the address of a gift's thanks, which leads to its receipt. */
  thanks: 24 * 60 * 60_000,
  /** Of the address of a receipt in a mail. */
  letterPaper: 30 * 24 * 60 * 60_000,
} as const;

const ivBytes = 12;
const tagBytes = 16;

function keyOf(secret: string, purpose: PassPurpose): Buffer {
  return createHash('sha256').update(`kindcart donor ${purpose} ${secret}`).digest();
}

/** A token that holds until then. */
function sealPass(secret: string, purpose: PassPurpose, pass: Pass, expiresAtMs: number): string {
  const { organizationId, livemode, emailKey, receiptId, keyId = null, donationId = null } = pass;
  const { statementId = null } = pass;
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, purpose), iv);
  const text = JSON.stringify([
    expiresAtMs,
    organizationId,
    livemode,
    emailKey,
    receiptId,
    keyId,
    donationId,
    statementId,
  ]);
  const sealed = [iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(sealed).toString('base64url');
}

/** What a token stands for; `invalid` when no active secret made it, as it is, for this purpose. */
function openPass(
  secrets: readonly string[],
  purpose: PassPurpose,
  token: string,
  nowMs: number,
): Pass | 'invalid' | 'expired' {
  const bytes = Buffer.from(token, 'base64url');
  // The last character has bits that say nothing; one way of writing a token is enough.
  if (bytes.length <= ivBytes + tagBytes || bytes.toString('base64url') !== token) return 'invalid';
  for (const secret of secrets) {
    const text = unseal(keyOf(secret, purpose), bytes);
    if (text === null) continue;
    // Only `sealPass` makes what an active secret has sealed, so its shape needs no check.
    const [expiresAtMs, organizationId, livemode, emailKey, receiptId, keyId, donationId, of]: [
      number,
      Id<'organization'>,
      boolean,
      string | null,
      Id<'receipt'> | null,
      Id<'key'> | null,
      Id<'donation'> | null,
      Id<'statement'> | null | undefined,
    ] = JSON.parse(text);
    if (expiresAtMs <= nowMs) return 'expired';
    const pass = { organizationId, livemode, emailKey, receiptId };
    return {
      ...pass,
      ...(keyId && { keyId }),
      ...(donationId && { donationId }),
      ...(of && { statementId: of }),
    };
  }
  return 'invalid';
}

function unseal(key: Buffer, bytes: Buffer): string | null {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    const text = decipher.update(bytes.subarray(ivBytes, -tagBytes), undefined, 'utf8');
    return text + decipher.final('utf8');
  } catch {
    // The seal does not fit: another secret made it, or somebody changed it.
    return null;
  }
}

/** Makes and reads the tokens of one platform. */
export interface DonorPasses {
  seal(purpose: PassPurpose, pass: Pass, holdsMs: number): { token: string; expiresAt: Date };
  open(purpose: PassPurpose, token: string): Pass | 'invalid' | 'expired';
}

/** @param secrets newest first: it seals, and all of them open */
export function createDonorPasses(
  secrets: readonly [string, ...string[]],
  nowMs: () => number,
): DonorPasses {
  return {
    seal(purpose, pass, holdsMs) {
      const expiresAtMs = nowMs() + holdsMs;
      const token = sealPass(secrets[0], purpose, pass, expiresAtMs);
      return { token, expiresAt: new Date(expiresAtMs) };
    },
    open: (purpose, token) => openPass(secrets, purpose, token, nowMs()),
  };
}
