import { fail } from '../check.ts';
import type { Case } from '../stage.ts';

/**
 * A promise whose case is still to be written: it passes nowhere, and nothing is held to it yet. The need
 * `unwritten` goes with the last of them, since a need that no case has fails the tests of the suite.
 */
export function later(name: string): Case {
  return { name, needs: ['unwritten'], run: async () => fail('is not written yet') };
}
