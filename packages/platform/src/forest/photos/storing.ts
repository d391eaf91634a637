/** Takes a photo in: looked at, bared of what it tells besides the picture, kept once. */
import { createHash } from 'node:crypto';
import { type Id, photoMaxBytes, type StoredPhoto } from '@kindcart/contract';
import { photoPath } from '@kindcart/contract/routes';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { readBytes } from '../../http/body.ts';
import type { Exchange } from '../../http/exchange.ts';
import { Refusal, refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { readPicture } from './picture.ts';
import { keepPhoto } from './records.ts';

/** What it takes to keep them. */
export interface PhotoParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newPhotoId: () => Id<'photo'>;
  /** Where browsers reach the platform. */
  readonly ownUrl: () => string;
}

/**
 * Keeps the picture in a file. The same picture again is the same photo.
 *
 * @throws Refusal `photo_refused`, in words that say why
 */
export async function storePhoto(
  { db, now, newPhotoId, ownUrl }: PhotoParts,
  book: Book,
  file: Uint8Array,
): Promise<StoredPhoto> {
  const read = readPicture(file);
  if ('fault' in read) return refuse('photo_refused', { detail: read.fault });
  const { picture } = read;
  const sha256 = createHash('sha256').update(picture.bytes).digest('hex');
  const id = await keepPhoto(db, book, newPhotoId(), { ...picture, sha256 }, now());
  const url = new URL(photoPath.replace('{photoId}', id), ownUrl()).href;
  return { id, url, mediaType: picture.mediaType };
}

/**
 * The file in a request's body; one that is too large is let go of as soon as that is known.
 *
 * @throws Refusal `photo_too_large`
 */
export async function readPhoto(exchange: Exchange): Promise<Uint8Array> {
  try {
    return await readBytes(exchange, photoMaxBytes);
  } catch (error) {
    const isTooLarge = error instanceof Refusal && error.code === 'body_too_large';
    throw isTooLarge ? new Refusal('photo_too_large', { cause: error }) : error;
  }
}
