/**
 * Proof of work, asked for where cards are being tried out. The challenge and its solution are
 * ALTCHA's (https://altcha.org/docs/v2/proof-of-work-captcha/), so any solver of it will do.
 */
import * as z from 'zod/mini';

/** Find the `number` from 0 to `maxnumber` whose SHA-256, written after `salt`, is `challenge`. */
export const proofChallengeSchema = z.object({
  algorithm: z.literal('SHA-256'),
  challenge: z.string().check(z.meta({ description: 'SHA-256 of salt and number, in hex' })),
  maxnumber: z.int().check(z.positive()),
  salt: z
    .string()
    .check(z.meta({ description: 'says whom it is for and until when, and ends in &' })),
  signature: z.string(),
});

export type ProofChallenge = z.infer<typeof proofChallengeSchema>;

/** What the header `Kindcart-Proof` holds, as JSON in base64. */
export const proofSchema = z.object({
  algorithm: z.literal('SHA-256'),
  challenge: z.string().check(z.regex(/^[\da-f]{64}$/)),
  number: z.int().check(z.nonnegative()),
  salt: z.string().check(z.maxLength(500)),
  signature: z.string().check(z.regex(/^[\da-f]{64}$/)),
});

export type Proof = z.infer<typeof proofSchema>;
