/** The picture of a tree on its hills: a little different for each number, always the same for one. Pure. */
import type { Shape } from '../../pages/paper/drawing.ts';

/** Where it is drawn. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

type Random = () => number;

/** Numbers from 0 up to 1 that follow from a seed (mulberry32, public domain). */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const round = (value: number) => Math.round(value * 10) / 10;

export function circle(x: number, y: number, radius: number): string {
  const [r, d] = [round(radius), round(2 * radius)];
  return `M${round(x - radius)} ${round(y)}a${r} ${r} 0 1 0 ${d} 0a${r} ${r} 0 1 0 ${-d} 0z`;
}

const greens = { shade: '#2f6b45', leaf: '#43875a', light: '#6faa74', glint: '#9cc58c' } as const;

/** A broad tree whose trunk stands at the foot; crown and branches follow the random numbers. */
export function treeShapes(
  seed: number,
  foot: readonly [x: number, y: number],
  height: number,
): Shape[] {
  const random = randomFrom(seed);
  const [x, y] = foot;
  const crown = { x, y: y - height * 0.66, radius: height * 0.3 };
  return [
    { path: trunk(x, y, height), fill: '#6b4a2f' },
    ...crownLayer(random, { ...crown, y: crown.y + height * 0.05 }, 11, greens.shade),
    ...crownLayer(random, crown, 11, greens.leaf),
    ...crownLayer(random, shifted(crown, height, 0.05), 7, greens.light, 0.62),
    ...crownLayer(random, shifted(crown, height, 0.1), 4, greens.glint, 0.4),
  ];
}

interface Crown {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Towards the light, which comes from above and the left. */
function shifted({ x, y, radius }: Crown, height: number, share: number): Crown {
  return { x: x - height * share, y: y - height * share, radius };
}

function crownLayer(
  random: Random,
  { x, y, radius }: Crown,
  count: number,
  fill: string,
  reach = 1,
): Shape[] {
  const puffs = Array.from({ length: count }, (_, place) => {
    const angle = ((place + random() * 0.7) / count) * 2 * Math.PI;
    const away = radius * reach * (0.55 + 0.3 * random());
    const size = radius * (0.34 + 0.2 * random()) * (0.5 + 0.5 * reach);
    return circle(x + Math.cos(angle) * away * 1.12, y + Math.sin(angle) * away * 0.86, size);
  });
  const middle = circle(x, y, radius * 0.72 * reach);
  return [{ path: [middle, ...puffs].join(''), fill }];
}

/** Roots that spread, a stem that narrows, and two branches into the crown. */
function trunk(x: number, y: number, height: number): string {
  const at = (across: number, up: number) =>
    `${round(x + across * height)} ${round(y - up * height)}`;
  return [
    `M${at(-0.1, -0.005)}`,
    `C${at(-0.05, 0.02)} ${at(-0.034, 0.08)} ${at(-0.032, 0.22)}`,
    `C${at(-0.04, 0.34)} ${at(-0.1, 0.42)} ${at(-0.16, 0.52)}`,
    `L${at(-0.13, 0.54)}`,
    `C${at(-0.08, 0.47)} ${at(-0.03, 0.42)} ${at(-0.008, 0.4)}`,
    `L${at(-0.006, 0.7)}L${at(0.018, 0.7)}L${at(0.02, 0.4)}`,
    `C${at(0.05, 0.43)} ${at(0.1, 0.48)} ${at(0.13, 0.56)}`,
    `L${at(0.16, 0.54)}`,
    `C${at(0.12, 0.42)} ${at(0.05, 0.34)} ${at(0.036, 0.22)}`,
    `C${at(0.036, 0.08)} ${at(0.06, 0.02)} ${at(0.12, -0.005)}`,
    `C${at(0.06, 0.01)} ${at(-0.04, 0.01)} ${at(-0.1, -0.005)}z`,
  ].join('');
}

const hillColors = ['#e6eedc', '#d3e3c8', '#bcd6b1'] as const;

/**
 * Three ranges of hills, one before the other, with small trees on the farthest.
 *
 * @param grove - from where to where these stand
 */
export function hillShapes(
  seed: number,
  { left, top, right, bottom }: Frame,
  grove: readonly [from: number, to: number],
): Shape[] {
  const random = randomFrom(seed ^ 0x5eed);
  const width = right - left;
  const ranges = hillColors.map((fill, place): Shape => {
    const crest = top + (bottom - top) * (0.12 + 0.24 * place);
    const swing = (bottom - top) * (0.16 - 0.03 * place);
    const y = () => round(crest + swing * (random() - 0.5));
    const at = (share: number) => round(left + width * share);
    return {
      path: `M${left} ${y()}C${at(0.18)} ${round(crest - swing)} ${at(0.3)} ${y()} ${at(0.46)} ${y()}S${at(0.78)} ${round(crest + swing * 0.6)} ${right} ${y()}L${right} ${bottom}L${left} ${bottom}z`,
      fill,
    };
  });
  const [from, to] = grove;
  const trees = Array.from({ length: 8 }, () => {
    const x = from + (to - from) * random();
    const size = 3 + 3.5 * random();
    const y = top + (bottom - top) * (0.16 + 0.1 * random());
    return `${circle(x, y - size * 1.6, size)}M${round(x - 0.6)} ${round(y - size)}h1.2v${round(size * 1.2)}h-1.2z`;
  }).join('');
  const [back, ...front] = ranges;
  return [...(back === undefined ? [] : [back]), { path: trees, fill: '#9dbf95' }, ...front];
}
