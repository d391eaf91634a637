/** Addresses of a project's hosted page. */
import { isId } from '@kindcart/contract/ids';
import type { Api } from '../../http/api.ts';
import { testNote } from '../../pages/document.ts';
import { html } from '../../pages/html.ts';
import {
  answerPage,
  leadTo,
  noticePage,
  type PageCall,
  servePage,
} from '../../pages/serve-page.ts';
import { findDonation, toDonationStatus } from '../donations/records.ts';
import { issueReceipt } from '../receipts/issue.ts';
import { giftFacts } from '../receipts/records.ts';
import { leftOf } from '../receipts/rules.ts';
import { give } from './give.ts';
import { type HostedPageParts, projectPage, type Visit, visitOf } from './page.ts';
import { findRepetition } from './records.ts';
import { choiceOfLink, nextChargeOf } from './rules.ts';
import { isWaiting, refreshAfter, thanksView } from './thanks-view.ts';
import { pathOf } from './view.ts';

/** Hangs them on the house. */
export function registerHostedPage(api: Api, parts: HostedPageParts): void {
  const { ownOrigins } = parts;
  const underWay = new Map<string, Promise<string>>();
  const path = '/give/{projectId}';

  servePage(api, { method: 'GET', path, ownOrigins }, async (call) => {
    const visit = await visitOf(parts, call);
    if (visit === undefined) return unknownProject(call);
    const { query } = call.exchange;
    const referrer = referrerOf(call, visit.base);
    const choice = { ...choiceOfLink(query, visit.project, visit.words.lang), referrer };
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

  servePage(api, { method: 'GET', path: `${path}/receipt`, ownOrigins }, async (call) => {
    const visit = await visitOf(parts, call);
    if (visit === undefined) return unknownProject(call);
    return receiptPage(parts, visit);
  });
}

/** Address of the page before; empty where it is not told, and for a page of the platform's own. */
function referrerOf({ exchange }: PageCall, base: string): string {
  const referrer = exchange.header('referer') ?? '';
  return URL.canParse(referrer) && new URL(referrer).origin !== base ? referrer : '';
}

function unknownProject(call: PageCall): Response {
  const words = call.wordsFor();
  const { projectUnknown: title, projectUnknownHow } = words.failures;
  return noticePage(404, words, { title, lines: [projectUnknownHow] });
}

/** The gift that an address names, of this project; undefined when there is none. */
async function giftOf({ db }: HostedPageParts, { call, project, owner }: Visit) {
  const id = call.exchange.query.get('donation') ?? '';
  const row = isId('donation', id) ? await findDonation(db, owner, id) : undefined;
  return row?.project_id === project.id ? row : undefined;
}

type GiftRow = NonNullable<Awaited<ReturnType<typeof giftOf>>>;

function unknownGift({ project, words }: Visit): Response {
  const { donationUnknown: title, linkHow } = words.failures;
  const back = html`<a href="${pathOf(project)}?lang=${words.lang}"><bdi>${words.thanks.backTo(project.title)}</bdi></a>`;
  return noticePage(404, words, { title, lines: [linkHow], actions: back });
}

/**
 * The pass in the address that the payer came back by. The gift's id alone, which others may see, shows
 * nobody the receipt: it names the donor.
 */
function passOf({ receipts }: HostedPageParts, { call }: Visit, { id }: GiftRow): string | null {
  const token = call.exchange.query.get('pass') ?? '';
  const pass = receipts.passes.open('thanks', token);
  return typeof pass === 'object' && pass.donationId === id ? token : null;
}

async function thanksPage(parts: HostedPageParts, visit: Visit): Promise<Response> {
  const { project, owner, words } = visit;
  const row = await giftOf(parts, visit);
  if (row === undefined) return unknownGift(visit);
  const donation = toDonationStatus(row);
  const pass = passOf(parts, visit, row);
  const repetition =
    row.recurring_gift_id === null
      ? undefined
      : await findRepetition(parts.db, owner, row.recurring_gift_id);
  const { title, body } = thanksView({
    words,
    project,
    organizationName: owner.organizationName,
    donation,
    anonymous: row.anonymous,
    next: repetition && nextChargeOf(repetition),
    receipt:
      pass === null || leftOf(giftFacts(row)) === 0
        ? undefined
        : `${pathOf(project)}/receipt?${new URLSearchParams({ donation: row.id, pass, lang: words.lang })}`,
  });
  const ageMs = parts.now().getTime() - row.created_at.getTime();
  return answerPage({
    status: 200,
    words,
    title,
    unlisted: true,
    refresh: isWaiting(donation)
      ? { afterSeconds: refreshAfter(ageMs), address: `?${visit.call.exchange.query}` }
      : undefined,
    body: html`${!project.livemode && testNote(words)} ${body}`,
    // The address names the gift, which is nobody's business elsewhere.
    headers: { 'Referrer-Policy': 'no-referrer' },
  });
}

/** Leads the payer to the receipt, which is issued now where there is none. */
async function receiptPage(parts: HostedPageParts, visit: Visit): Promise<Response> {
  const row = await giftOf(parts, visit);
  if (row === undefined || passOf(parts, visit, row) === null) return unknownGift(visit);
  if (leftOf(giftFacts(row)) === 0) return unknownGift(visit);
  const receipt = await issueReceipt(parts.receipts, visit.owner, row.id);
  return leadTo(receipt.links.html);
}
