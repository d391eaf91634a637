/** What tests of the guard share. */
import { hash } from 'node:crypto';
import type { ProofChallenge } from '@kindcart/contract';

/** Solves a challenge as any page would. */
export function solve({ maxnumber, ...challenge }: ProofChallenge): Record<string, string> {
  for (let number = 0; number <= maxnumber; number += 1) {
    if (hash('sha256', `${challenge.salt}${number}`) !== challenge.challenge) continue;
    const proof = JSON.stringify({ ...challenge, number });
    return { 'Kindcart-Proof': Buffer.from(proof).toString('base64') };
  }
  throw new Error('No number solves the challenge');
}
