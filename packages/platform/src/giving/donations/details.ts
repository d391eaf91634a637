/** What donors tell beside their gifts, as rows of their own: most gifts have none. */
import type { Details, Id } from '@kindcart/contract';
import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import type { Database, DonationDetailTable } from '../../database/schema.ts';
import type { NewDonation } from './records.ts';

/** What two spellings of one address have in common. */
export function emailKey(email: string): string {
  return email.normalize('NFC').toLowerCase();
}

/** Whether there is anything in it to keep. */
function saysAnything(details: Details | undefined): details is Details {
  return details !== undefined && Object.values(details).some((value) => value !== null);
}

const columns = sql.raw(
  'organization_id text, livemode boolean, route text, key text, donation_id text, email text, email_key text, language text, dedication jsonb, updates_consent text, came_from jsonb',
);

function detailRow({ claim, row }: NewDonation, details: Details) {
  return {
    organization_id: claim.organizationId,
    livemode: claim.livemode,
    route: claim.route,
    key: claim.key,
    donation_id: row.id,
    email: details.email,
    email_key: details.email === null ? null : emailKey(details.email),
    language: details.language,
    dedication: details.dedication,
    updates_consent: details.updatesConsent,
    came_from: details.cameFrom,
  };
}

/**
 * The part of the statement that makes donations which keeps what was told beside them; nothing where
 * nothing was told.
 */
export function detailCtes(items: readonly NewDonation[]): RawBuilder<unknown> {
  const rows = items.flatMap((item) =>
    saysAnything(item.details) ? [detailRow(item, item.details)] : [],
  );
  if (rows.length === 0) return sql``;
  return sql`,
    detailed as (
      insert into donation_detail (
        organization_id, donation_id, livemode, email, email_key, language, dedication,
        updates_consent, came_from)
      select organization_id, donation_id, livemode, email, email_key, language, dedication,
        updates_consent, came_from
      from json_to_recordset(${JSON.stringify(rows)}::json) as told (${columns})
      join claimed using (organization_id, livemode, route, key))`;
}

/** Columns of a detail beside those of its donation; all are null where there is none. */
export const detailColumns = [
  'donation_detail.email',
  'donation_detail.language',
  'donation_detail.dedication',
  'donation_detail.updates_consent',
  'donation_detail.came_from',
] as const;

type Told = 'email' | 'language' | 'dedication' | 'updates_consent' | 'came_from';

/** What was told, or nothing. */
export type DetailRow = {
  readonly [Column in Told]: Selectable<DonationDetailTable>[Column] | null;
};

export function toDetails(row: DetailRow): Details | null {
  const details: Details = {
    email: row.email,
    language: row.language,
    dedication: row.dedication,
    updatesConsent: row.updates_consent,
    cameFrom: row.came_from,
  };
  return saysAnything(details) ? details : null;
}

/** Takes away all that was told beside a gift: all of it speaks of persons. */
export async function eraseDetails(db: Kysely<Database>, id: Id<'donation'>): Promise<void> {
  await db.deleteFrom('donation_detail').where('donation_id', '=', id).execute();
}
