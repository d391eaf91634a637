import {
  forestExample,
  type Place,
  plotExample,
  speciesExample,
  type Tree,
  treeExample,
  wholeTreeExample,
} from '@kindcart/contract';
import type { ElementState, ElementStates } from '../../internal/testing/stage.ts';

/** A plot of six rows of eight, with trees of all stages in it. */
const [west = 0, south = 0] = plotExample.bounds;
const positionOf = (place: number): [number, number] => [
  west + 0.0001 + (place % 8) * 0.00014,
  south + 0.0001 + Math.floor(place / 8) * 0.00013,
];
const stages = ['planned', 'planted', 'established', 'grown', 'lost'] as const;

const trees: readonly Tree[] = Array.from({ length: 24 }, (_, nth): Tree => {
  const state = stages[nth % stages.length] ?? 'planned';
  return {
    ...treeExample,
    id: `tre_01k9p4n2c6fz3t6v8w0x2y${String(nth).padStart(4, '0')}`,
    number: 1_024 + nth,
    place: { number: nth + 1, position: positionOf(nth) },
    state,
    plantedOn: state === 'planned' ? null : `${2_018 + (nth % 8)}-04-05`,
  };
});
const places: readonly Place[] = Array.from({ length: 48 }, (_, nth) => ({
  number: nth + 1,
  position: positionOf(nth),
  state: nth < trees.length ? 'taken' : nth % 9 === 0 ? 'held' : 'free',
  treeNumber: trees[nth]?.number ?? null,
}));
const years = Array.from({ length: 8 }, (_, nth) => ({ year: 2_018 + nth, trees: nth + 1 }));
const forest = { ...forestExample, years };

const plots = { items: [plotExample], nextCursor: null };
const page = <Item>(items: readonly Item[], nextCursor: string | null = null) => ({
  body: { items, nextCursor },
});

/** What a platform with one plot answers; asked for numbers it knows the trees above. */
const known: NonNullable<ElementState['answers']> = {
  getForest: { body: forest },
  listPlots: { body: plots },
  listPlaces: { body: { items: places, nextAfter: null } },
  listTrees: page(trees),
  getTree: { body: { ...wholeTreeExample, ...trees[0], size: null } },
};

const failed = {
  type: 'about:blank',
  title: 'internal',
  status: 501,
  code: 'internal',
  detail: 'The platform failed.',
  retryable: false,
  requestId: 'req_1',
};

const tag = (more = '') => `<kind-forest-map view="list"${more}></kind-forest-map>`;
const html = tag();
const inPlot = tag(` plot="${plotExample.id}"`);
const long = `<img src=x onerror=alert(1)>\u202e${'x'.repeat(90)}`;

export const states: ElementStates = {
  loading: { html, answers: { getForest: 'pending' } },
  plots: { html, answers: known },
  'plots, loading': { html, answers: { ...known, listPlots: 'pending' } },
  'plots, failed': { html, answers: { ...known, listPlots: { status: 501, body: failed } } },
  'one plot': { html: inPlot, answers: known },
  'one plot, more trees': { html: inPlot, answers: { ...known, listTrees: page(trees, 'next') } },
  'one plot, no trees': { html: inPlot, answers: { ...known, listTrees: page([]) } },
  'trees, offline': {
    html: inPlot,
    answers: { ...known, listTrees: 'offline' },
    act: ['wait kind-forest-map >>> [part=retry]'],
  },
  'one tree': {
    html: inPlot,
    answers: known,
    act: ['click kind-forest-map >>> .tree'],
  },
  'own trees': { html: tag(` plot="${plotExample.id}" my-trees="1026,1030"`), answers: known },
  'unknown plot': { html: inPlot, answers: { ...known, listPlots: page([]) } },
  'without bars': { html: tag(` plot="${plotExample.id}" controls="none"`), answers: known },
  'map coming': {
    html: '<kind-forest-map></kind-forest-map>',
    answers: { ...known, getForest: 'pending' },
  },
  empty: {
    html: '<kind-forest-map><a href="/forest">Our forest</a></kind-forest-map>',
    answers: { getForest: { body: { ...forest, plots: 0, years: [], bounds: null } } },
  },
  error: { html, answers: { getForest: { status: 501, body: failed } } },
  offline: {
    html,
    answers: { getForest: 'offline' },
    act: ['wait kind-forest-map >>> [part=retry]'],
  },
  misconfigured: {
    html: '<kind-forest-map key="sk_test_1"><a href="/forest">Our forest</a></kind-forest-map>',
  },
  hostile: {
    html: inPlot,
    answers: {
      ...known,
      getForest: { body: { ...forest, years: [{ year: 2_026, trees: 9_007_199_254_740_991 }] } },
      listPlots: page([{ ...plotExample, names: { en: long }, country: 'ZZ' }]),
      listSpecies: page([{ ...speciesExample, names: { en: long } }]),
      listTrees: page(
        trees.map((tree) => ({
          ...tree,
          number: 9_007_199_254_700_000 + tree.number,
          certificateUrl: 'javascript:alert(1)',
        })),
      ),
    },
    act: ['click kind-forest-map >>> .tree'],
  },
};
