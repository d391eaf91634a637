/** A photo of trees, as the platform keeps it. */
import * as z from 'zod/mini';
import { idSchema } from '../common.ts';

/** Largest file of a photo, in bytes. */
export const photoMaxBytes = 8 * 1024 * 1024;

/** What is answered at `photosPath`. */
export const storedPhotoSchema = z.object({
  id: idSchema('photo'),
  url: z
    .string()
    .check(z.meta({ description: 'where it is shown, for an observation or a stage' })),
  mediaType: z.enum(['image/jpeg', 'image/png', 'image/webp']),
});

export type StoredPhoto = z.infer<typeof storedPhotoSchema>;
