/** What a letter tells of a gift, read when it goes out: what was erased meanwhile is in no letter. */
import type { Details, Id, Particulars, Texts, TreeGift } from '@kindcart/contract';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from '../database/schema.ts';
import type { StatementTable } from '../database/tables/statements.ts';
import type { Book } from '../ledger/rules.ts';

/** A gift and its donor as letters speak of them. */
export interface LetterFacts {
  readonly amount: number;
  readonly currency: string;
  readonly projectTitle: string;
  readonly organizationName: string;
  readonly language: string;
  readonly donorName: string | null;
  readonly anonymous: boolean;
  readonly emailKey: string | null;
  readonly dedication: Details['dedication'];
  readonly donorPage: Particulars['donorPage'];
  /** The receipt that counts. */
  readonly receiptId: Id<'receipt'> | null;
  readonly receiptAmount: number | null;
}

/** Facts of a gift whose donor left details; undefined when there is none, or no longer. */
export async function findLetterFacts(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  donationId: Id<'donation'>,
): Promise<LetterFacts | undefined> {
  const { rows } = await sql<LetterFacts>`
    select donation.gift_amount + donation.fee_cover_amount as amount, donation.currency,
      project.title as "projectTitle", organization.name as "organizationName",
      coalesce(donor.language, detail.language, project.language) as language,
      donation.donor_name as "donorName", donation.anonymous, detail.email_key as "emailKey",
      detail.dedication, profile.particulars ->> 'donorPage' as "donorPage",
      receipt.id as "receiptId", receipt.amount as "receiptAmount"
    from donation
    join donation_detail as detail on detail.organization_id = donation.organization_id
      and detail.donation_id = donation.id
    join project on project.organization_id = donation.organization_id and project.id = donation.project_id
    join organization on organization.id = donation.organization_id
    left join donor on donor.organization_id = donation.organization_id
      and donor.livemode = donation.livemode and donor.email_key = detail.email_key
    left join receipt_profile as profile on profile.organization_id = donation.organization_id
    left join receipt on receipt.organization_id = donation.organization_id
      and receipt.donation_id = donation.id and not exists (
        select from receipt_void
        where receipt_void.organization_id = receipt.organization_id and receipt_id = receipt.id)
    where donation.organization_id = ${organizationId} and donation.livemode = ${livemode}
      and donation.id = ${donationId}`.execute(db);
  return rows[0];
}

/** A statement as letters speak of it. */
export interface StatementFacts {
  readonly row: Pick<
    Selectable<StatementTable>,
    'organization_id' | 'livemode' | 'id' | 'year' | 'number' | 'total_amount' | 'due_at'
  >;
  readonly currency: string;
  /** How much of it shoppers added. */
  readonly roundUpAmount: number;
  readonly merchantName: string;
  readonly organizationName: string;
  readonly language: string;
}

/** Facts of a statement; undefined when there is none. */
export async function findStatementFacts(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  id: Id<'statement'>,
): Promise<StatementFacts | undefined> {
  const row = await db
    .selectFrom('statement')
    .innerJoin('merchant', (join) =>
      join
        .onRef('merchant.organization_id', '=', 'statement.organization_id')
        .onRef('merchant.id', '=', 'statement.merchant_id'),
    )
    .innerJoin('organization', 'organization.id', 'statement.organization_id')
    .selectAll('statement')
    .select([
      'merchant.name as merchant_name',
      'merchant.language as merchant_language',
      'organization.name as organization_name',
      sql<number>`(select coalesce(sum(amount), 0)::bigint from statement_due as due
        where due.organization_id = statement.organization_id and due.statement_id = statement.id
          and due.kind = 'round_up')`.as('round_up_amount'),
    ])
    .where('statement.organization_id', '=', organizationId)
    .where('statement.livemode', '=', livemode)
    .where('statement.id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      row,
      currency: row.currency,
      roundUpAmount: row.round_up_amount,
      merchantName: row.merchant_name,
      organizationName: row.organization_name,
      language: row.merchant_language,
    }
  );
}

/** An adoption as letters speak of it. */
export interface TreeFacts {
  /** Null where it has no tree, or no longer. */
  readonly treeId: Id<'tree'> | null;
  readonly number: number | null;
  readonly species: string;
  readonly plot: string;
  readonly place: number;
  readonly movedFrom: number | null;
  readonly gift: { readonly to: string; readonly from: Date | null } | null;
}

/** Facts of an adoption in a language, or in English where they have no other. */
export async function findTreeFacts(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  id: Id<'adoption'>,
  language: string,
): Promise<TreeFacts | undefined> {
  const { rows } = await sql<
    Omit<TreeFacts, 'species' | 'plot' | 'gift'> & {
      readonly species: Texts;
      readonly plot: Texts;
      readonly gift: TreeGift | null;
    }
  >`
    select tree.id as "treeId", tree.number, species.names as species, plot.names as plot,
      adoption.place_number as place, adoption.moved_from as "movedFrom", adoption.gift
    from adoption
    join plot on plot.organization_id = adoption.organization_id and plot.id = adoption.plot_id
    join species on species.organization_id = adoption.organization_id
      and species.id = adoption.species_id
    left join tree on tree.organization_id = adoption.organization_id
      and tree.livemode = adoption.livemode and tree.number = adoption.tree_number
    where adoption.organization_id = ${organizationId} and adoption.livemode = ${livemode}
      and adoption.id = ${id}`.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { gift } = row;
  const from = gift?.revealOn == null ? null : new Date(gift.revealOn);
  return {
    ...row,
    species: textIn(row.species, language),
    plot: textIn(row.plot, language),
    gift: gift === null ? null : { to: gift.to, from },
  };
}

/** The text of a language, or of the nearest one that there is; English where none is near. */
function textIn(texts: Texts, language: string): string {
  const [base = ''] = language.toLowerCase().split('-');
  const near = Object.keys(texts).find((each) => each.toLowerCase().split('-')[0] === base);
  return texts[language] ?? texts[near ?? 'en'] ?? texts.en ?? '';
}
