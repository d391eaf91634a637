import type { ParticipantDay } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import { html, type TemplateResult } from 'lit';
import { daySaid, numberSaid } from '../measures.ts';
import type { FoldScene } from './more.ts';

/** The days on which somebody walked, the last first. */
export function daysView({ walk, words, locale }: FoldScene): TemplateResult {
  const { walker, deeds } = words;
  if (walk.days.length === 0) return html`<p class="muted">${walker.noDays}</p>`;
  const stateOf = ({ sources }: ParticipantDay) => {
    if (sources.some(({ state }) => state === 'under_review')) return walker.dayUnderReview;
    return sources.some(({ state }) => state === 'counted') ? '' : walker.dayRefused;
  };
  return html`<ul>
    ${walk.days.map((each) => {
      const said = [
        deeds.steps(each.counted, numberSaid(each.counted, locale)),
        formatMoney(each.given, locale),
        stateOf(each),
      ];
      return html`<li part="day" class="line">
        <time datetime=${each.day}>${daySaid(each.day, locale)}</time>
        <span>${said.filter((text) => text !== '').join(' · ')}</span>
      </li>`;
    })}
  </ul>`;
}
