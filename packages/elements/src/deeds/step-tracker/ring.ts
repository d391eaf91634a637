import { html, svg, type TemplateResult } from 'lit';

/** What stands within a ring. */
export interface RingText {
  readonly number: string;
  readonly unit: string;
  readonly worth: string;
}

/** Around the ring, in units of the drawing. */
const around = 1_000;

function arc(part: string, share: number) {
  const length = Math.round(around * Math.max(0, Math.min(share, 1)));
  // A round end would show a dot for nothing.
  if (length === 0) return svg``;
  return svg`<circle class=${part} cx="60" cy="60" r="52" pathLength=${around}
    stroke-dasharray="${length} ${around}" />`;
}

/**
 * A day's steps as a ring, with what was given of them within it.
 *
 * @param label - all of it in a sentence, for who does not see it
 * @param steps - of what a day can count, as a share
 * @param given - the same of what has been given
 */
export function ring(label: string, steps: number, given: number, said: RingText): TemplateResult {
  return html`<div part="ring" class="ring" role="img" aria-label=${label}>
    <svg viewBox="0 0 120 120" aria-hidden="true" focusable="false">
      <circle class="track" cx="60" cy="60" r="52" />
      ${arc('counted', steps)} ${arc('given', given)}
    </svg>
    <div class="within" aria-hidden="true">
      <strong part="steps">${said.number}</strong>
      <span>${said.unit}</span>
      <span part="worth" class="worth">${said.worth}</span>
    </div>
  </div>`;
}

/** The same before the day's steps are known: no number is shown that another would take the place of. */
export function emptyRing(label: string): TemplateResult {
  return html`<div part="ring" class="ring" role="img" aria-label=${label} aria-busy="true">
    <svg viewBox="0 0 120 120" aria-hidden="true" focusable="false">
      <circle class="track" cx="60" cy="60" r="52" />
    </svg>
  </div>`;
}
