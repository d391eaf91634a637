/** Donors as a table for people: who may be written to, and since when. */
import { formatDecimal } from '@kindcart/contract/money';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';
import { keptOfCharge } from './records.ts';

interface DonorLine {
  readonly emailKey: string;
  readonly email: string;
  readonly name: string | null;
  readonly language: string | null;
  readonly firstGiftAt: Date;
  readonly lastGiftAt: Date;
  readonly gifts: number;
  readonly totals: readonly { readonly amount: number; readonly currency: string }[];
  readonly consentWords: string | null;
  readonly consentSince: Date | null;
  readonly erasureAskedAt: Date | null;
}

const columns: Readonly<Record<string, (line: DonorLine) => string | null>> = {
  email: (line) => line.email,
  name: (line) => line.name,
  language: (line) => line.language,
  first_gift_at: (line) => line.firstGiftAt.toISOString(),
  last_gift_at: (line) => line.lastGiftAt.toISOString(),
  gifts: (line) => String(line.gifts),
  totals: (line) =>
    line.totals.map((total) => `${total.currency} ${formatDecimal(total)}`).join('; '),
  updates_consent: (line) => line.consentWords,
  updates_consent_at: (line) => line.consentSince?.toISOString() ?? null,
  erasure_asked_at: (line) => line.erasureAskedAt?.toISOString() ?? null,
};

/** Names of the columns, in their order. */
export const donorColumns: readonly string[] = Object.keys(columns);

const donorsPerPage = 500;

/**
 * Everybody who left an address beside a gift that was paid, in the order of the addresses, a page at a
 * time. A consent that was taken back has its time and no words.
 */
export async function* donorPages(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
): AsyncGenerator<(string | null)[][]> {
  let after = '';
  for (;;) {
    const { rows } = await sql<DonorLine>`
      with told as (
        select detail.*, donation.donor_name, donation.currency, donation.created_at as given_at,
          ${keptOfCharge} as kept
        from donation_detail as detail
        join donation on donation.organization_id = detail.organization_id and donation.id = detail.donation_id
        where detail.organization_id = ${organizationId} and detail.livemode = ${livemode}
          and donation.state in ('succeeded', 'partially_refunded', 'refunded')
          and detail.email_key in (
            select distinct email_key from donation_detail
            where organization_id = ${organizationId} and livemode = ${livemode} and email_key > ${after}
            order by email_key limit ${donorsPerPage})),
      consents as (
        select email_key, updates_consent as words, created_at from told where updates_consent is not null
        union all
        select email_key, words, created_at from donor_consent
        where organization_id = ${organizationId} and livemode = ${livemode}),
      consent as (
        select distinct on (email_key) email_key, words, created_at from consents
        order by email_key, created_at desc),
      sums as (
        select email_key, json_agg(json_build_object('amount', kept, 'currency', currency) order by currency) as totals
        from (select email_key, currency, sum(kept)::bigint as kept from told group by email_key, currency) as each
        group by email_key)
      select told.email_key as "emailKey",
        (array_agg(told.email order by donation_id desc))[1] as email,
        (array_agg(told.donor_name order by donation_id desc) filter (where told.donor_name is not null))[1] as name,
        coalesce(donor.language,
          (array_agg(told.language order by donation_id desc) filter (where told.language is not null))[1]) as language,
        min(given_at) as "firstGiftAt", max(given_at) as "lastGiftAt", count(*)::integer as gifts,
        sums.totals::jsonb as totals, consent.words as "consentWords", consent.created_at as "consentSince",
        donor.erasure_asked_at as "erasureAskedAt"
      from told
      join sums using (email_key)
      left join consent using (email_key)
      left join donor on donor.organization_id = ${organizationId} and donor.livemode = ${livemode}
        and donor.email_key = told.email_key
      group by told.email_key, donor.language, donor.erasure_asked_at, sums.totals::jsonb, consent.words,
        consent.created_at
      order by told.email_key`.execute(db);
    if (rows.length > 0) yield rows.map((line) => Object.values(columns).map((cell) => cell(line)));
    const { rows: next } = await sql<{ email_key: string }>`
      select max(email_key) as email_key from (
        select distinct email_key from donation_detail
        where organization_id = ${organizationId} and livemode = ${livemode} and email_key > ${after}
        order by email_key limit ${donorsPerPage}) as page having count(*) = ${donorsPerPage}`.execute(
      db,
    );
    const [last] = next;
    if (last === undefined) return;
    after = last.email_key;
  }
}
