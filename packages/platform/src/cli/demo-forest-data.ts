/**
 * The made-up forest of the demo. Its regions are real and are planted for real by others, and its species
 * have the facts of the catalogue; outlines, partners, trees and what was measured of them are made up.
 */
import type { CreatePlot, CreateProject, Polygon } from '@kindcart/contract';

const cny = (amount: number) => ({ amount, currency: 'CNY' });

export const demoForestProject: CreateProject = {
  title: 'Trees for dry land',
  summary: 'Shrubs and trees that hold sand, soil and water, each in a place of its own.',
  story:
    'Each gift plants one tree on land that a partner looks after, and the tree has a number.\n\n' +
    'Somebody goes back to measure. What dies is said to have died.',
  language: 'en',
  images: [],
  currency: 'CNY',
  goal: null,
  suggestedAmounts: [cny(2_500), cny(5_000), cny(10_000)],
  minimum: cny(100),
  maximum: cny(5_000_000),
  closesAt: null,
};

/** What one tree costs, in minor units, and in points where it can be had by them; by slug. */
export const demoPrices = {
  'haloxylon-ammodendron': { price: cny(2_500), points: 17_900 },
  'salix-psammophila': { price: cny(2_500), points: 14_800 },
  'pinus-sylvestris-mongolica': { price: cny(6_000), points: null },
  'populus-euphratica': { price: cny(8_000), points: null },
  'caragana-korshinskii': { price: cny(2_000), points: 12_000 },
  'hippophae-rhamnoides': { price: cny(3_000), points: null },
  'faidherbia-albida': { price: cny(5_000), points: null },
  'polylepis-australis': { price: cny(7_000), points: null },
} as const;

export type DemoSpecies = keyof typeof demoPrices;

/** Trees that were planted together. */
export interface DemoStand {
  readonly species: DemoSpecies;
  /** How many springs ago, by the day of the plot; null for those that wait. */
  readonly yearsAgo: number | null;
  readonly standing: number;
  readonly lost: number;
  /** Lost, and planted anew a year later. */
  readonly replaced: number;
}

export interface DemoPlot extends Omit<CreatePlot, 'projectId' | 'speciesIds'> {
  readonly species: readonly DemoSpecies[];
  /** Month and day of planting. */
  readonly plantingDay: string;
  readonly stands: readonly DemoStand[];
}

const metresOfDegree = 111_320;

/** A ring of metres east and north of a position. */
function outline(
  [longitude, latitude]: readonly [number, number],
  ...corners: readonly (readonly [east: number, north: number])[]
): Polygon {
  const shrink = Math.cos((latitude * Math.PI) / 180);
  const ring = [...corners, ...corners.slice(0, 1)].map(([east, north]): [number, number] => [
    round(longitude + east / (metresOfDegree * shrink)),
    round(latitude + north / metresOfDegree),
  ]);
  return { type: 'Polygon', coordinates: [ring] };
}

/** To some centimetres. */
function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}

const minqin = [103.556, 39.062] as const;
const kubuqi = [108.702, 40.331] as const;
const partner = { name: 'Demo partner · 演示合作方', url: null };
const stand = (
  species: DemoSpecies,
  yearsAgo: number | null,
  standing: number,
  lost = 0,
  replaced = 0,
): DemoStand => ({ species, yearsAgo, standing, lost, replaced });

