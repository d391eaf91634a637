/** Addresses of a project's hosted page. */
import { randomBytes } from 'node:crypto';
import type { CreateDonation, Id, ProblemCode, Project } from '@kindcart/contract';
import { errors } from '@kindcart/contract/errors';
import { isId } from '@kindcart/contract/ids';
import type { Kysely } from 'kysely';
import { callerBucket } from '../../access/authenticate.ts';
import type { Database } from '../../database/schema.ts';
import type { Api } from '../../http/api.ts';
import type { Headers } from '../../http/cors.ts';
import { fingerprintOf, type IdempotencyClaim } from '../../http/idempotency.ts';
import { Refusal } from '../../http/refusal.ts';
import { type PageScript, testNote } from '../../pages/document.ts';
import { html, type Markup } from '../../pages/html.ts';
import type { Words } from '../../pages/locales/words.ts';
import type { PageNeeds } from '../../pages/policy.ts';
import {
  answerPage,
  leadTo,
  noticePage,
  type PageCall,
  servePage,
} from '../../pages/serve-page.ts';
import type { Asker } from '../../payments/guard/guard.ts';
import type { PaymentProvider } from '../../payments/port.ts';
import { findDonation, toDonationStatus } from '../donations/records.ts';
import { type Begin, createDonation, type DonationParts } from '../donations/routes.ts';
import { findProjects, toProject } from '../projects/records.ts';
import { findOwner, findPageKey, type PageKey, type ProjectOwner } from './records.ts';
import {
  type Choice,
  choiceOfLink,
  decideGift,
  type Faults,
  linkOfGift,
  readChoice,
} from './rules.ts';
import { isWaiting, refreshAfter, thanksView } from './thanks-view.ts';
import { type ProjectModel, pathOf, pictureOf, projectView, sharingHead } from './view.ts';

export interface HostedPageParts extends DonationParts {
  readonly db: Kysely<Database>;
  /** Origin under which browsers reach the platform; undefined takes the one they asked. */
  readonly publicUrl: string | undefined;
  readonly ownOrigins: () => readonly string[];
  /** The page script as it is served right now, where it is. */
  readonly pageScript: () => Promise<Omit<PageScript, 'key'> | undefined>;
  /** What the policy lets through for a provider's payments. */
  readonly needsOf: (provider: PaymentProvider) => PageNeeds;
}

/** A project with whose it is, as one visitor finds it. */
interface Visit {
  readonly call: PageCall;
  readonly project: Project;
  readonly owner: ProjectOwner;
  readonly words: Words;
  /** Address of the platform as this visitor knows it. */
  readonly base: string;
}

/** What the form says beyond the project. */
interface FormState {
  readonly status: number;
  readonly choice: Choice;
  readonly faults?: Faults;
  readonly alert?: string | Markup | undefined;
  readonly formKey?: string;
  readonly headers?: Headers;
}

/** Hangs them on the house. */
export function registerHostedPage(api: Api, parts: HostedPageParts): void {
  const { ownOrigins } = parts;
  const underWay = new Map<string, Promise<string>>();
  const path = '/give/{projectId}';

  servePage(api, { method: 'GET', path, ownOrigins }, async (call) => {
    const visit = await visitOf(parts, call);
    if (visit === undefined) return unknownProject(call);
    const choice = choiceOfLink(call.exchange.query, visit.project, visit.words.lang);
    return projectPage(parts, visit, { status: 200, choice });
  });

  servePage(api, { method: 'POST', path, ownOrigins, beginsDonation: true }, async (call) => {
    const visit = await visitOf(parts, call);
    if (visit === undefined) return unknownProject(call);
    return give(parts, visit, underWay);
  });

  servePage(api, { method: 'GET', path: `${path}/thanks`, ownOrigins }, async (call) => {
    const visit = await visitOf(parts, call);
    if (visit === undefined) return unknownProject(call);
    return thanksPage(parts, visit);
  });
}

async function visitOf(parts: HostedPageParts, call: PageCall): Promise<Visit | undefined> {
  const { projectId = '' } = call.params;
  if (!isId('project', projectId)) return undefined;
  const owner = await findOwner(parts.db, projectId);
  if (owner === undefined) return undefined;
  const [row] = await findProjects(parts.db, owner, [projectId]);
  if (row === undefined) return undefined;
  const fee = parts.providerFor(owner.livemode)?.feeTerms(row.currency);
  const project = toProject(row, fee ?? { basisPoints: 0, fixedAmount: 0 }, parts.now());
  const base = parts.publicUrl ?? new URL(call.exchange.request.url).origin;
  return { call, project, owner, words: call.wordsFor(project.language), base };
}

function unknownProject(call: PageCall): Response {
  const words = call.wordsFor();
  const { projectUnknown: title, projectUnknownHow } = words.failures;
  return noticePage(404, words, { title, lines: [projectUnknownHow] });
}

