import type { DonationStatus, Project } from '@kindcart/contract';
import type { CheckoutState } from '@kindcart/store';
import { html, nothing } from 'lit';
import type { WordsOfForm } from '../../locales/words.ts';
import type { Ahead } from './ahead.ts';
import type { Draft } from './draft.ts';
import { blockedScreen, closedScreen, skeleton } from './end-screens.ts';
import { type GiveActions, type GiveModel, giveScreen } from './give-screen.ts';
import type { PayActions } from './pay-screens.ts';
import { isBusy, isProving, type ScreenName } from './screen.ts';

/** Everything that the form shows. */
export interface FormModel {
  readonly screen: ScreenName;
  /** Undefined while they are being fetched. */
  readonly words: WordsOfForm | undefined;
  readonly locale: string;
  readonly project: Project | undefined;
  /** As the platform last told. */
  readonly donation: DonationStatus | null | undefined;
  readonly checkout: CheckoutState;
  readonly draft: Draft;
  readonly errors: GiveModel['errors'];
  readonly asks: GiveModel['asks'];
  readonly settled: GiveModel['settled'];
  readonly dedication: GiveModel['dedication'];
  readonly ahead: Ahead;
  /** Whether a monthly gift has been offered and taken, so that it is not again. */
  readonly offered: boolean;
  readonly staying: boolean;
  readonly fieldsFailed: boolean;
  /** Whether what kept the project away was the connection. */
  readonly offline: boolean;
}

/** Everything that a donor can do. */
export interface FormActions extends GiveActions, PayActions {
  readonly again: () => void;
  readonly retry: () => void;
  readonly reload: () => void;
}

/** The frame that stays from screen to screen, and the screen in it. */
export function formView(model: FormModel, actions: FormActions) {
  const { words, project } = model;
  const known = words && model.screen !== 'loading';
  return html`<div class="form" lang=${words?.lang ?? nothing}>
    ${known ? html`${heading(project, words)} ${alert(model, words)} ${screen(model, words, actions)}` : skeleton()}
    <p class="visually-hidden" role="status">${words ? status(model, words) : ''}</p>
  </div>`;
}

function heading(project: Project | undefined, words: WordsOfForm) {
  if (!project) return nothing;
  // Isolated, so that a title written from right to left cannot turn the sentence around it.
  const title = words.form.giveTo(`\u2068${project.title}\u2069`);
  return html`<h2 part="title" id="title" class="title" tabindex="-1">${title}</h2>
    ${project.livemode ? nothing : html`<p part="test-mode" class="test-mode">${words.common.testMode}</p>`}`;
}

function alert(model: FormModel, words: WordsOfForm) {
  const text = alertText(model, words);
  return text ? html`<p part="alert" class="alert" role="alert">${text}</p>` : nothing;
}

function alertText(model: FormModel, words: WordsOfForm) {
  if (model.staying) return words.form.stayWhilePaying;
  const unfetched = model.fieldsFailed && model.screen === 'pay';
  if (unfetched || model.ahead.onward === 'failed') return words.form.fieldsFailed;
  return model.ahead.paying.module?.failureText(model, words);
}

/** What a screen reader hears when the screen changes by itself. */
function status({ screen, checkout, donation, ahead }: FormModel, words: WordsOfForm): string {
  if (screen === 'loading') return words.common.loading;
  if (screen === 'processing') return `${words.thanks.processing}. ${words.thanks.processingWhy}`;
  if (screen === 'done' && donation) return words.thanks.thanks;
  if (checkout.status === 'confirming') return words.form.confirming;
  if (isProving(checkout)) return words.form.checking;
  return checkout.status === 'creating' || ahead.onward === 'coming' ? words.form.preparing : '';
}

function screen(model: FormModel, words: WordsOfForm, actions: FormActions) {
  const { project, checkout, locale } = model;
  const { noConnection, noConnectionHow, tryAgain: button, ...common } = words.common;
  switch (model.screen) {
    case 'give': {
      const busy = isBusy(checkout) || model.ahead.onward === 'coming';
      const waiting = { busy, proving: isProving(checkout) };
      return project && giveScreen({ ...model, project, words, ...waiting }, actions);
    }
    case 'closed':
      return project && closedScreen(project, words, locale);
    case 'unreachable': {
      const reload = () => {
        model.ahead.paying.fetch();
        actions.reload();
      };
      return model.offline
        ? blockedScreen({ what: noConnection, why: noConnectionHow, button }, reload)
        : blockedScreen({ what: words.form.loadFailed, button }, reload);
    }
    case 'unknown':
      return blockedScreen({ what: common.projectUnknown }, actions.reload);
    case 'misconfigured':
      return blockedScreen({ what: common.unavailable }, actions.reload);
    default:
      return model.ahead.paying.module?.payingScreen(model, words, actions);
  }
}
