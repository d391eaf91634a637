/** What is promised of trees. */
import { treeExample } from '../../forest/tree.ts';
import { granted, refused, refusedField } from '../ask.ts';
import { equal, fail, holds } from '../check.ts';
import { adoptTree, become, plantTree, readTree } from '../grove.ts';
import { openLand } from '../land.ts';
import type { CasesOf } from './cases-of.ts';

const unknown = { params: { treeId: treeExample.id } };

export const getTree: CasesOf<'getTree'> = {
  happy: [
    {
      name: 'getTree tells whose a tree is and where it will stand, and no size before it is planted',
      async run(stage) {
        const gift = { to: '奶奶', message: '生日快乐！', revealOn: null };
        const { tree, plot, species, project } = await adoptTree(stage, undefined, {
          placeNumber: 2,
          gift,
        });
        equal(
          [tree.plotId, tree.speciesId, tree.projectId],
          [plot.id, species.id, project.id],
          'of',
        );
        equal([tree.place.number, tree.state, tree.plantedOn], [2, 'planned', null], 'where');
        equal(
          tree.adopter,
          {
            ...{ kind: 'donor', names: ['Ada Lovelace'], shares: 1, teamName: null },
            ...{ giftTo: '奶奶', giftMessage: '生日快乐！' },
          },
          'whose',
        );
        equal([tree.size, tree.nextObservationOn, tree.observations], [null, null, []], 'size');
        equal([tree.replaces, tree.replacedBy], [null, null], 'others');
      },
    },
    {
      name: 'getTree keeps a gift for itself until the day on which it is revealed',
      async run(stage) {
        const gift = { to: '奶奶', message: '生日快乐！', revealOn: '2089-06-30' };
        const { tree } = await adoptTree(stage, undefined, { gift });
        equal([tree.adopter.giftTo, tree.adopter.giftMessage], [null, null], 'gift');
      },
    },
    {
      name: 'getTree tells the size of a planted tree as its kind usually has it',
      async run(stage) {
        const { size, plantedOn, nextObservationOn } = (await plantTree(stage)).tree;
        equal([size?.basis, size?.measurements], ['species', 0], 'basis');
        const { heightLowCm = 0, heightCm = 0, heightHighCm = 0 } = size ?? {};
        holds(0 < heightLowCm && heightLowCm < heightCm && heightCm < heightHighCm, 'a range');
        holds((nextObservationOn ?? '') > (plantedOn ?? '9'), 'somebody looks at it later');
      },
    },
  ],
  refuses: {
    tree_unknown: {
      name: 'getTree refuses an id that is no tree',
      async run(stage) {
        await refused(stage.ask('getTree', unknown), 'tree_unknown', 'unknown id');
      },
    },
  },
};

export const listTrees: CasesOf<'listTrees'> = {
  happy: [
    {
      name: 'listTrees reads trees by id and by number, as they are asked for, and the trees of a plot by number',
      async run(stage) {
        const land = await openLand(stage);
        const { tree: first } = await adoptTree(stage, land);
        const { tree: second } = await adoptTree(stage, land);
        const read = async (query: string) => {
          const page = await granted(stage.ask('listTrees', {}, { query }));
          return [page.items.map(({ id }) => id), page.nextCursor];
        };
        const both = [second.id, first.id];
        equal(await read(`ids=${second.id},${treeExample.id},${first.id}`), [both, null], 'by id');
        equal(await read(`numbers=${second.number},${first.number}`), [both, null], 'by number');
        const [one, cursor] = await read(`plotId=${land.plot.id}&limit=1`);
        equal(one, [first.id], 'the first of the plot');
        const next = await read(`plotId=${land.plot.id}&limit=1&cursor=${cursor}`);
        equal(next, [[second.id], null], 'the second');
        const { observations: _, ...tree } = first;
        const [whole] = (await granted(stage.ask('listTrees', {}, { query: `ids=${first.id}` })))
          .items;
        equal(whole, tree, 'the tree without its observations');
      },
    },
    {
      name: 'listTrees asks for one way of choosing',
      async run(stage) {
        for (const query of ['', 'numbers=1&plotId=plt_1']) {
          const asked = stage.ask('listTrees', {}, { query });
          await refusedField(asked, 'request_invalid', 'ids', `with "${query}"`);
        }
      },
    },
  ],
  refuses: {},
};

