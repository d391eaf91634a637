/** A tree that a case looks at: adopted and paid for through the API, as any. */
import type { CreateAdoption } from '../forest/adoption.ts';
import type { ChangeTreeState, WholeTree } from '../forest/tree.ts';
import { testCards } from '../payments.ts';
import { type Answer, granted } from './ask.ts';
import { fail } from './check.ts';
import { type OpenLand, openLand } from './land.ts';
import type { Stage } from './stage.ts';

/** A tree and the land that it is on. */
export interface Grown extends OpenLand {
  readonly tree: WholeTree;
}

/** Adopts a tree on the land, or on land of its own; it is planned. */
export async function adoptTree(
  stage: Stage,
  land?: OpenLand,
  changes: Partial<CreateAdoption> = {},
): Promise<Grown> {
  const { project, species, plot } = land ?? (await openLand(stage));
  const plain = { placeNumber: null, shares: 1, teamName: null, gift: null };
  const body = { plotId: plot.id, speciesId: species.id, ...plain, ...changes };
  const adoption = await granted(stage.ask('createAdoption', { body }));
  const gift = adoption.shares[0]?.amount ?? fail('The adoption has no share');
  const created = await stage.begin(project, { gift, adoptionId: adoption.id });
  await stage.pay(created, testCards.succeeds);
  const params = { adoptionId: adoption.id };
  const treeId = await stage.context.waitUntil('the tree to be planned', async () => {
    const read = await granted(stage.ask('getAdoption', { params }));
    return read.treeId ?? undefined;
  });
  return { project, species, plot, tree: await readTree(stage, treeId) };
}

/** The same, planted today. */
export async function plantTree(stage: Stage, land?: OpenLand): Promise<Grown> {
  const grown = await adoptTree(stage, land);
  return { ...grown, tree: await granted(become(stage, grown.tree, 'planted')) };
}

export function readTree(stage: Stage, treeId: WholeTree['id']): Promise<WholeTree> {
  return granted(stage.ask('getTree', { params: { treeId } }));
}

/** Says that the tree became that, on the day on which it was adopted. */
export function become(
  stage: Stage,
  { id: treeId, stages }: WholeTree,
  state: ChangeTreeState['state'],
  changes: Partial<ChangeTreeState> = {},
): Promise<Answer<'changeTreeState'>> {
  const on = stages[0]?.on ?? fail('The tree has no stage');
  const body = { state, on, note: 'Row 1', photoUrl: null, ...changes };
  return stage.ask('changeTreeState', { params: { treeId }, body });
}
