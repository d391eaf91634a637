/** What is promised of trees. */
import { fail } from '../check.ts';
import type { Case } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

function later(name: string): Case {
  return { name, run: async () => fail('is not written yet') };
}

export const getTree: CasesOf<'getTree'> = {
  happy: [later('getTree')],
  refuses: {
    tree_unknown: later('getTree tree_unknown'),
  },
};

export const listTrees: CasesOf<'listTrees'> = {
  happy: [later('listTrees')],
  refuses: {},
};

export const changeTreeState: CasesOf<'changeTreeState'> = {
  happy: [later('changeTreeState')],
  refuses: {
    tree_unknown: later('changeTreeState tree_unknown'),
    tree_state_refused: later('changeTreeState tree_state_refused'),
  },
};

export const getForest: CasesOf<'getForest'> = {
  happy: [later('getForest')],
  refuses: {},
};
