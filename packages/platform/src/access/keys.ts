/**
 * What keys look like, and how web origins are written. Pure rules, no database.
 *
 * `sk_live_` + 43 characters of base 62 (32 random bytes) + 6 characters of checksum. The prefix
 * lets secret scanners find leaked keys; the checksum lets anyone tell a typo from an unknown key
 * without asking.
 */
import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

export const keyKinds = ['publishable', 'secret'] as const;
export type KeyKind = (typeof keyKinds)[number];
export type KeyMode = 'test' | 'live';

/** What a well-formed key says of itself. */
export interface ParsedKey {
  readonly kind: KeyKind;
  readonly mode: KeyMode;
}

const kindPrefixes = { publishable: 'pk', secret: 'sk' } as const;
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const randomBytes = 32;
const randomLength = 43;
const checksumLength = 6;
const keyPattern = /^(pk|sk)_(test|live)_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;

/** A whole number in base 62, padded to the length. */
function encodeBase62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) {
    text = alphabet.charAt(Number(rest % 62n)) + text;
  }
  return text;
}

function checksumOf(text: string): string {
  return encodeBase62(BigInt(crc32(text)), checksumLength);
}

/**
 * A new key.
 *
 * @param fillRandom fills the array with random bytes and returns it
 */
export function makeKey(
  kind: KeyKind,
  mode: KeyMode,
  fillRandom: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array,
): string {
  const bytes = fillRandom(new Uint8Array(randomBytes));
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const text = `${kindPrefixes[kind]}_${mode}_${encodeBase62(value, randomLength)}`;
  return text + checksumOf(text);
}

/** What a key says of itself; null when it is not a key, or has a typo. */
export function parseKey(text: string): ParsedKey | null {
  const match = keyPattern.exec(text);
  if (match === null) return null;
  if (!text.endsWith(checksumOf(text.slice(0, -checksumLength)))) return null;
  return {
    kind: match[1] === 'sk' ? 'secret' : 'publishable',
    mode: match[2] === 'live' ? 'live' : 'test',
  };
}

/** SHA-256 of a key in hex: all that is stored of a secret one, and what both are found by. */
export function hashKey(text: string): string {
  return hash('sha256', text);
}

/** The last 4 characters, by which people tell their keys apart. */
export function lastFour(text: string): string {
  return text.slice(-4);
}

/**
 * A web origin as browsers write it: scheme, host and port, no path. `null` is what pages without
 * an origin send (files, sandboxed frames), and is an origin only when somebody lists it.
 *
 * @returns the origin, or null when the text is not one
 */
export function parseOrigin(text: string): string | null {
  if (text === 'null') return text;
  if (!URL.canParse(text)) return null;
  const { origin, protocol, href } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  // Anything more than an origin (a path, a user, a query) is a mistake worth telling.
  return href === `${origin}/` && !text.includes('*') ? origin : null;
}
