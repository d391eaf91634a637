/** Changes of species, with what has to hold for them: from the API and from the command line. */
import { type ChangeSpecies, type Id, refusePrice, type Species } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { lockSpecies, plotCurrencies, updateSpecies } from './records.ts';

/** Changes a species. @throws Refusal `species_unknown`, `currency_mismatch` */
export function changeSpecies(
  db: Kysely<Database>,
  book: Book,
  id: Id<'species'>,
  change: ChangeSpecies,
  now: Date,
): Promise<Species> {
  return db.transaction().execute(async (transaction) => {
    const species = await lockSpecies(transaction, book, id);
    if (species === undefined) refuse('species_unknown');
    const { price } = change;
    if (price !== undefined && price.currency !== species.price.currency) {
      const taken = await plotCurrencies(transaction, book, id);
      const refusal = refusePrice(price.currency, taken);
      if (refusal !== null) refuse(refusal.code, { fields: refusal.fields });
    }
    return updateSpecies(transaction, book, id, change, now);
  });
}
