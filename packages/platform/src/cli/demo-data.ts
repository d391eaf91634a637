/**
 * What `kindcart seed demo` makes: one charity with three projects and a history of test gifts. All
 * of it is test data under fixed ids, so that the example pages can name them.
 */
import { createHash } from 'node:crypto';
import type { CreateProject, IdSource } from '@kindcart/contract';

/** The charity of the example pages. */
export const demoOrganizationName = 'Clearwater & Canopy (demo charity)';

/** What was made later has later ids. */
const hours = { charity: 2, shop: 2, forest: 3, deeds: 4 } as const;

/**
 * Ids that are the same in every demo: the n-th draw is the hash of n.
 *
 * @param of - whose; draws of one do not move those of another
 */
export function demoIds(of: keyof typeof hours = 'charity'): IdSource {
  const name = of === 'charity' ? 'kindcart demo' : `kindcart demo ${of}`;
  let drawn = 0;
  return {
    // A minute further at each draw, so that ids sort in the order of making.
    nowMs: () => Date.UTC(2026, 8, 1, hours[of], drawn),
    fillRandom(bytes) {
      const digest = createHash('sha512').update(`${name} ${drawn}`).digest();
      drawn += 1;
      bytes.set(digest.subarray(0, bytes.length));
      return bytes;
    },
  };
}

interface DemoProject {
  readonly project: CreateProject;
  /** How many paid gifts it has from the start. */
  readonly gifts: number;
  /** Gift amounts in minor units, used in turn. */
  readonly amounts: readonly [number, ...number[]];
}

/** A made-up donor. */
export interface DemoDonor {
  readonly name: string;
  readonly message?: string;
}

/** Who gave, in turn; undefined for somebody anonymous. Each says that it is nobody. */
export const demoDonors: readonly (DemoDonor | undefined)[] = [
  { name: '测试捐款人一', message: '这是一条测试留言。' },
  undefined,
  { name: 'Test donor 2', message: 'A test message: this is where words of donors stand.' },
  { name: '测试捐款人三' },
  undefined,
  { name: 'Test donors of class 3b', message: 'A short one.' },
  { name: 'Test donor 5' },
  undefined,
  { name: '测试捐款人六', message: '又一条测试留言。' },
  { name: 'Test donor 7', message: 'Another test message.' },
  undefined,
];

/** How long after one gift the next was made. */
export const demoGiftsApartMs = 97 * 60_000;

const cny = (amount: number) => ({ amount, currency: 'CNY' });

/** What is asked for, besides words: the same for all three. */
const asked = {
  language: 'en',
  images: [],
  currency: 'CNY',
  suggestedAmounts: [cny(2_000), cny(5_000), cny(10_000), cny(30_000)],
  minimum: cny(100),
  maximum: cny(5_000_000),
};

export const demoProjects: readonly DemoProject[] = [
  {
    project: {
      ...asked,
      title: 'Clean water for Shuanghe village school',
      summary: 'A borehole, a filter and twelve taps for 214 pupils who carry water today.',
      story:
        'The school has no safe water within two kilometres, so pupils carry it before class.\n\n' +
        'The money pays for a borehole, a filter that the village can maintain, and twelve taps.',
      goal: cny(6_000_000),
      closesAt: '2030-06-30T16:00:00.000Z',
    },
    gifts: 391,
    amounts: [5_000, 10_000, 2_000, 30_000, 5_000, 8_800, 2_000],
  },
  {
    project: {
      ...asked,
      title: 'A winter library for mountain classrooms',
      summary: 'Shelves, lamps and 1,200 picture books for six schools above 2,000 metres.',
      story:
        'Six classrooms close early in winter for want of light and heat.\n\n' +
        'Each gets a reading corner with insulated lamps, shelves and two hundred books.',
      goal: cny(2_400_000),
      closesAt: '2030-01-31T16:00:00.000Z',
    },
    gifts: 168,
    amounts: [2_000, 5_000, 10_000, 6_600],
  },
  {
    project: {
      ...asked,
      title: 'Saplings against the sand',
      summary: 'Saxaul shelter belts on 40 hectares at the edge of the desert.',
      story:
        'Saxaul roots hold the dunes that move towards fields and wells.\n\n' +
        'The money pays for saplings, planting, and three years of watering and counting.',
      goal: null,
      closesAt: null,
    },
    gifts: 254,
    amounts: [1_000, 2_500, 5_000, 1_000, 10_000],
  },
];