/** All plots, in the order in which they are made. */
export const demoPlots: readonly DemoPlot[] = [
  {
    names: { en: 'Minqin, west of Qingtu Lake', 'zh-CN': '甘肃民勤 · 青土湖西' },
    country: 'CN',
    partner,
    season: { fromMonth: 3, toMonth: 5 },
    images: [],
    polygon: outline(minqin, [0, 0], [150, 12], [164, 96], [92, 128], [-8, 104]),
    exclusions: [outline(minqin, [60, -5], [66, -5], [88, 135], [82, 135])],
    grid: { spacingCm: 300, rowCm: 600, bearingDegrees: 75 },
    species: ['haloxylon-ammodendron', 'caragana-korshinskii'],
    plantingDay: '04-05',
    stands: [
      stand('haloxylon-ammodendron', 6, 42, 4, 3),
      stand('haloxylon-ammodendron', 2, 30, 3),
      stand('caragana-korshinskii', 1, 22, 2),
      stand('haloxylon-ammodendron', null, 14),
    ],
  },
  {
    names: { en: 'Alxa, edge of the Tengger Desert', 'zh-CN': '内蒙古阿拉善 · 腾格里沙漠边缘' },
    country: 'CN',
    partner,
    season: { fromMonth: 4, toMonth: 5 },
    images: [],
    polygon: outline([105.4, 38.884], [0, 20], [120, 0], [170, 90], [110, 150], [10, 120]),
    exclusions: [],
    grid: { spacingCm: 400, rowCm: 600, bearingDegrees: 20 },
    species: ['haloxylon-ammodendron', 'caragana-korshinskii', 'hippophae-rhamnoides'],
    plantingDay: '04-18',
    stands: [
      stand('haloxylon-ammodendron', 4, 36, 6, 2),
      stand('caragana-korshinskii', 3, 18, 3),
      stand('haloxylon-ammodendron', null, 9),
    ],
  },
  {
    names: { en: 'Kubuqi, north of Hanggin', 'zh-CN': '内蒙古库布其 · 杭锦旗北' },
    country: 'CN',
    partner,
    season: { fromMonth: 4, toMonth: 6 },
    images: [],
    polygon: outline(kubuqi, [0, 0], [140, -16], [156, 70], [70, 110], [4, 84]),
    exclusions: [outline(kubuqi, [90, 30], [112, 30], [112, 52], [90, 52])],
    grid: { spacingCm: 300, rowCm: 500, bearingDegrees: 100 },
    species: ['salix-psammophila', 'pinus-sylvestris-mongolica', 'hippophae-rhamnoides'],
    plantingDay: '04-26',
    stands: [
      stand('salix-psammophila', 5, 34, 3),
      stand('pinus-sylvestris-mongolica', 9, 26, 4, 1),
      stand('hippophae-rhamnoides', 1, 16, 1),
    ],
  },
  {
    names: { en: 'Tarim, middle reaches near Luntai', 'zh-CN': '新疆塔里木河中游 · 轮台' },
    country: 'CN',
    partner,
    season: { fromMonth: 3, toMonth: 4 },
    images: [],
    polygon: outline([84.248, 41.222], [0, 0], [130, 10], [180, 80], [120, 140], [20, 130]),
    exclusions: [],
    grid: { spacingCm: 400, rowCm: 700, bearingDegrees: 55 },
    species: ['populus-euphratica'],
    plantingDay: '03-22',
    stands: [
      stand('populus-euphratica', 8, 24, 3),
      stand('populus-euphratica', 3, 20, 4),
      stand('populus-euphratica', null, 6),
    ],
  },
  {
    names: {
      en: 'Linguère, fields in the Ferlo',
      'zh-CN': '塞内加尔林盖尔 · 费尔洛农田',
      fr: 'Linguère, champs du Ferlo',
    },
    country: 'SN',
    partner,
    season: { fromMonth: 7, toMonth: 9 },
    images: [],
    polygon: outline([-15.118, 15.398], [0, 0], [230, 14], [250, 190], [120, 240], [-10, 170]),
    exclusions: [],
    grid: { spacingCm: 1_000, rowCm: 1_000, bearingDegrees: 10 },
    species: ['faidherbia-albida'],
    plantingDay: '08-02',
    stands: [stand('faidherbia-albida', 5, 22, 5, 2), stand('faidherbia-albida', 1, 14, 2)],
  },
  {
    names: {
      en: 'Córdoba, high slopes of the Sierras Grandes',
      'zh-CN': '阿根廷科尔多瓦 · 大山脉高坡',
      es: 'Córdoba, laderas altas de las Sierras Grandes',
    },
    country: 'AR',
    partner,
    season: { fromMonth: 11, toMonth: 2 },
    images: [],
    polygon: outline([-64.796, -31.602], [0, 0], [90, -20], [140, 50], [100, 120], [10, 90]),
    exclusions: [],
    grid: { spacingCm: 300, rowCm: 300, bearingDegrees: 135 },
    species: ['polylepis-australis'],
    plantingDay: '12-04',
    stands: [stand('polylepis-australis', 4, 20, 2), stand('polylepis-australis', null, 5)],
  },
];
