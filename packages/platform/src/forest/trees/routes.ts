/** Addresses of trees. */
import { type FieldError, pageLimit, type WholeTree } from '@kindcart/contract';
import type { Api } from '../../http/api.ts';
import { type EndpointCall, serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import { type ChangingParts, changeTrees } from './changing.ts';
import { type ReadingParts, readTrees, type Selection } from './reading.ts';

/** What they need. */
export interface TreeParts extends ChangingParts, ReadingParts {}

/** Hangs them on the house. */
export function registerTrees(api: Api, parts: TreeParts): void {
  serve(api, 'getTree', async ({ params, caller }) => {
    const [tree] = await readTrees(parts, caller, { ids: [params.treeId] });
    return tree ?? refuse('tree_unknown');
  });

  serve(api, 'listTrees', async ({ query, caller }) => {
    const selection = selectionOf(query);
    const found = await readTrees(parts, caller, selection);
    if (!('limit' in selection)) return { items: inOrder(found, selection), nextCursor: null };
    const items = found.slice(0, selection.limit - 1);
    const last = found.length < selection.limit ? undefined : items.at(-1);
    return { items, nextCursor: last === undefined ? null : String(last.number) };
  });

  serve(api, 'changeTreeState', async ({ params, body, caller }) => {
    const [changed] = await changeTrees(parts, caller, { id: params.treeId }, body);
    if (changed === undefined) return refuse('tree_unknown');
    if (changed.refusal !== null) refuse('tree_state_refused', { fields: [changed.refusal] });
    const [tree] = await readTrees(parts, caller, { ids: [changed.id] });
    return tree ?? refuse('tree_unknown');
  });
}

/** One more of a page than is shown tells whether another page follows. */
function selectionOf(query: EndpointCall<'listTrees'>['query']): Selection {
  const { ids, numbers, plotId, cursor, limit = pageLimit.default } = query;
  const ways = [ids, numbers, plotId].filter((way) => way !== undefined);
  if (ways.length !== 1) {
    return refuseField({
      field: 'ids',
      message: 'or numbers or plotId is needed, and one of them alone',
    });
  }
  if (ids !== undefined) return { ids };
  if (numbers !== undefined) return { numbers };
  const afterNumber = Number(cursor ?? 0);
  if (!Number.isSafeInteger(afterNumber)) {
    return refuseField({ field: 'cursor', message: 'is not a cursor of this list' });
  }
  return { plotId: plotId ?? '', afterNumber, limit: limit + 1 };
}

/** As they were asked for. */
function inOrder(
  trees: readonly WholeTree[],
  selection: Exclude<Selection, { plotId: string }>,
): WholeTree[] {
  if ('ids' in selection) {
    const byId = new Map(trees.map((tree) => [tree.id, tree]));
    return selection.ids.flatMap((id) => byId.get(id) ?? []);
  }
  const byNumber = new Map(trees.map((tree) => [tree.number, tree]));
  return selection.numbers.flatMap((number) => byNumber.get(number) ?? []);
}

function refuseField(field: FieldError): never {
  return refuse('request_invalid', { fields: [field] });
}
