import {
  observationExample,
  plotExample,
  speciesExample,
  treeExample,
  type WholeTree,
  wholeTreeExample,
} from '@kindcart/contract';
import type { ElementStates } from '../../internal/testing/stage.ts';
import { hostile, refusal } from '../testing.ts';

const tag = (more = '') => `<kind-tree-card tree="${treeExample.id}"${more}></kind-tree-card>`;
const answering = (change: Partial<WholeTree>) => ({
  getTree: { body: { ...wholeTreeExample, ...change } },
});

const { adopter, stages } = treeExample;
const page = 'https://give.example.org/photos';
const notYet: Partial<WholeTree> = {
  state: 'planned',
  stages: stages.slice(0, 1),
  plantedOn: null,
  size: null,
  observations: [],
};
const lost: Partial<WholeTree> = {
  state: 'lost',
  stages: [
    ...stages.slice(0, 2),
    { state: 'lost', on: '2026-08-20', note: 'Dry, no green under the bark', photoUrl: null },
  ],
  size: null,
  nextObservationOn: null,
};
const seen = { ...wholeTreeExample.observations[0], ...observationExample };
const photos = ['a', 'b', 'c', 'd', 'e'].map((name) => ({
  ...seen,
  photoUrl: `${page}/${name}.jpg`,
}));

export const states: ElementStates = {
  loading: { html: tag(), answers: { getTree: 'pending' } },
  ready: { html: tag(), answers: answering({}) },
  'by number': { html: `<kind-tree-card number="${treeExample.number}"></kind-tree-card>` },
  'live mode': { html: tag(), answers: answering({ livemode: true }) },
  'not measured': {
    html: tag(),
    answers: answering({
      size: {
        ...(treeExample.size ?? { asOf: '2026-11-23T00:00:00.000Z' }),
        heightCm: 310,
        heightLowCm: 220,
        heightHighCm: 400,
        crownCm: 260,
        basis: 'species',
        measurements: 0,
      },
      observations: [],
    }),
  },
  'not planted yet': { html: tag(), answers: answering(notYet) },
  gift: {
    html: tag(),
    answers: answering({
      adopter: { ...adopter, giftTo: '奶奶', giftMessage: '生日快乐！\nMay it shade you.' },
    }),
  },
  'a team': {
    html: tag(),
    answers: answering({
      adopter: { ...adopter, kind: 'team', shares: 5, teamName: 'Class 3B' },
    }),
  },
  lost: { html: tag(), answers: answering(lost) },
  replaced: {
    html: tag(),
    answers: answering({ ...lost, state: 'replaced', replacedBy: 1_311 }),
  },
  'in the place of another': { html: tag(), answers: answering({ ...notYet, replaces: 1_024 }) },
  photos: {
    html: tag(),
    answers: answering({
      latestPhoto: { url: `${page}/a.jpg`, takenAt: '2026-10-12T02:30:00.000Z' },
      observations: photos,
    }),
  },
  opened: { html: tag(), act: ['click kind-tree-card >>> summary'] },
  error: { html: tag(), answers: { getTree: refusal('internal') } },
  offline: {
    html: tag(),
    answers: { getTree: 'offline' },
    act: ['wait kind-tree-card >>> [part=retry]'],
  },
  unknown: { html: tag(), answers: { getTree: refusal('tree_unknown') } },
  misconfigured: {
    html: '<kind-tree-card tree="tre_1"><a href="/forest">Our forest</a></kind-tree-card>',
  },
  hostile: {
    html: tag(),
    answers: {
      getTree: {
        body: {
          ...wholeTreeExample,
          number: 999_999_999_999_999,
          adopter: {
            ...adopter,
            names: Array(20).fill(hostile),
            shares: 20,
            giftTo: hostile,
            giftMessage: hostile,
          },
          stages: stages.map((stage) => ({
            ...stage,
            note: hostile,
            photoUrl: 'javascript:alert(1)',
          })),
          certificateUrl: 'javascript:alert(1)',
          latestPhoto: { url: 'javascript:alert(1)', takenAt: '2026-10-12T02:30:00.000Z' },
          size: { ...treeExample.size, heightCm: 20_000, crownCm: 0, heightHighCm: 20_000 },
        },
      },
      listSpecies: {
        body: {
          items: [{ ...speciesExample, latinName: hostile, names: { en: hostile } }],
          nextCursor: null,
        },
      },
      listPlots: {
        body: { items: [{ ...plotExample, names: { en: hostile } }], nextCursor: null },
      },
    },
    act: ['click kind-tree-card >>> summary'],
  },
};
