/** What a file that somebody sends as a photo is, and the picture alone. Pure. */
import type { StoredPhoto } from '@kindcart/contract';
import { type Sizes, textOf } from './bytes.ts';
import { bareJpeg, isJpeg } from './jpeg.ts';
import { barePng, isPng } from './png.ts';
import { bareWebp, isWebp } from './webp.ts';

/** A picture as it is kept and shown. */
export interface Picture {
  readonly mediaType: StoredPhoto['mediaType'];
  /** Without where and when it was taken, and by whom. */
  readonly bytes: Uint8Array;
}

/** Most pixels of a picture: opening one takes four bytes of a phone's memory for each. */
export const pixelsMax = 64_000_000;

interface Format {
  readonly mediaType: Picture['mediaType'];
  readonly isOf: (bytes: Uint8Array) => boolean;
  readonly bare: (bytes: Uint8Array) => Sizes | null;
}

const formats: readonly Format[] = [
  { mediaType: 'image/jpeg', isOf: isJpeg, bare: bareJpeg },
  { mediaType: 'image/png', isOf: isPng, bare: barePng },
  { mediaType: 'image/webp', isOf: isWebp, bare: bareWebp },
];

const kinds = 'JPEG, PNG or WebP';

/** The picture in a file, told by its bytes and by nothing that was said of it; or why it is none. */
export function readPicture(
  file: Uint8Array,
): { readonly picture: Picture } | { readonly fault: string } {
  const format = formats.find(({ isOf }) => isOf(file));
  if (format === undefined) return { fault: strangerWords(file) };
  const bare = format.bare(file);
  if (bare === null) return { fault: 'The photo ends before the picture is whole. Send it again.' };
  const { width, height, bytes } = bare;
  if (width === 0 || height === 0) return { fault: 'The photo says that it has no pixels.' };
  if (width * height > pixelsMax) {
    return {
      fault: `The photo has ${width} × ${height} pixels; ${pixelsMax / 1_000_000} million are taken. Make it smaller.`,
    };
  }
  return { picture: { mediaType: format.mediaType, bytes } };
}

/** What it looks like instead, where that helps whoever sent it. */
function strangerWords(file: Uint8Array): string {
  if (file.length === 0) return `The body is empty. Send a ${kinds} picture.`;
  if (textOf(file, 4, 4) === 'ftyp') {
    return `The photo is HEIC, AVIF or a film, which not every browser shows. Send it as ${kinds}.`;
  }
  return `The photo is not a ${kinds} picture.`;
}
