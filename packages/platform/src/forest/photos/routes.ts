/** Where photos are sent, and where they are shown. */
import { isId } from '@kindcart/contract';
import { photoPath, photosPath } from '@kindcart/contract/routes';
import type { Api } from '../../http/api.ts';
import { route } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import { findPhoto } from './records.ts';
import { type PhotoParts, readPhoto, storePhoto } from './storing.ts';

const json = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
const shown = {
  // A photo never changes, so nobody has to ask for it again.
  'Cache-Control': 'public, max-age=31536000, immutable',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
};

/** Hangs them on the house. */
export function registerPhotos(api: Api, parts: PhotoParts): void {
  const sending = { method: 'POST', path: photosPath, access: 'secret', limited: true } as const;
  route(api, sending, async ({ exchange, caller }) => {
    if (caller === null) return refuse('key_missing');
    const stored = await storePhoto(parts, caller, await readPhoto(exchange));
    return exchange.answer(201, JSON.stringify(stored), json);
  });

  const showing = { method: 'GET', path: photoPath, access: 'open', limited: true } as const;
  route(api, showing, async ({ params: { photoId = '' } }) => {
    const photo = isId('photo', photoId) ? await findPhoto(parts.db, photoId) : undefined;
    if (photo === undefined) return refuse('not_found', { detail: 'No such photo is kept here.' });
    const { mediaType, bytes } = photo;
    return new Response(Uint8Array.from(bytes), {
      headers: { ...shown, 'Content-Type': mediaType },
    });
  });
}
