/** The sandbox's own page to pay on, for donors who are sent to it. It needs no scripts. */
import type { Id } from '@kindcart/contract';
import { confirmSandboxPaymentSchema, type FieldError, parse, testCards } from '@kindcart/contract';
import { isId } from '@kindcart/contract/ids';
import type { Api } from '../../../http/api.ts';
import { Refusal } from '../../../http/refusal.ts';
import { noticeOf } from '../../../pages/document.ts';
import { html, type Markup } from '../../../pages/html.ts';
import type { Words } from '../../../pages/locales/words.ts';
import {
  answerPage,
  leadTo,
  noticePage,
  type PageCall,
  servePage,
} from '../../../pages/serve-page.ts';
import type { Sandbox } from '../sandbox.ts';
import {
  type CardModel,
  cardView,
  emptyCard,
  type PayModel,
  questionView,
  sandboxNote,
} from './view.ts';

/** Hangs it on the house. */
export function registerSandboxPage(
  api: Api,
  sandbox: Sandbox,
  ownOrigins: () => readonly string[],
): void {
  const path = '/sandbox/pay/{reference}';
  servePage(api, { method: 'GET', path, ownOrigins }, async (call) => {
    const visit = await visitOf(sandbox, call);
    return visit === undefined ? unknownPayment(call) : payPage(visit);
  });
  servePage(api, { method: 'POST', path, ownOrigins }, async (call) => {
    const visit = await visitOf(sandbox, call);
    return visit === undefined ? unknownPayment(call) : pay(sandbox, visit);
  });
}

/** A payment and the donor at it. */
interface Visit extends PayModel {
  readonly call: PageCall;
  readonly reference: Id<'payment'>;
  readonly secret: string;
}

async function visitOf(sandbox: Sandbox, call: PageCall): Promise<Visit | undefined> {
  const { reference = '' } = call.params;
  const secret = call.exchange.query.get('secret') ?? '';
  if (!isId('payment', reference)) return undefined;
  try {
    const look = await sandbox.look(reference, secret);
    const words = call.wordsFor(look.redirect.language);
    const query = new URLSearchParams({ secret, lang: words.lang });
    return { call, reference, secret, look, words, action: `/sandbox/pay/${reference}?${query}` };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'payment_unknown') return undefined;
    throw error;
  }
}

function unknownPayment(call: PageCall): Response {
  const words = call.wordsFor();
  const { paymentUnknown: title, linkHow } = words.failures;
  return noticePage(404, words, { title, lines: [linkHow], kind: 'bad' });
}

/** The page for how far the payment is; one that is paid has none any more. */
function payPage(visit: Visit): Response {
  const { words, look } = visit;
  const { returnUrl } = look.redirect;
  if (look.tooLate) return endPage(visit, 409, words.thanks.expired);
  switch (look.state) {
    case undefined:
      return answer(visit, 200, words.pay.title, cardView(visit, emptyCard));
    case 'requires_action':
      return answer(visit, 200, words.pay.askedToConfirm, questionView(visit));
    case 'processing':
    case 'succeeded':
      return leadTo(returnUrl);
    case 'failed':
    case 'expired':
      return endPage(visit, 200, words.thanks.declined);
  }
}

/** Says that nothing was paid, in one way for all cards, and leads back. */
function endPage(visit: Visit, status: number, why: string): Response {
  const { words, look } = visit;
  const back = html`<a class="button" href="${look.redirect.returnUrl}">${words.pay.goBack}</a>`;
  const lines = [`${why} ${words.common.notCharged}`];
  const title = words.thanks.failed;
  return answer(visit, status, title, noticeOf({ title, lines, actions: back, kind: 'bad' }));
}

function answer({ words, look }: Visit, status: number, title: string, main: Markup): Response {
  const body = html`${sandboxNote(words)} ${main}`;
  const needs = { formTargets: [look.redirect.returnUrl] };
  // The address is the right to pay, so that no other page may learn of it.
  return answerPage({ status, words, title, unlisted: true, body, needs });
}

async function pay(sandbox: Sandbox, visit: Visit): Promise<Response> {
  const { call, reference, secret, action, words } = visit;
  try {
    const answered = call.form.get('answer');
    if (answered === null) {
      const card = cardOf(call.form);
      const parsed = parse(confirmSandboxPaymentSchema, { clientSecret: secret, card });
      if (!parsed.ok) return cardAgain(visit, parsed.fields);
      await sandbox.confirm(reference, secret, parsed.value.card);
    } else {
      await sandbox.authenticate(reference, secret, answered === 'approve');
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'card_invalid') return cardAgain(visit, error.fields);
    // A gift that repeats and was ended before it was paid, as when its project closed.
    if (error.code === 'payment_closed' && visit.look.state === undefined && visit.look.interval)
      return endPage(visit, 409, words.thanks.expired);
    // Finished, paid or too late: the page for that says so.
  }
  return leadTo(action);
}

/** A card as people type it: full-width digits, and a date without its slash. */
function cardOf(form: URLSearchParams) {
  const typed = (name: string) => (form.get(name) ?? '').normalize('NFKC').trim();
  return {
    number: typed('number').replaceAll('-', ' '),
    expiry: typed('expiry').replace(/^(\d\d)(\d\d)$/, '$1/$2'),
    cvc: typed('cvc'),
  };
}

function cardAgain(visit: Visit, fields: readonly FieldError[]): Response {
  const { call, words } = visit;
  call.exchange.problem = 'card_invalid';
  const faults = Object.fromEntries(
    fields.map(({ field, message }) => [
      field.replace('card.', ''),
      faultWords(field, message, words),
    ]),
  );
  const card: CardModel = {
    number: call.form.get('number') ?? '',
    expiry: call.form.get('expiry') ?? '',
    faults,
  };
  return answer(visit, 422, words.pay.title, cardView(visit, card));
}

function faultWords(field: string, message: string, { pay }: Words): string {
  switch (field) {
    case 'card.number':
      return /not a test card/.test(message)
        ? pay.notTestCard(testCards.succeeds)
        : pay.numberWrong;
    case 'card.expiry':
      return /past/.test(message) ? pay.expiryPast : pay.expiryWrong;
    default:
      return pay.cvcWrong;
  }
}
