import type { CallError } from '@kindcart/client';
import type { Subject } from '@kindcart/store/donor';
import { html, nothing } from 'lit';
import type { DonorWords } from '../../locales/donor-words.ts';
import type { VisitModel } from './visit-view.ts';

/** Whether something is being done to it just now. */
export function isBusy({ visit }: VisitModel, subject: Subject): boolean {
  return visit.acts[subject]?.error === null;
}

/** What became of what was asked for, beside what it was done to. */
export function actNote({ visit, words }: VisitModel, subject: Subject) {
  const error = visit.acts[subject]?.error;
  if (error) return html`<p part="note" class="wrong" role="alert">${reasonOf(error, words)}</p>`;
  if (visit.done?.subject !== subject) return nothing;
  // The live region says it; here it is for the eyes.
  return html`<p part="note" class="done" aria-hidden="true">${words.visit.done[visit.done.name]}</p>`;
}

/** One plain reason for a donor. */
function reasonOf({ code }: CallError, { visit }: Pick<DonorWords, 'visit'>): string {
  switch (code) {
    case 'network_error':
    case 'timeout':
      return visit.noAnswer;
    case 'rate_limited':
      return visit.tooMuch;
    case 'recurring_gift_over':
    case 'recurring_gift_unknown':
    case 'recurring_gift_not_started':
    case 'project_closed':
      return visit.endedMeanwhile;
    default:
      return visit.general;
  }
}