export const changeTreeState: CasesOf<'changeTreeState'> = {
  happy: [
    {
      name: 'changeTreeState tells what became of a tree step by step, with evidence, and its plot counts it',
      async run(stage) {
        const { tree, plot } = await adoptTree(stage);
        const counts = async () => {
          const query = `ids=${plot.id}`;
          const [read] = (await granted(stage.ask('listPlots', {}, { query }))).items;
          const {
            planned = 0,
            planted = 0,
            established = 0,
            grown = 0,
            lost = 0,
          } = read?.trees ?? {};
          return [planned, planted, established, grown, lost];
        };
        equal(await counts(), [1, 0, 0, 0, 0], 'planned');
        const photoUrl = 'https://images.example/row-1.webp';
        const planted = await granted(become(stage, tree, 'planted', { note: null, photoUrl }));
        equal([planted.state, planted.plantedOn], ['planted', tree.stages[0]?.on], 'planted');
        equal(
          planted.stages[1],
          { state: 'planted', on: planted.plantedOn, note: null, photoUrl },
          'stage',
        );
        equal(planted.latestPhoto?.url, photoUrl, 'photo');
        equal(await counts(), [0, 1, 0, 0, 0], 'counted as planted');
        await granted(become(stage, tree, 'established'));
        const grown = await granted(become(stage, tree, 'grown'));
        const states = grown.stages.map(({ state }) => state);
        equal(states, ['planned', 'planted', 'established', 'grown'], 'stages');
        equal(await counts(), [0, 0, 0, 1, 0], 'counted as grown');
      },
    },
    {
      name: 'changeTreeState has a lost tree replaced by one of its own number at the same place, once',
      async run(stage) {
        const { tree } = await plantTree(stage);
        const lost = await granted(become(stage, tree, 'lost'));
        equal([lost.state, lost.size, lost.nextObservationOn], ['lost', null, null], 'lost');
        const replaced = await granted(become(stage, tree, 'replaced'));
        const again = await granted(become(stage, tree, 'replaced'));
        equal(again.replacedBy, replaced.replacedBy, 'the second time');
        const number = replaced.replacedBy ?? fail('It has no successor');
        const query = `numbers=${number}`;
        const [next] = (await granted(stage.ask('listTrees', {}, { query }))).items;
        equal([next?.replaces, next?.state], [tree.number, 'planned'], 'its successor');
        equal([next?.place, next?.adopter], [tree.place, tree.adopter], 'place and adopter');
      },
    },
    {
      name: 'changeTreeState is the same when it is told again',
      async run(stage) {
        const { tree } = await plantTree(stage);
        const again = await granted(become(stage, tree, 'planted', { note: 'Again' }));
        equal(again.stages, tree.stages, 'stages');
      },
    },
    {
      name: 'changeTreeState asks for evidence',
      async run(stage) {
        const { tree } = await adoptTree(stage);
        const asked = become(stage, tree, 'planted', { note: null });
        await refusedField(asked, 'request_invalid', 'note', 'neither note nor photo');
      },
    },
  ],
  refuses: {
    tree_unknown: {
      name: 'changeTreeState refuses an id that is no tree',
      async run(stage) {
        const body = { state: 'planted', on: '2026-04-05', note: 'Row 1', photoUrl: null } as const;
        const asked = stage.ask('changeTreeState', { ...unknown, body });
        await refused(asked, 'tree_unknown', 'unknown id');
      },
    },
    tree_state_refused: {
      name: 'changeTreeState refuses steps that do not follow, and days that come too early or late',
      async run(stage) {
        const { tree } = await adoptTree(stage);
        const code = 'tree_state_refused';
        for (const state of ['established', 'grown', 'lost', 'replaced'] as const) {
          await refusedField(become(stage, tree, state), code, 'state', state);
        }
        const early = become(stage, tree, 'planted', { on: '2020-01-01' });
        await refusedField(early, code, 'on', 'before it was adopted');
        const late = become(stage, tree, 'planted', { on: '2089-01-01' });
        await refusedField(late, code, 'on', 'in the future');
        equal((await readTree(stage, tree.id)).state, 'planned', 'afterwards');
      },
    },
  },
};

export const getForest: CasesOf<'getForest'> = {
  happy: [
    {
      name: 'getForest counts trees that were adopted, that stand and that are lost, by kind and year',
      async run(stage) {
        const forest = () => granted(stage.ask('getForest', {}));
        const before = await forest();
        const land = await openLand(stage);
        const { tree } = await plantTree(stage, land);
        await adoptTree(stage, land);
        await granted(become(stage, (await plantTree(stage, land)).tree, 'lost'));
        const year = Number.parseInt(tree.plantedOn ?? '', 10);
        const counted = await stage.context.waitUntil('the trees to be counted', async () => {
          const found = await forest();
          const kind = found.species.find(({ speciesId }) => speciesId === land.species.id);
          return kind?.trees === 1 && found.trees.lost === before.trees.lost + 1
            ? found
            : undefined;
        });
        const { adopted, planned, planted, lost } = before.trees;
        equal(
          counted.trees,
          { adopted: adopted + 3, planned: planned + 1, planted: planted + 1, lost: lost + 1 },
          'trees',
        );
        holds(
          counted.years.some((each) => each.year === year && each.trees > 0),
          'the year',
        );
        equal(counted.plots, before.plots + 1, 'plots');
        holds(counted.countries.includes(land.plot.country), 'the country');
        const [west, south, east, north] = counted.bounds ?? fail('There are no bounds');
        const [x, y] = tree.place.position;
        holds(west < x && x < east && south < y && y < north, 'the tree is within the bounds');
      },
    },
  ],
  refuses: {},
};
