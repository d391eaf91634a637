/** What the states and tests of the picker share: a small forest. */
import {
  type Adoption,
  adoptionExample,
  type Place,
  type Plot,
  plotExample,
  type Species,
  speciesExample,
  type WholeTree,
  wholeTreeExample,
} from '@kindcart/contract';

export const saxaul: Species = speciesExample;
export const pine: Species = {
  ...speciesExample,
  id: 'spc_01k9p4m8q2fz3t6v8w0x2y4z8b',
  latinName: 'Pinus sylvestris var. mongolica',
  names: { en: 'Mongolian Scots pine', 'zh-CN': '樟子松' },
  nativeRange: {
    en: 'Sandy lands and mountains of north-eastern China and Mongolia',
    'zh-CN': '中国东北与蒙古的沙地和山地',
  },
  needs: {
    en: 'Sandy soil, sun, water in its first summer',
    'zh-CN': '沙质土，喜光，头一年需浇水',
  },
  price: { amount: 6_000, currency: 'CNY' },
  growth: {
    height: { maxCm: 2_000, ratePerYear: 0.06, shape: 1.4 },
    crown: { maxCm: 600, ratePerYear: 0.07, shape: 1.2 },
    tallestCm: 3_000,
    source: 'An example',
  },
};

/** A plot of twelve rows and as many places in each. */
export const plot: Plot = {
  ...plotExample,
  partner: { name: '民勤绿洲志愿者协会', url: null },
  speciesIds: [saxaul.id, pine.id],
  grid: { spacingCm: 390, rowCm: 330, bearingDegrees: 90 },
  bounds: [103.09, 38.78, 103.0906, 38.78043],
  polygon: {
    type: 'Polygon',
    coordinates: [
      [
        [103.09, 38.78],
        [103.0906, 38.78],
        [103.0906, 38.7804],
        [103.0903, 38.78043],
        [103.09, 38.7804],
        [103.09, 38.78],
      ],
    ],
  },
  places: { total: 144, free: 101, held: 12, taken: 31 },
};

export const largePlot: Plot = {
  ...plot,
  bounds: [103.09, 38.7715, 103.0919, 38.78043],
  polygon: {
    type: 'Polygon',
    coordinates: [
      [
        [103.09, 38.7735],
        [103.0912, 38.7715],
        [103.0919, 38.78043],
        [103.09, 38.78043],
        [103.09, 38.7735],
      ],
    ],
  },
  places: { total: 12_000, free: 9_000, held: 0, taken: 3_000 },
};

export const fullPlot: Plot = {
  ...plot,
  id: 'plt_01k9p4m8q2fz3t6v8w0x2y4z8c',
  names: { en: 'Alxa, dune three', 'zh-CN': '阿拉善三号沙丘' },
  partner: null,
  places: { total: 144, free: 0, held: 2, taken: 142 },
};

function stateOf(number: number): Place['state'] {
  if (number % 12 === 5) return 'held';
  return number % 5 === 2 ? 'taken' : 'free';
}

/** Places of a plot from a number on; its rows run from west to east. */
export function placesAfter(after: number, count: number, perRow = 12): Place[] {
  return Array.from({ length: count }, (_, place) => {
    const number = after + place + 1;
    const row = Math.floor((number - 1) / perRow);
    const column = (number - 1) % perRow;
    const state = stateOf(number);
    return {
      number,
      position: [103.09004 + column * 0.000045, 38.78036 - row * 0.00003],
      state,
      treeNumber: state === 'taken' ? 1_000 + number : null,
    };
  });
}

export const places = { items: placesAfter(0, 144), nextAfter: null };

/** An adoption whose place is held for so many seconds from now. */
export function adoptionFor(seconds: number, change: Partial<Adoption> = {}): Adoption {
  const now = Date.now();
  return {
    ...adoptionExample,
    place: { ...adoptionExample.place, number: 7 },
    gift: null,
    createdAt: new Date(now).toISOString(),
    updatedAt: new Date(now).toISOString(),
    heldUntil: new Date(now + seconds * 1_000).toISOString(),
    ...change,
  };
}

/** The same once it is settled. */
export function adopted(change: Partial<Adoption> = {}): Adoption {
  const shares = [{ ...theShare, state: 'paid', name: '林晓' } as const];
  const tree = { treeId: wholeTreeExample.id, treeNumber: 1_024 };
  return adoptionFor(0, { state: 'adopted', heldUntil: null, shares, ...tree, ...change });
}

const [example] = adoptionExample.shares;
const theShare = {
  number: 1,
  amount: saxaul.price,
  state: 'open',
  name: null,
  ...example,
} as const;

/** Shares of a team of three, of which some are paid. */
export function teamShares(...names: readonly (string | null)[]): Adoption['shares'] {
  return [834, 833, 833].map((amount, place) => ({
    number: place + 1,
    amount: { amount, currency: 'CNY' },
    state: place < names.length ? 'paid' : 'open',
    name: names[place] ?? null,
  }));
}

export const tree: WholeTree = wholeTreeExample;
