/** What the platform refuses, in words for the person at the terminal. */
import { Refusal } from '../http/refusal.ts';
import { CommandError } from './words.ts';

/** Does the work. @throws CommandError with the words of what it refuses */
export async function refusedInWords<Made>(work: () => Promise<Made>): Promise<Made> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new CommandError([error.message, ...faultsOf(error)].join('\n'), { cause: error });
  }
}

/** What is wrong with which field, a line for each. */
export function faultsOf({ fields }: Pick<Refusal, 'fields'>): string[] {
  return fields.map(({ field, message }) => `  ${field} ${message}`);
}
