/** What becomes of a form that was posted: a gift that is begun, or the form with what is wrong. */
import type { CreateDonation, Id, ProblemCode } from '@kindcart/contract';
import { errors } from '@kindcart/contract/errors';
import { callerBucket } from '../../access/authenticate.ts';
import { passMs } from '../../access/donor-pass.ts';
import { fingerprintOf, type IdempotencyClaim } from '../../http/idempotency.ts';
import { Refusal } from '../../http/refusal.ts';
import { html, type Markup } from '../../pages/html.ts';
import type { Words } from '../../pages/locales/words.ts';
import { leadTo } from '../../pages/serve-page.ts';
import type { Asker } from '../../payments/guard/guard.ts';
import type { RedirectPage, RedirectStart } from '../../payments/port.ts';
import { type Begin, createDonation, recurringOf } from '../donations/making.ts';
import { findDonation } from '../donations/records.ts';
import {
  type FormState,
  type HostedPageParts,
  newFormKey,
  projectPage,
  scriptFor,
  type Visit,
} from './page.ts';
import { findPageKey, type PageKey } from './records.ts';
import { type Choice, decideGift, linkOfGift, readChoice } from './rules.ts';
import { markEntries } from './telling/rules.ts';
import { pathOf } from './view.ts';

const formKeyPattern = /^[\w-]{16,64}$/;

/** Makes the gift of a posted form, and leads the donor to the provider's page. */
export async function give(
  parts: HostedPageParts,
  visit: Visit,
  underWay: Map<string, Promise<string>>,
): Promise<Response> {
  const { call, project, words } = visit;
  const choice = readChoice(call.form);
  const posted = call.form.get('formKey') ?? '';
  const formKey = formKeyPattern.test(posted) ? posted : newFormKey();
  const sendBack = (code: ProblemCode, state: Partial<FormState>) => {
    call.exchange.problem = code;
    return projectPage(parts, visit, { status: errors[code].status, choice, formKey, ...state });
  };
  if (project.state === 'closed') return sendBack('project_closed', {});
  const provider = parts.providerFor(project.livemode);
  if (provider?.startRedirect === undefined) return sendBack('payments_unavailable', {});
  const decided = decideGift(choice, project, {
    locale: words.lang,
    newsWords: words.form.news,
    page: `${visit.base}${pathOf(project)}`,
  });
  if ('faults' in decided) {
    return sendBack('request_invalid', { status: 422, faults: decided.faults });
  }
  if (formKey !== posted) return sendBack('request_invalid', { alert: words.form.check });
  const key = await findPageKey(parts.db, visit.owner);
  if (key === undefined) return sendBack('payments_unavailable', {});
  const asker = askerOf(visit, key);
  const claim = claimOf(visit, formKey, decided.gift);
  const begin = beginAtProvider(parts, visit, decided.gift, choice);
  try {
    // A second press of the button waits for the first: its answer is the one that browsers show.
    const begun =
      underWay.get(claim.key) ??
      createDonation(parts, visit.owner, decided.gift, claim, { asker, begin }).then(
        ({ text }) => text,
      );
    underWay.set(claim.key, begun);
    return leadOn(parts, visit, await begun);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, retryAfterSeconds } = error;
    const wait = retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) };
    const said =
      code === 'proof_required'
        ? { alert: proofWords(visit, (await scriptFor(parts, visit.owner)) !== undefined) }
        : refusalWords(code, words);
    return sendBack(code, { ...said, headers: { ...error.headers, ...wait } });
  } finally {
    underWay.delete(claim.key);
  }
}

/** The guard counts who gives without scripts by the key that the page's scripts would ask with. */
function askerOf({ call, owner: { organizationId } }: Visit, key: PageKey): Asker {
  const address = callerBucket(call.exchange);
  return { organizationId, keyId: key.id, address, origin: '', proof: undefined };
}

/** A form without scripts proves nothing: the page with scripts does, where there is one. */
function proofWords({ project, words }: Visit, hasScript: boolean): string | Markup {
  const { robot, robotHow, paused } = words.form;
  if (!hasScript) return paused;
  return html`${robot} <a href="${pathOf(project)}?lang=${words.lang}#give">${robotHow}</a>`;
}

