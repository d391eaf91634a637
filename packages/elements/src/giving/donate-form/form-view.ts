import type { DonationStatus, Project } from '@kindcart/contract';
import type { CheckoutState } from '@kindcart/store';
import { html, nothing } from 'lit';
import type { WordsOfForm } from '../../locales/words.ts';
import type { Draft } from './draft.ts';
import { blockedScreen, closedScreen, doneScreen, skeleton } from './end-screens.ts';
import { reasonOf } from './failures.ts';
import { type GiveActions, type GiveModel, giveScreen } from './give-screen.ts';
import { offerFor } from './offer.ts';
import {
  challengeScreen,
  type PayActions,
  type PayModel,
  payScreen,
  processingScreen,
} from './pay-screens.ts';
import { failureOf, isBusy, isProving, type ScreenName } from './screen.ts';

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
  readonly dedication: GiveModel['dedication'];
  /** What follows a gift, which is fetched while the payment is on its way. */
  readonly after: typeof import('../thank-you/after.ts') | undefined;
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

function alertText({ screen, checkout, staying, fieldsFailed }: FormModel, words: WordsOfForm) {
  if (staying) return words.form.stayWhilePaying;
  if (fieldsFailed && screen === 'pay') return words.form.fieldsFailed;
  const code = failureOf(checkout);
  const failed = code && ['give', 'pay', 'challenge'].includes(screen);
  return failed && `${reasonOf(code, words)} ${notCharged(checkout, words)}`;
}

function notCharged(checkout: CheckoutState, words: WordsOfForm): string {
  return checkout.status === 'failed' ? words.thanks.notCharged : '';
}

/** What a screen reader hears when the screen changes by itself. */
function status({ screen, checkout, donation }: FormModel, words: WordsOfForm): string {
  if (screen === 'loading') return words.common.loading;
  if (screen === 'processing') return `${words.thanks.processing}. ${words.thanks.processingWhy}`;
  if (screen === 'done' && donation) return words.thanks.thanks;
  if (checkout.status === 'confirming') return words.form.confirming;
  if (isProving(checkout)) return words.form.checking;
  return checkout.status === 'creating' ? words.form.preparing : '';
}

function screen(model: FormModel, words: WordsOfForm, actions: FormActions) {
  const { project, donation, locale } = model;
  switch (model.screen) {
    case 'give':
      return project && giveScreen({ ...model, project, words, ...waiting(model) }, actions);
    case 'closed':
      return project && closedScreen(project, words, locale);
    case 'done':
      return (
        donation && doneScreen({ words, locale, donation, after: after(model) }, actions.again)
      );
    case 'pay':
      return donation && payScreen(payModel(model, words, donation), actions);
    case 'challenge':
      return donation && challengeScreen(payModel(model, words, donation), actions);
    case 'processing':
      return donation && processingScreen(payModel(model, words, donation));
    default:
      return blocked(model, words, actions);
  }
}

function after({ after, checkout, donation, project, locale }: FormModel) {
  if (!donation || !('request' in checkout)) return nothing;
  const { details } = checkout.request.body;
  const told = { email: details?.email ?? null, news: !!details?.updatesConsent };
  const title = project?.title;
  return after?.afterView({ donation, locale, title, told, shareUrl: undefined }) ?? nothing;
}

function payModel(model: FormModel, words: WordsOfForm, donation: DonationStatus): PayModel {
  const { checkout } = model;
  const offline = 'connection' in checkout && checkout.connection === 'offline';
  const { project, offered, asks } = model;
  const place = project && !offered && asks('upsell') ? offerFor(project, donation) : undefined;
  const offer = place === undefined ? undefined : project?.suggestedAmounts[place];
  return { ...model, words, donation, ...waiting(model), offline, offer };
}

function waiting({ checkout }: FormModel) {
  return { busy: isBusy(checkout), proving: isProving(checkout) };
}

function blocked({ screen, offline }: FormModel, words: WordsOfForm, actions: FormActions) {
  const { form, common } = words;
  switch (screen) {
    case 'expired': {
      const { notCharged: why } = words.thanks;
      const what = words.failures.expired;
      return blockedScreen({ what, why, button: form.startAgain }, actions.again);
    }
    case 'unanswered': {
      const { noAnswer: what, noAnswerWhy: why, checkAgain: button } = form;
      return blockedScreen({ what, why, button }, actions.retry);
    }
    case 'unreachable': {
      const { noConnection, noConnectionHow, tryAgain: button } = common;
      return offline
        ? blockedScreen({ what: noConnection, why: noConnectionHow, button }, actions.reload)
        : blockedScreen({ what: form.loadFailed, button }, actions.reload);
    }
    default: {
      const what = screen === 'unknown' ? common.projectUnknown : common.unavailable;
      return blockedScreen({ what }, actions.reload);
    }
  }
}
