import type { Species } from '@kindcart/contract';
import { sizeCm } from '@kindcart/contract/growth';
import { html, svg } from 'lit';
import type { WordsOfPicker } from '../../locales/forest-words.ts';

/** Ages at which a tree is drawn, in years. */
const agesDrawn = [1, 5, 10, 20] as const;
/** Height of the person beside it, in centimetres. */
const personCm = 170;

/** A length as a reader says it: in centimetres below a metre, then in metres. */
export function lengthText(cm: number, locale: string): string {
  const unit = cm < 100 ? 'centimeter' : 'meter';
  const value = cm < 100 ? Math.max(1, Math.round(cm)) : cm / 100;
  const style = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, style).format(value);
}

function ageText(years: number, locale: string): string {
  const style = { style: 'unit', unit: 'year', unitDisplay: 'short' } as const;
  return new Intl.NumberFormat(locale, style).format(years);
}

/** A kind of tree at four ages, drawn to one scale beside a person. */
export function growthView({ growth }: Species, words: WordsOfPicker, locale: string) {
  const trees = agesDrawn.map((years) => ({
    age: ageText(years, locale),
    heightCm: sizeCm(growth.height, years),
    crownCm: sizeCm(growth.crown, years),
  }));
  const columnCm = 1.15 * Math.max(personCm, ...trees.map(({ crownCm }) => crownCm));
  const topCm = 1.02 * Math.max(personCm, ...trees.map(({ heightCm }) => heightCm));
  const heights = trees.map(({ age, heightCm }) => `${age}: ${lengthText(heightCm, locale)}`);
  const list = new Intl.ListFormat(locale, { type: 'unit' }).format(heights);
  const told = words.picker.growth(list, lengthText(personCm, locale));
  return html`<div part="growth" class="growth" role="img" aria-label=${told}>
    <svg viewBox="0 ${-topCm} ${5 * columnCm} ${topCm}" aria-hidden="true">
      ${personAt(columnCm / 2)}
      ${trees.map(({ heightCm, crownCm }, place) => treeAt((place + 1.5) * columnCm, heightCm, crownCm))}
      <path class="ground" d="M0 0H${5 * columnCm}" vector-effect="non-scaling-stroke" />
    </svg>
    <div class="ages" aria-hidden="true">
      <span>${words.picker.person}<br />${lengthText(personCm, locale)}</span>
      ${trees.map(({ age, heightCm }) => html`<span>${age}<br />${lengthText(heightCm, locale)}</span>`)}
    </div>
  </div>`;
}

// Outside of `<svg>` tags that close themselves do not survive being made small.
function treeAt(x: number, heightCm: number, crownCm: number) {
  // A crown reaches lower the wider it is: shrubs are nearly all crown.
  const crownHigh = heightCm * Math.min(0.92, 0.6 + 0.3 * (crownCm / Math.max(heightCm, 1)));
  const middle = -(heightCm - crownHigh / 2);
  const trunk = Math.max(heightCm * 0.035, 3);
  return svg`<path class="trunk" d="M${x - trunk / 2} 0L${x - trunk / 4} ${middle}H${x + trunk / 4}L${x + trunk / 2} 0Z"></path>
    <ellipse class="crown" cx=${x} cy=${middle} rx=${crownCm / 2} ry=${crownHigh / 2}></ellipse>`;
}

function personAt(x: number) {
  return svg`<g class="person">
    <circle cx=${x} cy=${-157} r="13"></circle>
    <path d="M${x - 24} -132Q${x} -146 ${x + 24} -132L${x + 20} -78H${x + 14}V0H${x + 3}V-72H${x - 3}V0H${x - 14}V-78H${x - 20}Z"></path>
  </g>`;
}
