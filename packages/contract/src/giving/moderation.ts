/** What a charity keeps from the public of a gift. The gift itself, and its amount, stay on the wall. */
import * as z from 'zod/mini';
import { textSchema, timeSchema } from '../common.ts';

const hidden = { nameHidden: z.boolean(), messageHidden: z.boolean() };

/** The last decision on a gift. */
export const moderationSchema = z.object({
  ...hidden,
  reason: z.nullable(z.string()).check(z.meta({ description: 'for the charity, never public' })),
  decidedAt: timeSchema,
});

/** A decision replaces the one before; two times `false` shows all again. */
export const moderateDonationSchema = z.strictObject({
  ...hidden,
  reason: z.nullable(textSchema(1, 280)),
});

export type Moderation = z.infer<typeof moderationSchema>;
export type ModerateDonation = z.infer<typeof moderateDonationSchema>;

export const moderateDonationExample: ModerateDonation = {
  nameHidden: false,
  messageHidden: true,
  reason: 'An advertisement.',
};

export const moderationExample: Moderation = {
  ...moderateDonationExample,
  decidedAt: '2026-11-23T10:00:00.000Z',
};