/** Another choice sent from the same page is another gift: the first was never paid. */
function claimOf(
  { owner, project }: Visit,
  formKey: string,
  gift: CreateDonation,
): IdempotencyClaim {
  const { organizationId, livemode } = owner;
  const fingerprint = fingerprintOf({ projectId: project.id }, gift);
  const key = `${formKey}.${fingerprint.slice(0, 32)}`;
  return { organizationId, livemode, route: 'giveByPage', key, fingerprint };
}

/** What is kept of a gift that was begun on the page, for when its form is sent again. */
interface KeptRedirect {
  readonly donationId: Id<'donation'>;
  readonly url: string;
}

function beginAtProvider(
  parts: HostedPageParts,
  visit: Visit,
  gift: CreateDonation,
  choice: Choice,
): Begin {
  return async (provider, request, donationId, repetition) => {
    // Each try may name another donation, so each is its own payment. Nobody knows the way to one
    // whose donation was not made.
    const asked = {
      ...request,
      idempotencyKey: donationId,
      ...redirectPage(parts, visit, gift, choice, donationId),
    };
    if (repetition === undefined) {
      if (provider.startRedirect === undefined) throw new Refusal('payments_unavailable');
      return begunOnPage(donationId, await provider.startRedirect(asked));
    }
    const { startRedirect } = recurringOf(provider);
    if (startRedirect === undefined) throw new Refusal('payments_unavailable');
    const started = await startRedirect({ ...asked, ...repetition });
    const { recurringGiftId: id, anchorAt } = started;
    return {
      ...begunOnPage(donationId, started),
      recurring: { id, interval: repetition.interval, anchorAt },
    };
  };
}

function begunOnPage(donationId: Id<'donation'>, { reference, url, expiresAt }: RedirectStart) {
  const kept: KeptRedirect = { donationId, url };
  return { reference, expiresAt, answer: () => JSON.stringify(kept) };
}

/** What the provider's page says, and the ways back from it. */
function redirectPage(
  { receipts }: HostedPageParts,
  { project, owner, words, base }: Visit,
  { gift, coverFee, anonymous }: CreateDonation,
  { interval, utm }: Choice,
  donationId: Id<'donation'>,
): RedirectPage {
  const address = `${base}${pathOf(project)}`;
  const { organizationId, livemode } = owner;
  const payer = { organizationId, livemode, emailKey: null, receiptId: null, donationId };
  const { token: pass } = receipts.passes.seal('thanks', payer, passMs.thanks);
  const back = new URLSearchParams({ donation: donationId, pass, lang: words.lang });
  const again = new URLSearchParams(linkOfGift({ gift, interval, coverFee, anonymous }));
  for (const [name, value] of [...markEntries(utm), ['lang', words.lang]]) again.set(name, value);
  return {
    description: project.title,
    language: words.lang,
    returnUrl: `${address}/thanks?${back}`,
    cancelUrl: `${address}?${again}#give`,
  };
}

/** To the provider's page, or to the result where the form was sent again after all was done. */
async function leadOn(parts: HostedPageParts, visit: Visit, text: string): Promise<Response> {
  const { donationId, url }: KeptRedirect = JSON.parse(text);
  const row = await findDonation(parts.db, visit.owner, donationId);
  if (row === undefined || row.state === 'pending') return leadTo(url);
  const { project, words, base } = visit;
  return leadTo(`${base}${pathOf(project)}/thanks?donation=${donationId}&lang=${words.lang}`);
}

/** A refusal in words, beside the field that it is about where there is one. */
function refusalWords(code: ProblemCode, words: Words): Pick<FormState, 'faults' | 'alert'> {
  switch (code) {
    case 'amount_too_small':
      return { faults: { amount: 'too_small' } };
    case 'amount_too_large':
      return { faults: { amount: 'too_large' } };
    case 'project_closed':
      return { alert: words.form.closed };
    case 'giving_paused':
      return { alert: words.form.paused };
    case 'payments_unavailable':
      return { alert: words.form.unavailable };
    default:
      return { alert: `${words.failures.general}. ${words.common.notCharged}` };
  }
}
