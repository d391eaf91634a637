/**
 * A project's terms, remembered for a moment, so that a giving day does not read the same row for
 * each gift. A gift decided on terms that changed meanwhile is turned back by the insert itself,
 * which names the version; then `forget` and decide again.
 */

import type { Id } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';
import { projectTerms } from './records.ts';
import type { ProjectTerms } from './rules.ts';

export interface TermsCache {
  /** The project's terms; undefined when the book has no such project. */
  find(book: Book, id: Id<'project'>): Promise<ProjectTerms | undefined> | ProjectTerms;
  forget(id: Id<'project'>): void;
}

const entriesMax = 10_000;

export function createTermsCache(
  db: Kysely<Database>,
  options: { readonly nowMs: () => number; readonly keepMs: number },
): TermsCache {
  const kept = new Map<string, { readonly terms: ProjectTerms; readonly untilMs: number }>();
  const reading = new Map<string, Promise<ProjectTerms | undefined>>();

  async function read(
    key: string,
    book: Book,
    id: Id<'project'>,
  ): Promise<ProjectTerms | undefined> {
    const row = await db
      .selectFrom('project')
      .selectAll()
      .where('organization_id', '=', book.organizationId)
      .where('livemode', '=', book.livemode)
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    if (kept.size >= entriesMax) kept.clear();
    const terms = projectTerms(row);
    kept.set(key, { terms, untilMs: options.nowMs() + options.keepMs });
    return terms;
  }

  return {
    find(book, id) {
      const key = `${id} ${book.organizationId} ${book.livemode}`;
      const found = kept.get(key);
      if (found !== undefined && options.nowMs() < found.untilMs) return found.terms;
      const underWay = reading.get(key);
      if (underWay !== undefined) return underWay;
      const started = read(key, book, id).finally(() => reading.delete(key));
      reading.set(key, started);
      return started;
    },
    forget(id) {
      for (const key of kept.keys()) if (key.startsWith(`${id} `)) kept.delete(key);
    },
  };
}
