/** Puts together what a tree's page tells of. */
import type { Id } from '@kindcart/contract';
import { type ReadingParts, readTrees } from '../trees/reading.ts';
import { findNeighbours, findTreeContext } from './records.ts';
import type { TreeFacts } from './rules.ts';

/** What the pages of trees are made with. */
export interface TreePageParts extends ReadingParts {
  /** Origin under which browsers reach the platform; undefined takes the one they asked. */
  readonly publicUrl?: string | undefined;
  /** Origins of the platform's own pages. */
  readonly ownOrigins: () => readonly string[];
}

/** Undefined when there is no such tree. */
export async function readTreeFacts(
  parts: ReadingParts,
  treeId: Id<'tree'>,
): Promise<TreeFacts | undefined> {
  const context = await findTreeContext(parts.db, treeId);
  if (context === undefined) return undefined;
  const [tree] = await readTrees(parts, context, { ids: [treeId] });
  if (tree === undefined) return undefined;
  const { replaces, replacedBy } = tree;
  const numbers = [replaces, replacedBy].filter((number) => number !== null);
  const neighbours = await findNeighbours(parts.db, context, numbers);
  const { latinName, speciesNames, plotNames, organizationName, gift } = context;
  return {
    tree,
    species: { latinName, names: speciesNames },
    plotNames,
    organizationName,
    isGiftWaiting: gift !== null && tree.adopter.giftTo === null,
    before: neighbours.find(({ number }) => number === replaces),
    after: neighbours.find(({ number }) => number === replacedBy),
  };
}
