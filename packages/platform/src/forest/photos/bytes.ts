/** Bytes of files, as far as pictures need them. Pure. */

/** A picture: its size in pixels, and all that it is drawn from. */
export interface Sizes {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** Whether the first bytes are these. */
export function startsWith(bytes: Uint8Array, first: readonly number[]): boolean {
  return first.every((byte, at) => bytes[at] === byte);
}

/** Bytes as characters of their own number; fewer where they end. */
export function textOf(bytes: Uint8Array, from: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + length));
}

/** Numbers and characters below 256 as bytes, one after the other. */
export function bytesOf(...parts: readonly (string | readonly number[])[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)),
  );
}

/** The same bytes, to read numbers from. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
