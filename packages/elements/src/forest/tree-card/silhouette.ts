/** A tree drawn to scale beside a person, in centimetres. */
import type { Species } from '@kindcart/contract';
import { svg } from 'lit';

/** How tall the person is. */
export const personCm = 170;

/** What stays lower than this, or grows nearly as wide as high, is drawn with many stems. */
const shrubMaxCm = 800;
const shrubWidth = 0.8;

type Habit = 'shrub' | 'conifer' | 'broadleaf';

/** What the kind looks like from afar. */
export function habitOf({ latinName, growth }: Pick<Species, 'latinName' | 'growth'>): Habit {
  if (/^(Abies|Cedrus|Cupressus|Juniperus|Larix|Picea|Pinus|Platycladus) /.test(latinName)) {
    return 'conifer';
  }
  const isWide = growth.crown.maxCm >= growth.height.maxCm * shrubWidth;
  return isWide || growth.tallestCm <= shrubMaxCm ? 'shrub' : 'broadleaf';
}

/** Measures of a drawing, all of them in centimetres; the ground is at zero and up is negative. */
interface Drawing {
  readonly habit: Habit;
  readonly heightCm: number;
  readonly crownCm: number;
}

/** The box around a tree of these measures and the person beside it. */
export function boxOf({ heightCm, crownCm }: Omit<Drawing, 'habit'>) {
  const height = Math.max(heightCm, personCm) * 1.08;
  return { x: -crownCm / 2, y: -height, width: crownCm + personCm * 0.6, height };
}

/** Closed by name: what makes templates small takes the slash off a lone tag outside of its drawing. */
function crownOf({ habit, heightCm: h, crownCm }: Drawing) {
  const r = crownCm / 2;
  if (habit === 'conifer') {
    return svg`<path class="wood" d="M${-h * 0.02} 0h${h * 0.04}v${-h * 0.3}h${-h * 0.04}z"></path>
      <path class="leaves" d="M0 ${-h}L${r * 0.6} ${-h * 0.55}H${r * 0.35}L${r} ${-h * 0.15}H${-r}L${-r * 0.35} ${-h * 0.55}H${-r * 0.6}Z"></path>`;
  }
  if (habit === 'shrub') {
    return svg`<path class="stems" d="M0 0Q${-r * 0.2} ${-h * 0.4} ${-r * 0.6} ${-h * 0.7}M0 0Q${r * 0.05} ${-h * 0.5} ${r * 0.05} ${-h * 0.85}M0 0Q${r * 0.25} ${-h * 0.35} ${r * 0.65} ${-h * 0.65}"></path>
      <path class="leaves" d="M${-r} ${-h * 0.45}Q${-r} ${-h * 0.85} ${-r * 0.4} ${-h * 0.9}Q${0} ${-h * 1.08} ${r * 0.4} ${-h * 0.92}Q${r} ${-h * 0.85} ${r} ${-h * 0.45}Q${r * 0.6} ${-h * 0.2} 0 ${-h * 0.3}Q${-r * 0.6} ${-h * 0.2} ${-r} ${-h * 0.45}Z"></path>`;
  }
  return svg`<path class="wood" d="M${-h * 0.03} 0L${-h * 0.015} ${-h * 0.6}H${h * 0.015}L${h * 0.03} 0z"></path>
    <ellipse class="leaves" cx="0" cy="${-h * 0.65}" rx="${r}" ry="${h * 0.35}"></ellipse>`;
}

/** The drawing; `label` says what is to be seen. */
export function silhouette(drawing: Drawing, label: string) {
  const { x, y, width, height } = boxOf(drawing);
  const personX = drawing.crownCm / 2 + personCm * 0.4;
  return svg`<svg class="drawing" role="img" aria-label=${label} preserveAspectRatio="xMidYMax meet" viewBox="${x} ${y} ${width} ${height}">
    ${crownOf(drawing)}
    <g class="person" transform="translate(${personX} 0)">
      <circle cx="0" cy="-158" r="12"></circle>
      <path d="M-12 -142Q0 -147 12 -142Q21 -139 21 -130L22 -82Q22 -76 17 -77L15 -112L14 -78L11 0H2L0 -68L-2 0H-11L-14 -78L-15 -112L-17 -77Q-22 -76 -22 -82L-21 -130Q-21 -139 -12 -142Z"></path>
    </g>
  </svg>`;
}
