import type { DonorPage, Visit } from '@kindcart/store/donor';
import { html, nothing } from 'lit';
import type { DonorWords, WordsOfVisit } from '../../locales/donor-words.ts';
import { visit as english } from '../../locales/visit.en.ts';
import { donorWordsNow } from './donor-words.ts';
import { giftsView } from './gifts-view.ts';
import { isolated } from './isolated.ts';
import type { Panel, PanelKind, PanelOf } from './panel.ts';
import { recurringView } from './recurring-view.ts';
import { settingsView } from './settings-view.ts';
import { styles } from './visit.styles.ts';
import { yearsView } from './years-view.ts';

/** Everything that is shown to the donor who is in. */
export interface VisitModel {
  readonly visit: Visit;
  readonly words: WordsOfVisit;
  readonly locale: string;
  readonly opened: PanelOf | undefined;
  /** Undefined while the code of what is opened is on its way. */
  readonly panel: Panel | undefined;
  /** That code could not be fetched. */
  readonly missing: boolean;
}

/** Everything that the donor can do. */
export interface VisitActions {
  readonly page: DonorPage;
  readonly open: (kind: PanelKind, id: PanelOf['id']) => void;
}

export const visitStyles = [styles];

/** The words, once they are here. */
export function wordsOf(locale: string) {
  return donorWordsNow(locale, english);
}

/** What is said when the platform has confirmed something. */
export function saidOf(name: keyof DonorWords['visit']['done'], locale: string): string {
  return wordsOf(locale)?.visit.done[name] ?? '';
}

/** Draws the page of a donor. */
export function visitView(model: VisitModel, actions: VisitActions) {
  const { visit, words } = model;
  const { email, organizationName, livemode } = visit.donor;
  return html`<div class="visit">
    <header>
      <h2 part="title" class="title" id="title" tabindex="-1">${words.visit.hello}</h2>
      <p class="muted">${words.visit.whose(isolated(email), isolated(organizationName))}</p>
      ${livemode ? nothing : html`<p part="test-mode" class="test-mode">${words.common.testMode}</p>`}
    </header>
    ${recurringView(model, actions)} ${giftsView(model, actions)} ${yearsView(model)}
    ${settingsView(model, actions)}
  </div>`;
}
