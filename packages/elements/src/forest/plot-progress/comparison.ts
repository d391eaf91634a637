/** Two images of a plot from above, one over the other, and what moves between them. */
import type { Plot, PlotImage } from '@kindcart/contract';
import { html, nothing } from 'lit';
import { safeUrl } from '../../internal/safe-url.ts';
import type { WordsOfPlot } from '../../locales/forest-words.ts';
import { daySaid, percentSaid } from '../measures.ts';

/** An image from above, whose address may be loaded. */
type Aerial = PlotImage & { readonly kind: 'satellite' | 'drone' };

function isAerial(image: PlotImage): image is Aerial {
  return image.kind !== 'photo' && safeUrl(image.url) !== undefined;
}

/** Images from above, oldest first. */
export function aerialsOf({ images }: Plot): readonly Aerial[] {
  return images.filter(isAerial).sort((one, other) => one.takenOn.localeCompare(other.takenOn));
}

/** What is compared, and how the visitor says so. */
export interface Comparing {
  readonly words: WordsOfPlot;
  readonly locale: string;
  /** Which of the images is compared with the first. */
  readonly later: number;
  /** How much of it is shown, in percent. */
  readonly percent: number;
  readonly onLater: (at: number) => void;
  readonly onPercent: (percent: number) => void;
}

/** The comparison, where there are two images at least. */
export function comparison(plot: Plot, comparing: Comparing) {
  const aerials = aerialsOf(plot);
  const { words, locale, percent, onPercent } = comparing;
  const [first] = aerials;
  const last = aerials[Math.min(comparing.later, aerials.length - 1)];
  if (first === undefined || last === undefined || first === last) return nothing;
  const said = ({ kind, takenOn }: Aerial) => words.plot[kind](daySaid(takenOn, locale));
  return html`<figure part="comparison" class="comparison" aria-label=${words.plot.fromAbove}>
    <h4>${words.plot.fromAbove}</h4>
    <div class="frame" dir="ltr">
      <img src=${first.url} alt=${said(first)} width="640" height="400" loading="lazy" referrerpolicy="no-referrer">
      <img class="later" src=${last.url} alt=${said(last)} width="640" height="400" loading="lazy" referrerpolicy="no-referrer">
      <span class="edge"></span>
    </div>
    <label dir="ltr" class="slider">
      <span class="visually-hidden">${words.plot.compare}</span>
      <input
        part="compare"
        type="range"
        min="0"
        max="100"
        step="5"
        .value=${String(percent)}
        aria-valuetext=${percentSaid(percent * 100, locale)}
        @input=${(event: Event) => onPercent(numberOf(event))}
      >
    </label>
    ${aerials.length > 2 ? yearSlider(aerials, last, comparing) : nothing}
    <figcaption class="muted">
      ${[first, last].map((image) => html`<span>${said(image)}. ${words.plot.imageBy(image.credit)}</span>`)}
    </figcaption>
  </figure>`;
}

function yearSlider(
  aerials: readonly Aerial[],
  last: Aerial,
  { words, locale, onLater }: Comparing,
) {
  return html`<label class="slider years">
    <span>${words.plot.year}</span>
    <input
      part="year"
      type="range"
      min="1"
      max=${aerials.length - 1}
      .value=${String(aerials.indexOf(last))}
      aria-valuetext=${daySaid(last.takenOn, locale)}
      @input=${(event: Event) => onLater(numberOf(event))}
    >
    <output>${last.takenOn.slice(0, 4)}</output>
  </label>`;
}

function numberOf({ currentTarget }: Event): number {
  return currentTarget instanceof HTMLInputElement ? currentTarget.valueAsNumber : 0;
}
