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

/** A challenge that is solved by 421, and signed by nobody who counts. */
export const proofChallengeExample: ProofChallenge = {
  algorithm: 'SHA-256',
  challenge: '61ef8821a074a556705387dd45730df17948525cb276dee1680c6e02e5046abc',
  maxnumber: 1_000,
  salt: '5a1b?expires=4102444800&key=key_01k9p4a0b1fz3t6v8w0x2y4z6k&origin=https%3A%2F%2Fcharity.example&',
  signature: 'df3791c31ce45dbf820bd37013f349fede9bd6251f0919a01314b082ed537e06',
};
