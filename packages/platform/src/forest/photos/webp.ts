/** A WebP without Exif and XMP. Chunks as in RFC 9649. Pure. */
import { type Sizes, textOf, viewOf } from './bytes.ts';

/** What a picture is drawn from. */
const needed: readonly string[] = ['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'];
/** Bits of `VP8X` that promise Exif and XMP. */
const promises = 0x08 | 0x04;

/** Whether bytes begin as a WebP does. */
export function isWebp(bytes: Uint8Array): boolean {
  return textOf(bytes, 0, 4) === 'RIFF' && textOf(bytes, 8, 4) === 'WEBP';
}

/** The picture alone, or null where it is not whole. */
export function bareWebp(bytes: Uint8Array): Sizes | null {
  const view = viewOf(bytes);
  const fileEnd = 8 + view.getUint32(4, true);
  if (fileEnd > bytes.length) return null;
  const kept: Uint8Array[] = [];
  let size: Pick<Sizes, 'width' | 'height'> | null = null;
  let at = 12;
  while (at + 8 <= fileEnd) {
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length + (length % 2);
    if (end > fileEnd) return null;
    const name = textOf(bytes, at, 4);
    const chunk = Uint8Array.from(bytes.subarray(at, end));
    size ??= sizeOf(name, chunk);
    if (name === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~promises;
    if (needed.includes(name)) kept.push(chunk);
    at = end;
  }
  return size === null ? null : { ...size, bytes: riffOf(kept) };
}

/** What the first chunk says of the size; null where it is none that does. */
function sizeOf(name: string, chunk: Uint8Array): Pick<Sizes, 'width' | 'height'> | null {
  const view = viewOf(chunk);
  // Eight bytes are the chunk's own head.
  if (name === 'VP8X' && chunk.length >= 18) {
    const wide = view.getUint16(12, true) | ((chunk[14] ?? 0) << 16);
    const high = view.getUint16(15, true) | ((chunk[17] ?? 0) << 16);
    return { width: wide + 1, height: high + 1 };
  }
  if (name === 'VP8L' && chunk.length >= 13 && chunk[8] === 0x2f) {
    const bits = view.getUint32(9, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (name === 'VP8 ' && chunk.length >= 18 && textOf(chunk, 11, 3) === '\x9d\x01\x2a') {
    return { width: view.getUint16(14, true) & 0x3fff, height: view.getUint16(16, true) & 0x3fff };
  }
  return null;
}

function riffOf(chunks: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...chunks]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}
