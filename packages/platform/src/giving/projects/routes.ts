/** Addresses of projects. */

import { type Id, type Project, pageLimit } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Api } from '../../http/api.ts';
import { answerText, serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import type { ProviderFor } from '../../payments/port.ts';
import { withClaim } from '../claims.ts';
import * as records from './records.ts';
import { refuseProject } from './rules.ts';

export interface ProjectParts {
  readonly db: Kysely<Database>;
  readonly providerFor: ProviderFor;
  readonly now: () => Date;
  readonly newProjectId: () => Id<'project'>;
  /** A project was closed. */
  readonly onClosed: () => void;
}

/** Hangs them on the house. */
export function registerProjects(api: Api, parts: ProjectParts): void {
  const { db, now } = parts;

  function present(row: Parameters<typeof records.toProject>[0]): Project {
    const fee = parts.providerFor(row.livemode)?.feeTerms(row.currency);
    return records.toProject(row, fee ?? { basisPoints: 0, fixedAmount: 0 }, now());
  }

  async function find(book: Book, id: Id<'project'>, from = db): Promise<Project> {
    const [row] = await records.findProjects(from, book, [id]);
    if (row === undefined) refuse('project_unknown');
    return present(row);
  }

  serve(api, 'createProject', async ({ body, caller, idempotency }) => {
    const answer = await withClaim(db, idempotency, async (transaction) => {
      // Under the claim: a repeat is answered as then, also when its `closesAt` is over by now.
      const refusal = refuseProject(body, now());
      if (refusal !== null) refuse(refusal.code, { fields: [refusal] });
      const id = parts.newProjectId();
      await records.insertProject(transaction, caller, id, body, now());
      return answerText('createProject', await find(caller, id, transaction));
    });
    return answer ?? refuse('idempotency_key_reused');
  });

  serve(api, 'listProjects', async ({ query, caller }) => {
    const { ids, cursor, limit = pageLimit.default } = query;
    if (ids !== undefined) {
      const rows = await records.findProjects(db, caller, ids);
      const byId = new Map(rows.map((row) => [row.id, row]));
      const items = ids.flatMap((id) => byId.get(id) ?? []).map(present);
      return { items, nextCursor: null };
    }
    const rows = await records.listProjects(db, caller, { cursor, limit: limit + 1 });
    const items = rows.slice(0, limit).map(present);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  });

  serve(api, 'getProject', ({ params, caller }) => find(caller, params.projectId));

  serve(api, 'closeProject', async ({ params, caller }) => {
    await records.closeProject(db, caller, params.projectId, now());
    parts.onClosed();
    return find(caller, params.projectId);
  });
}