async function projectPage(
  parts: HostedPageParts,
  { project, owner, words, base }: Visit,
  { status, choice, faults = {}, alert, formKey = newFormKey(), headers }: FormState,
): Promise<Response> {
  const provider = parts.providerFor(owner.livemode);
  const model: ProjectModel = {
    project,
    words,
    choice,
    faults,
    alert,
    formKey,
    action: `${pathOf(project)}?lang=${words.lang}#give`,
    organizationName: owner.organizationName,
    nowMs: parts.now().getTime(),
    address: `${base}${pathOf(project)}`,
    script: await scriptFor(parts, owner),
    payable: payableBy(provider),
  };
  const image = pictureOf(project);
  const needs = provider === undefined ? {} : parts.needsOf(provider);
  return answerPage({
    status,
    words,
    title: project.title,
    head: sharingHead(model),
    script: model.script,
    unlisted: !project.livemode || status !== 200,
    body: projectView(model),
    needs: { ...needs, images: image === undefined ? [] : [image.url] },
    // Kept for going back, with what was typed, and never for the next visitor.
    headers: { 'Cache-Control': 'private, no-cache', Vary: 'Accept-Language', ...headers },
  });
}

function payableBy(provider: PaymentProvider | undefined): ProjectModel['payable'] {
  if (provider === undefined) return 'no';
  return provider.startRedirect === undefined ? 'scripts' : 'redirect';
}

async function scriptFor(
  parts: HostedPageParts,
  owner: ProjectOwner,
): Promise<PageScript | undefined> {
  const [script, key] = await Promise.all([parts.pageScript(), findPageKey(parts.db, owner)]);
  return script === undefined || key?.token === undefined
    ? undefined
    : { ...script, key: key.token };
}

/** A page was made for one visitor and has one key, so that sending it twice makes one gift. */
function newFormKey(): string {
  return randomBytes(18).toString('base64url');
}

const formKeyPattern = /^[\w-]{16,64}$/;

/** Makes the gift of a posted form, and leads the donor to the provider's page. */
async function give(
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
  const decided = decideGift(choice, project, words.lang);
  if ('faults' in decided) {
    return sendBack('request_invalid', { status: 422, faults: decided.faults });
  }
  if (formKey !== posted) return sendBack('request_invalid', { alert: words.form.check });
  const key = await findPageKey(parts.db, visit.owner);
  if (key === undefined) return sendBack('payments_unavailable', {});
  const asker = askerOf(visit, key);
  const claim = claimOf(visit, formKey, decided.gift);
  const begin = beginAtProvider(visit, decided.gift);
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

function beginAtProvider({ project, words, base }: Visit, gift: CreateDonation): Begin {
  return async (provider, request, donationId) => {
    if (provider.startRedirect === undefined) throw new Refusal('payments_unavailable');
    const address = `${base}${pathOf(project)}`;
    const lang = `lang=${words.lang}`;
    const again = linkOfGift(gift.gift, gift.coverFee, gift.anonymous);
    const { reference, url, expiresAt } = await provider.startRedirect({
      ...request,
      // Each try may name another donation, so each is its own payment. Nobody knows the way to one
      // whose donation was not made.
      idempotencyKey: donationId,
      description: project.title,
      language: words.lang,
      returnUrl: `${address}/thanks?donation=${donationId}&${lang}`,
      cancelUrl: `${address}?${again}&${lang}#give`,
    });
    const kept: KeptRedirect = { donationId, url };
    return { reference, expiresAt, answer: () => JSON.stringify(kept) };
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

async function thanksPage(parts: HostedPageParts, visit: Visit): Promise<Response> {
  const { call, project, owner, words } = visit;
  const id = call.exchange.query.get('donation') ?? '';
  const row = isId('donation', id) ? await findDonation(parts.db, owner, id) : undefined;
  if (row === undefined || row.project_id !== project.id) {
    const { donationUnknown: title, linkHow } = words.failures;
    const back = html`<a href="${pathOf(project)}?lang=${words.lang}"><bdi>${words.thanks.backTo(project.title)}</bdi></a>`;
    return noticePage(404, words, { title, lines: [linkHow], actions: back });
  }
  const donation = toDonationStatus(row);
  const { title, body } = thanksView({ words, project, donation, anonymous: row.anonymous });
  const ageMs = parts.now().getTime() - row.created_at.getTime();
  return answerPage({
    status: 200,
    words,
    title,
    unlisted: true,
    refresh: isWaiting(donation)
      ? { afterSeconds: refreshAfter(ageMs), address: `?donation=${id}&lang=${words.lang}` }
      : undefined,
    body: html`${!project.livemode && testNote(words)} ${body}`,
    // The address names the gift, which is nobody's business elsewhere.
    headers: { 'Referrer-Policy': 'no-referrer' },
  });
}
