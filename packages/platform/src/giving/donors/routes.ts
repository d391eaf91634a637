/** The donor's own page: let in by a link that was mailed. */
import { type Donor, type Id, pageLimit } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import { type DonorPasses, passMs } from '../../access/donor-pass.ts';
import { createLimiter, type Limiter } from '../../access/limits.ts';
import type { Database } from '../../database/schema.ts';
import type { Api } from '../../http/api.ts';
import type { Clock } from '../../http/clock.ts';
import { serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import { type NewMail, queueMails } from '../../mail/queue.ts';
import { emailKey } from '../donations/details.ts';
import { toDonationStatus } from '../donations/records.ts';
import { type PaperParts, toReceipt, yearLinks } from '../receipts/papers.ts';
import { findReceipt, listReceipts, type ReceiptRow } from '../receipts/records.ts';
import * as records from './records.ts';
import { maskEmail, toYears } from './rules.ts';

export interface DonorParts extends PaperParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly passes: DonorPasses;
  readonly newMailId: () => Id<'mail'>;
  readonly newConsentId: () => string;
  /** Told that there is a mail to send. */
  readonly onQueued: () => void;
}

/** Mails that somebody may ask to be sent to one address, or of one receipt. */
const mailRate = { count: 5, periodSeconds: 60 * 60, burst: 5 };

/** Hangs them on the house. */
export function registerDonors(api: Api, parts: DonorParts): void {
  registerDoor(api, parts);
  registerVisit(api, parts);
}

/** Whoever asks too often for mail to one address waits, donor or not. */
function holdBack(limiter: Limiter, caller: string): void {
  const { allowed, resetSeconds } = limiter.take(caller);
  if (!allowed) {
    refuse('rate_limited', {
      retryAfterSeconds: resetSeconds,
      detail: 'Several mails were asked for already. Look for them, also among the junk mail.',
    });
  }
}

async function queue(parts: DonorParts, mail: Omit<NewMail, 'id'>): Promise<void> {
  await queueMails(parts.db, [{ ...mail, id: parts.newMailId() }]);
  parts.onQueued();
}

function registerDoor(api: Api, parts: DonorParts): void {
  const { passes, clock } = parts;
  const perAddress = createLimiter('donations', mailRate, clock);

  serve(api, 'createDonorLink', async (call) => {
    const { body, caller } = call;
    const { organizationId, livemode } = caller;
    const { email: to, page, language } = body;
    const origin = call.header('origin');
    // With a server's key there is no page that asks, and the server knows its own pages.
    if (caller.kind === 'publishable' && new URL(page).origin !== origin) {
      const message = 'is not on the web origin that asks';
      refuse('request_invalid', { fields: [{ field: 'page', message }] });
    }
    holdBack(perAddress, `${organizationId} ${livemode} ${emailKey(to)}`);
    // Whether it is a donor's address is looked up when the mail goes out, so the answer takes as long.
    const about = { kind: 'donor_link', page, language } as const;
    await queue(parts, { organizationId, livemode, to, about });
    return { accepted: true } as const;
  });

  serve(api, 'openDonorSession', async ({ body, caller }) => {
    const pass = passes.open('link', body.token);
    if (pass === 'expired') refuse('donor_link_expired');
    if (pass === 'invalid' || pass.emailKey === null) refuse('donor_link_invalid');
    const { organizationId, livemode, keyId } = caller;
    if (pass.organizationId !== organizationId || pass.livemode !== livemode) {
      refuse('donor_link_invalid');
    }
    const donor = await records.findDonor(parts.db, { ...pass, emailKey: pass.emailKey });
    if (donor === undefined) refuse('donor_link_invalid');
    const { token: session, expiresAt } = passes.seal(
      'session',
      { ...pass, keyId },
      passMs.session,
    );
    return { session, expiresAt: expiresAt.toISOString() };
  });
}

function registerVisit(api: Api, parts: DonorParts): void {
  const { db, clock } = parts;
  const perReceipt = createLimiter('donations', mailRate, clock);
  const now = () => new Date(clock.nowMs());

  serve(api, 'getDonor', ({ caller }) => readDonor(parts, caller));

  serve(api, 'updateDonor', async ({ body, caller }) => {
    await findVisitor(parts, caller);
    const { language, updatesConsent: words } = body ?? {};
    if (language !== undefined) await records.keepLanguage(db, caller, language);
    if (words !== undefined) {
      await records.addConsent(db, caller, { id: parts.newConsentId(), words, at: now() });
    }
    return readDonor(parts, caller);
  });

  serve(api, 'askErasure', async ({ caller }) => {
    await findVisitor(parts, caller);
    const askedAt = await records.keepErasure(db, caller, now());
    api.logger.warn({ organizationId: caller.organizationId }, 'a donor asks to be erased');
    return { askedAt: askedAt.toISOString() };
  });

  serve(api, 'listDonorGifts', async ({ query, caller }) => {
    const { cursor, limit = pageLimit.default } = query ?? {};
    const rows = await records.listGiftsOf(db, caller, { cursor, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const receipts = await listReceipts(
      db,
      caller,
      page.map(({ id }) => id),
    );
    return {
      items: page.map((row) => toDonorGift(parts, row, receipts)),
      nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    };
  });

  serve(api, 'sendReceipt', async ({ params, caller }) => {
    const { organizationId, livemode } = caller;
    const { email: to } = await findVisitor(parts, caller);
    const receipt = await findReceipt(db, caller, params.receiptId);
    if (receipt === undefined || !(await records.isGiftOf(db, caller, receipt.donation_id))) {
      refuse('receipt_unknown');
    }
    holdBack(perReceipt, receipt.id);
    const about = { kind: 'receipt', receiptId: receipt.id } as const;
    await queue(parts, { organizationId, livemode, to, about });
    return { queued: true } as const;
  });
}

/** @throws Refusal `donor_session_over` when the donor was erased meanwhile */
async function findVisitor({ db }: DonorParts, donor: records.DonorKey): Promise<records.DonorRow> {
  return (await records.findDonor(db, donor)) ?? refuse('donor_session_over');
}

async function readDonor(parts: DonorParts, donor: records.DonorKey): Promise<Donor> {
  const row = await findVisitor(parts, donor);
  const { consentWords: words, consentSince: since } = row;
  const years = await records.listYears(parts.db, donor);
  return {
    email: maskEmail(row.email),
    organizationName: row.organizationName,
    language: row.language,
    updatesConsent: words === null || since === null ? null : { words, since: since.toISOString() },
    erasureAskedAt: row.erasureAskedAt?.toISOString() ?? null,
    livemode: donor.livemode,
    years: toYears(years, (year) => yearLinks(parts, donor, donor.emailKey, year)),
  };
}

function toDonorGift(
  parts: DonorParts,
  row: records.DonorGiftRow,
  receipts: readonly ReceiptRow[],
) {
  const { dedication } = row;
  return {
    ...toDonationStatus(row),
    disputed: { amount: row.disputed_amount ?? 0, currency: row.currency },
    projectTitle: row.project_title,
    donorName: row.donor_name,
    anonymous: row.anonymous,
    dedication: dedication === null ? null : { kind: dedication.kind, name: dedication.name },
    receipts: receipts
      .filter(({ donation_id }) => donation_id === row.id)
      .map((receipt) => toReceipt(parts, receipt)),
  };
}
