/**
 * What a participant's device signs, and how signatures and keys are written. ECDSA on P-256 with SHA-256,
 * the signature as its two numbers one after the other (IEEE P1363), all bytes as base64url without
 * padding. No dependency: pages, servers and tests sign and check the very same text.
 *
 * Every text begins with a line that names its purpose, so that no signature passes for another, and no
 * line can hold a line break.
 */

/** A deed, as its device signs it. */
export interface SignedDeed {
  readonly challengeId: string;
  readonly participantId: string;
  /** Thumbprint of the device's public key. */
  readonly device: string;
  /** Day of the challenge's calendar. */
  readonly day: string;
  /** The day's total by this source. */
  readonly quantity: number;
  readonly source: string;
  /** One more than that of the device's deed before, from 1 on, whatever challenge it was for. */
  readonly counter: number;
}

/** What a device asks for in its participant's name. */
export interface SignedWish {
  readonly participantId: string;
  readonly device: string;
  /** Milliseconds by the device's own clock; above that of its wish before. */
  readonly madeAtMs: number;
}

function lines(...values: readonly (string | number)[]): string {
  return values.map(String).join('\n');
}

/** A deed. */
export function deedText(deed: SignedDeed): string {
  const { challengeId, participantId, device, day, quantity, source, counter } = deed;
  const counted = [day, quantity, source, counter];
  return lines('kindcart-deed-v1', challengeId, participantId, device, ...counted);
}

/** That whoever sends this public key holds the private one, and how the participant is called. */
export function participantText(publicKey: string, name: string | null): string {
  return lines('kindcart-participant-v1', publicKey, name ?? '');
}

/** How the participant is called from now on; null erases the name. */
export function nameText(wish: SignedWish, name: string | null): string {
  return lines('kindcart-name-v1', ...said(wish), name ?? '');
}

/** That another device may join. */
export function moveText(wish: SignedWish): string {
  return lines('kindcart-move-v1', ...said(wish));
}

/** That the device with this public key joins by the token that another one was given. */
export function joinText(token: string, publicKey: string): string {
  return lines('kindcart-join-v1', token, publicKey);
}

/** A new team of a challenge. */
export function teamText(wish: SignedWish, challengeId: string, name: string): string {
  return lines('kindcart-team-v1', ...said(wish), challengeId, name);
}

/** That the participant is of this team. */
export function joinTeamText(wish: SignedWish, teamId: string): string {
  return lines('kindcart-join-team-v1', ...said(wish), teamId);
}

function said({ participantId, device, madeAtMs }: SignedWish): (string | number)[] {
  return [participantId, device, madeAtMs];
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Bytes as base64url without padding. */
export function toBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const digits = Math.min(4, bytes.length - at + 1);
    for (let digit = 0; digit < digits; digit += 1) {
      text += alphabet.charAt((three >>> (18 - 6 * digit)) & 63);
    }
  }
  return text;
}

/** The bytes that a base64url text without padding stands for; undefined where it stands for none. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let [buffer, bits, at] = [0, 0, 0];
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) return undefined;
    buffer = ((buffer << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = (buffer >>> bits) & 255;
    at += 1;
  }
  // Only one text stands for the same bytes: what is left over is less than a digit, and zero.
  return bits < 6 && (buffer & ((1 << bits) - 1)) === 0 ? bytes : undefined;
}
