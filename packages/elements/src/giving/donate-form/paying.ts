/**
 * Everything of the form behind its first page: asking for the gift, paying it, and what came of it.
 * In a file of its own, which is fetched while the donor fills in the first page.
 */
import type { DonationStatus } from '@kindcart/contract';
import type { Money } from '@kindcart/contract/money';
import type { Gift } from '@kindcart/store';
import { nothing } from 'lit';
import { wordsNow } from '../../internal/words.ts';
import { pay as english } from '../../locales/pay.en.ts';
import type { WordsOfForm, WordsOfPaying } from '../../locales/words.ts';
import { cameFromOf, giftOf } from './details.ts';
import type { Draft, SettledGift } from './draft.ts';
import { blockedScreen } from './end-screens.ts';
import { reasonOf } from './failures.ts';
import type { FormActions, FormModel } from './form-view.ts';
import { offerFor } from './offer.ts';
import {
  challengeScreen,
  doneScreen,
  type PayModel,
  payScreen,
  processingScreen,
} from './pay-screens.ts';
import { failureOf, isBusy, isProving } from './screen.ts';

export { After } from '../thank-you/after.ts';

interface Said {
  readonly words: WordsOfForm;
  readonly locale: string;
  readonly settled: SettledGift | undefined;
}

/** The gift to ask the platform for, with how the donor came to this page. */
export function giftHere(draft: Draft, gift: Money, { words, locale, settled }: Said): Gift {
  const cameFrom = cameFromOf(location.href, document.referrer);
  const newsWords = words.form.news;
  return giftOf(draft, gift, { locale, newsWords, cameFrom, adoptionId: settled?.adoptionId });
}

/** The screen of a gift that was asked for. */
export function payingScreen(model: FormModel, form: WordsOfForm, actions: FormActions) {
  const said = wordsNow(model.locale, english);
  if (!said) return nothing;
  const words = { ...form, ...said };
  const { donation, locale } = model;
  switch (model.screen) {
    case 'pay':
      return donation && payScreen(payModel(model, words, donation), actions);
    case 'challenge':
      return donation && challengeScreen(payModel(model, words, donation), actions);
    case 'processing':
      return donation && processingScreen(payModel(model, words, donation));
    case 'done':
      return donation && doneScreen({ words, locale, donation }, after(model), actions.again);
    case 'expired': {
      const { notCharged: why } = words.thanks;
      const what = words.failures.expired;
      return blockedScreen({ what, why, button: words.pay.startAgain }, actions.again);
    }
    case 'unanswered': {
      const { noAnswer: what, noAnswerWhy: why, checkAgain: button } = words.pay;
      return blockedScreen({ what, why, button }, actions.retry);
    }
    default:
      return nothing;
  }
}

/** Why the last try did not work, where the donor can do something about it. */
export function failureText({ screen, checkout, locale }: FormModel, { thanks }: WordsOfForm) {
  const words = wordsNow(locale, english);
  const code = failureOf(checkout);
  if (!words || !code || !/^(give|pay|challenge)$/.test(screen)) return undefined;
  return `${reasonOf(code, words)} ${checkout.status === 'failed' ? thanks.notCharged : ''}`;
}

function after({ ahead, checkout, project, locale }: FormModel) {
  if (checkout.status !== 'succeeded') return nothing;
  const { request, payment } = checkout;
  const { details } = request.body;
  const told = { email: details?.email ?? null, news: !!details?.updatesConsent };
  const title = project?.title;
  return (
    ahead.paying.module?.after.view({ locale, title, told, payment, shareUrl: undefined }) ??
    nothing
  );
}

function payModel(model: FormModel, words: WordsOfPaying, donation: DonationStatus): PayModel {
  const { project, checkout, offered, asks } = model;
  const offline = 'connection' in checkout && checkout.connection === 'offline';
  const place = project && !offered && asks('upsell') ? offerFor(project, donation) : undefined;
  const amount = place === undefined ? undefined : project?.suggestedAmounts[place];
  const offer = place !== undefined && amount ? { place, amount } : undefined;
  const waiting = { busy: isBusy(checkout), proving: isProving(checkout) };
  return { ...model, words, donation, ...waiting, offline, offer };
}
