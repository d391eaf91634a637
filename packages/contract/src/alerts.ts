/** What the platform has to tell a charity of its own accord. */
import * as z from 'zod/mini';
import { idSchema, timeSchema } from './common.ts';

/** A publishable key was paused because cards were tried out through it. */
export const alertSchema = z.object({
  id: idSchema('alert'),
  kind: z.literal('key_paused'),
  keyId: idSchema('key'),
  attempts: z
    .int()
    .check(z.meta({ description: 'donations begun with the key in the ten minutes before' })),
  declines: z.int().check(z.meta({ description: 'declined payments among them' })),
  livemode: z.boolean(),
  createdAt: timeSchema,
  until: timeSchema.check(z.meta({ description: 'when giving goes on by itself' })),
  liftedAt: z
    .nullable(timeSchema)
    .check(z.meta({ description: 'when `kindcart keys unpause` ended it before that' })),
});

export type Alert = z.infer<typeof alertSchema>;

export const alertExample: Alert = {
  id: 'alt_01k9p5c0f6fz3t6v8w0x2y4z6j',
  kind: 'key_paused',
  keyId: 'key_01k9p4a0b1fz3t6v8w0x2y4z6k',
  attempts: 52,
  declines: 48,
  livemode: false,
  createdAt: '2026-11-23T11:00:00.000Z',
  until: '2026-11-23T11:05:00.000Z',
  liftedAt: null,
};
