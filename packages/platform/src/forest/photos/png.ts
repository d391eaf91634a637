/** A PNG without texts, times and Exif. Chunks as in the W3C's third edition. Pure. */
import { type Sizes, startsWith, textOf, viewOf } from './bytes.ts';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** What a picture is drawn from: lines, colours, and how they follow each other where it moves. */
const needed: readonly string[] = [
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'acTL', 'fcTL', 'fdAT'],
  ...['cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'mDCV', 'cLLI', 'bKGD', 'pHYs'],
];

/** Whether bytes begin as a PNG does. */
export function isPng(bytes: Uint8Array): boolean {
  return startsWith(bytes, signature);
}

/** The picture alone, or null where it is not whole. */
export function barePng(bytes: Uint8Array): Sizes | null {
  const view = viewOf(bytes);
  const kept: Uint8Array[] = [bytes.subarray(0, signature.length)];
  let at = signature.length;
  if (textOf(bytes, at + 4, 4) !== 'IHDR') return null;
  // Length, name and check are 12 bytes around the contents.
  while (at + 12 <= bytes.length) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) return null;
    const name = textOf(bytes, at + 4, 4);
    if (needed.includes(name)) kept.push(bytes.subarray(at, end));
    if (name === 'IEND') {
      const [width, height] = [view.getUint32(16), view.getUint32(20)];
      return { width, height, bytes: Buffer.concat(kept) };
    }
    at = end;
  }
  return null;
}
