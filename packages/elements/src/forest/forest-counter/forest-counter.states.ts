import { type Forest, forestExample, speciesExample } from '@kindcart/contract';
import type { ElementStates } from '../../internal/testing/stage.ts';
import { refusal } from '../testing.ts';

const tag = '<kind-forest-counter></kind-forest-counter>';
const answering = (change: Partial<Forest>) => ({
  getForest: { body: { ...forestExample, ...change } },
});
const many = Array.from({ length: 8 }, () => ({ speciesId: speciesExample.id, trees: 1_551 }));
const most = Number.MAX_SAFE_INTEGER;

export const states: ElementStates = {
  loading: { html: tag, answers: { getForest: 'pending' } },
  ready: { html: tag, answers: answering({}) },
  many: {
    html: tag,
    answers: answering({
      trees: { adopted: 14_210, planned: 1_180, planted: 12_408, lost: 622 },
      species: many,
      plots: 23,
      countries: ['CN', 'SN', 'CO'],
    }),
  },
  'no tree yet': {
    html: tag,
    answers: answering({
      trees: { adopted: 0, planned: 0, planted: 0, lost: 0 },
      species: [],
      years: [],
      plots: 0,
      countries: [],
      bounds: null,
    }),
  },
  error: { html: tag, answers: { getForest: refusal('internal') } },
  offline: {
    html: tag,
    answers: { getForest: 'offline' },
    act: ['wait kind-forest-counter >>> [part=retry]'],
  },
  unknown: { html: tag, answers: { getForest: refusal('key_unknown') } },
  misconfigured: {
    html: '<kind-forest-counter key="sk_test_1"><p>We plant in deserts.</p></kind-forest-counter>',
  },
  hostile: {
    html: tag,
    answers: answering({
      trees: { adopted: most, planned: most, planted: most, lost: most },
      species: Array(200).fill(many[0]),
      plots: most,
      countries: Array(249).fill('CN'),
    }),
  },
};
