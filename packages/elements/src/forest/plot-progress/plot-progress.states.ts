import { type Plot, type PlotImage, plotExample } from '@kindcart/contract';
import type { ElementStates } from '../../internal/testing/stage.ts';
import { hostile, refusal } from '../testing.ts';

const tag = `<kind-plot-progress plot="${plotExample.id}"></kind-plot-progress>`;
const answering = (change: Partial<Plot>) => ({
  listPlots: { body: { items: [{ ...plotExample, ...change }], nextCursor: null } },
});

const picture = (takenOn: string, kind: PlotImage['kind'] = 'satellite'): PlotImage => ({
  kind,
  url: `https://give.example.org/above/${takenOn}.jpg`,
  takenOn,
  credit: 'Example imagery, CC BY 4.0',
  bounds: null,
});
const images = [
  picture('2025-09-01'),
  picture('2021-08-14'),
  picture('2026-05-02', 'photo'),
  picture('2023-06-20', 'drone'),
];
const partner = { name: 'Minqin forestry station', url: 'https://example.org/minqin' };
const none = { planned: 0, planted: 0, established: 0, grown: 0, lost: 0 };
const hole = [
  [103.0904, 38.7803],
  [103.0908, 38.7803],
  [103.0908, 38.7806],
  [103.0904, 38.7803],
] as [number, number][];

export const states: ElementStates = {
  loading: { html: tag, answers: { listPlots: 'pending' } },
  ready: { html: tag, answers: answering({ partner }) },
  'live mode': { html: tag, answers: answering({ livemode: true }) },
  'nothing planted': {
    html: tag,
    answers: answering({
      places: { total: 1_274, free: 1_274, held: 0, taken: 0 },
      trees: none,
      survival: null,
      season: null,
    }),
  },
  full: {
    html: tag,
    answers: answering({ places: { total: 1_274, free: 0, held: 0, taken: 1_274 } }),
  },
  closed: { html: tag, answers: answering({ state: 'closed' }) },
  'two images from above': {
    html: tag,
    answers: answering({ partner, images: images.slice(0, 2) }),
  },
  'images of many years': { html: tag, answers: answering({ images }) },
  'with a road left out': {
    html: tag,
    answers: answering({ exclusions: [{ type: 'Polygon', coordinates: [hole] }] }),
  },
  error: { html: tag, answers: { listPlots: refusal('internal') } },
  offline: {
    html: tag,
    answers: { listPlots: 'offline' },
    act: ['wait kind-plot-progress >>> [part=retry]'],
  },
  unknown: { html: tag, answers: { listPlots: { body: { items: [], nextCursor: null } } } },
  misconfigured: {
    html: '<kind-plot-progress plot="plt_1"><a href="/land">Our land</a></kind-plot-progress>',
  },
  hostile: {
    html: tag,
    answers: answering({
      names: { en: hostile },
      country: 'ZZ',
      partner: { name: hostile, url: null },
      places: { total: 200_000, free: 199_999, held: 1, taken: 0 },
      areaM2: 0,
      bounds: [10, 10, 10, 10],
      images: images.map((each) => ({ ...each, credit: hostile })),
    }),
  },
};
