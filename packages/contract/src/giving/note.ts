/** What the charity's people write to each other about a donation; nobody else ever reads it. */
import * as z from 'zod/mini';
import { idSchema, textSchema, timeSchema } from '../common.ts';
import { donationStatusExample } from './donation.ts';

export const noteSchema = z.object({
  id: idSchema('note'),
  donationId: idSchema('donation'),
  text: z.string(),
  createdAt: timeSchema,
});

export const createNoteSchema = z.strictObject({ text: textSchema(1, 2_000) });

export type Note = z.infer<typeof noteSchema>;
export type CreateNote = z.infer<typeof createNoteSchema>;

export const createNoteExample: CreateNote = { text: 'Asked for a printed receipt by telephone.' };

export const noteExample: Note = {
  id: 'nte_01k9p5b0e5fz3t6v8w0x2y4z6h',
  donationId: donationStatusExample.id,
  ...createNoteExample,
  createdAt: '2026-11-23T10:05:00.000Z',
};
