/** Donors as rows: who they are by the address that they left, and what they changed on their own page. */
import type { Id } from '@kindcart/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';
import type { WholeDonation } from '../donations/records.ts';
import { selectWhole } from '../donations/records.ts';

/** One donor of one book, by what all spellings of the address have in common. */
export interface DonorKey extends Book {
  readonly emailKey: string;
}

/** What is known of a donor beyond the gifts. */
export interface DonorRow {
  /** As it was typed the last time. */
  readonly email: string;
  readonly organizationName: string;
  readonly language: string | null;
  readonly consentWords: string | null;
  readonly consentSince: Date | null;
  readonly erasureAskedAt: Date | null;
}

/** The donor, or undefined when no gift has this address. */
export async function findDonor(
  db: Kysely<Database>,
  { organizationId, livemode, emailKey }: DonorKey,
): Promise<DonorRow | undefined> {
  const { rows } = await sql<DonorRow>`
    with told as (
      select * from donation_detail
      where organization_id = ${organizationId} and livemode = ${livemode} and email_key = ${emailKey}),
    newest as (select email from told order by donation_id desc limit 1),
    spoken as (select language from told where language is not null order by donation_id desc limit 1),
    consents as (
      select updates_consent as words, created_at from told where updates_consent is not null
      union all
      select words, created_at from donor_consent
      where organization_id = ${organizationId} and livemode = ${livemode} and email_key = ${emailKey}),
    consent as (select words, created_at from consents order by created_at desc limit 1)
    select newest.email, organization.name as "organizationName",
      coalesce(donor.language, spoken.language) as language, consent.words as "consentWords",
      consent.created_at as "consentSince", donor.erasure_asked_at as "erasureAskedAt"
    from newest
    join organization on organization.id = ${organizationId}
    left join spoken on true
    left join consent on true
    left join donor on donor.organization_id = ${organizationId} and donor.livemode = ${livemode}
      and donor.email_key = ${emailKey}`.execute(db);
  return rows[0];
}

/** What is left of a charge, in minor units, less refunds and what a bank has taken back. */
export const keptOfCharge = sql<number>`greatest(0,
  donation.gift_amount + donation.fee_cover_amount - donation.refunded_amount
    - coalesce(donation.disputed_amount, 0))`;

/** What a year's gifts come to in one currency. */
export interface YearRow {
  readonly year: number;
  readonly currency: string;
  readonly gifts: number;
  /** Minor units, less what went back. */
  readonly total: number;
}

/** The donor's years, newest first; gifts that went back are not in them. */
export async function listYears(
  db: Kysely<Database>,
  { organizationId, livemode, emailKey }: DonorKey,
): Promise<YearRow[]> {
  const { rows } = await sql<YearRow>`
    select extract(year from created_at at time zone 'UTC')::integer as year, currency,
      count(*)::integer as gifts, sum(${keptOfCharge})::bigint as total
    from donation
    where organization_id = ${organizationId} and livemode = ${livemode}
      and state in ('succeeded', 'partially_refunded') and ${keptOfCharge} > 0
      and id in (select donation_id from donation_detail
        where organization_id = ${organizationId} and livemode = ${livemode} and email_key = ${emailKey})
    group by 1, 2 order by 1 desc, 2`.execute(db);
  return rows;
}

/** A gift with the title of its project. */
export type DonorGiftRow = WholeDonation & { readonly project_title: string };

function selectGiftsOf(db: Kysely<Database>, donor: DonorKey) {
  return selectWhole(db, donor)
    .innerJoin('project', (join) =>
      join
        .onRef('project.organization_id', '=', 'donation.organization_id')
        .onRef('project.id', '=', 'donation.project_id'),
    )
    .select('project.title as project_title')
    .where('donation_detail.email_key', '=', donor.emailKey);
}

/** A page of the donor's gifts, newest first, after the cursor. */
export function listGiftsOf(
  db: Kysely<Database>,
  donor: DonorKey,
  page: { readonly cursor: string | undefined; readonly limit: number },
): Promise<DonorGiftRow[]> {
  let query = selectGiftsOf(db, donor).orderBy('donation.id', 'desc').limit(page.limit);
  if (page.cursor !== undefined) query = query.where(sql<boolean>`donation.id < ${page.cursor}`);
  return query.execute();
}

/** The donor's gifts of a year that were paid and kept, oldest first. */
export function listGiftsInYear(
  db: Kysely<Database>,
  donor: DonorKey,
  year: number,
): Promise<DonorGiftRow[]> {
  return selectGiftsOf(db, donor)
    .where('donation.state', 'in', ['succeeded', 'partially_refunded'])
    .where('donation.created_at', '>=', new Date(Date.UTC(year, 0)))
    .where('donation.created_at', '<', new Date(Date.UTC(year + 1, 0)))
    .where(keptOfCharge, '>', 0)
    .orderBy('donation.id')
    .execute();
}

/** Whether the gift has the donor's address. */
export async function isGiftOf(
  db: Kysely<Database>,
  { organizationId, livemode, emailKey }: DonorKey,
  id: Id<'donation'>,
): Promise<boolean> {
  const row = await db
    .selectFrom('donation_detail')
    .select('donation_id')
    .where('organization_id', '=', organizationId)
    .where('livemode', '=', livemode)
    .where('email_key', '=', emailKey)
    .where('donation_id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

/** Letters to the donor are in this language from now on; null for that of each gift. */
export async function keepLanguage(
  db: Kysely<Database>,
  { organizationId: organization_id, livemode, emailKey: email_key }: DonorKey,
  language: string | null,
): Promise<void> {
  await db
    .insertInto('donor')
    .values({ organization_id, livemode, email_key, language })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'livemode', 'email_key']).doUpdateSet({ language }),
    )
    .execute();
}

/** The donor asked for news in these words, or takes that back. */
export async function addConsent(
  db: Kysely<Database>,
  { organizationId: organization_id, livemode, emailKey: email_key }: DonorKey,
  consent: { readonly id: string; readonly words: string | null; readonly at: Date },
): Promise<void> {
  const { id, words, at: created_at } = consent;
  await db
    .insertInto('donor_consent')
    .values({ organization_id, livemode, email_key, id, words, created_at })
    .execute();
}

/** Writes down that the donor asks to be erased; the first time counts. */
export async function keepErasure(
  db: Kysely<Database>,
  { organizationId: organization_id, livemode, emailKey: email_key }: DonorKey,
  at: Date,
): Promise<Date> {
  const row = await db
    .insertInto('donor')
    .values({ organization_id, livemode, email_key, erasure_asked_at: at })
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'livemode', 'email_key'])
        .doUpdateSet({ erasure_asked_at: sql<Date>`coalesce(donor.erasure_asked_at, ${at})` }),
    )
    .returning('erasure_asked_at')
    .executeTakeFirstOrThrow();
  return row.erasure_asked_at ?? at;
}
