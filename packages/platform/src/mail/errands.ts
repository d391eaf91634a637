/** Brings queued mails to the mail server, until it has taken each. */
import { donorLinkFragment, statementNumber } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import { passMs } from '../access/donor-pass.ts';
import { statementLinks } from '../commerce/statements/links.ts';
import type { Database } from '../database/schema.ts';
import { emailKey } from '../giving/donations/details.ts';
import { findDonor } from '../giving/donors/records.ts';
import { type PaperParts, receiptLinks } from '../giving/receipts/papers.ts';
import { findReceipt } from '../giving/receipts/records.ts';
import { receiptNumber } from '../giving/receipts/rules.ts';
import { findRecurring } from '../giving/recurring/records.ts';
import { finishErrand } from '../jobs/errands.ts';
import type { Book } from '../ledger/rules.ts';
import { findLetterFacts, findStatementFacts, findTreeFacts, type LetterFacts } from './facts.ts';
import { type Letter, type LetterEvent, type LetterFrame, mailFor } from './letters/letter.ts';
import { type Mailer, MailRefusedError } from './mailer.ts';
import type { MailOutcome } from './metrics.ts';
import { keepTrouble, type NewMail, takeMails } from './queue.ts';

export interface MailParts extends PaperParts {
  readonly db: Kysely<Database>;
  readonly mailer: Mailer;
  /** Told what became of each try. */
  readonly onTried: (outcome: MailOutcome) => void;
  readonly onError: (name: string, error: unknown) => void;
}

const mailsPerRound = 20;

/** One round; says how many mails it took up. */
export async function mailRound(parts: MailParts): Promise<number> {
  const mails = await takeMails(parts.db, mailsPerRound);
  await Promise.all(mails.map((mail) => trySending(parts, mail)));
  return mails.length;
}

async function trySending(parts: MailParts, mail: NewMail): Promise<void> {
  const { db, mailer, onTried, onError } = parts;
  try {
    const written = await write(parts, mail);
    if (written !== undefined) {
      const { letter, fromName } = written;
      await mailer.send({ id: mail.id, to: mail.to, fromName, ...letter });
    }
    await finishErrand(db, mail.organizationId, mail.id);
    onTried(written === undefined ? 'dropped' : 'sent');
  } catch (error) {
    const isFinal = error instanceof MailRefusedError;
    onTried(isFinal ? 'refused' : 'put_off');
    onError('mail errand', error);
    const trouble = error instanceof Error ? error.message : String(error);
    await keepTrouble(db, mail, trouble, isFinal).catch((failed: unknown) =>
      onError('mail errand', failed),
    );
  }
}

interface Written {
  readonly letter: Letter;
  readonly fromName: string;
}

/** The letter, or undefined when what it would speak of is erased. */
async function write(parts: MailParts, mail: NewMail): Promise<Written | undefined> {
  const { about } = mail;
  if (about.kind === 'donor_link') return writeLink(parts, mail, about);
  if (about.kind === 'recurring') return writeRecurring(parts, mail, about);
  if (about.kind === 'statement') return writeStatement(parts, mail, about);
  const receipt =
    about.kind === 'receipt' ? await findReceipt(parts.db, mail, about.receiptId) : undefined;
  const donationId = about.kind === 'receipt' ? receipt?.donation_id : about.donationId;
  if (donationId === undefined) return undefined;
  const facts = await findLetterFacts(parts.db, mail, donationId);
  if (facts === undefined) return undefined;
  if (about.kind === 'card') return writeCard(mail, facts);
  // Another address than the mail was queued for: the first is erased.
  if (facts.emailKey !== emailKey(mail.to)) return undefined;
  if (about.kind === 'tree' || about.kind === 'tree_returned') {
    return writeTree(parts, mail, about, facts);
  }
  const event: LetterEvent =
    receipt === undefined || about.kind !== 'receipt'
      ? eventOf(parts, mail, facts)
      : {
          kind: 'receipt',
          number: receiptNumber(receipt.number, receipt.livemode),
          amount: { amount: receipt.amount, currency: receipt.currency },
          papers: receiptLinks(parts, mail, receipt.id, passMs.letterPaper),
        };
  const letter = mailFor(event, {
    ...frameOf(mail, facts),
    name: facts.donorName,
    donorPage: donorPageOf(parts, mail, facts),
  });
  return { letter, fromName: facts.organizationName };
}

function frameOf(
  { livemode }: Book,
  { language, organizationName }: LetterFacts,
): Pick<LetterFrame, 'language' | 'organizationName' | 'livemode'> {
  return { language, organizationName, livemode };
}

/** What happened to a gift; its amounts are those of the books. */
function eventOf(parts: MailParts, mail: NewMail, facts: LetterFacts): LetterEvent {
  const { currency, projectTitle: project, receiptId, receiptAmount } = facts;
  const papers =
    receiptId === null ? null : receiptLinks(parts, mail, receiptId, passMs.letterPaper);
  const { about } = mail;
  if (about.kind === 'refund') {
    const left = receiptAmount === null ? null : { amount: receiptAmount, currency };
    return { kind: 'refund', amount: { amount: about.amount, currency }, project, left, papers };
  }
  if (about.kind === 'refund_failed') {
    return { kind: 'refund_failed', amount: { amount: about.amount, currency }, project, papers };
  }
  return { kind: 'thanks', amount: { amount: facts.amount, currency }, project, papers };
}

function donorPageOf(parts: MailParts, mail: NewMail, facts: LetterFacts): string | null {
  if (facts.donorPage === null) return null;
  return linkTo(parts, mail, facts.donorPage, passMs.letterLink);
}

/** The page with a token in the fragment, which no server and no log gets to see. */
function linkTo({ passes }: MailParts, mail: NewMail, page: string, holdsMs: number): string {
  const { organizationId, livemode } = mail;
  const pass = { organizationId, livemode, emailKey: emailKey(mail.to), receiptId: null };
  const [address] = page.split('#', 1);
  return `${address}#${donorLinkFragment}=${passes.seal('link', pass, holdsMs).token}`;
}

async function writeLink(
  parts: MailParts,
  mail: NewMail,
  about: Extract<NewMail['about'], { kind: 'donor_link' }>,
): Promise<Written | undefined> {
  const donor = await findDonor(parts.db, { ...mail, emailKey: emailKey(mail.to) });
  if (donor === undefined) return undefined;
  const { organizationName } = donor;
  const url = linkTo(parts, mail, about.page, passMs.link);
  const event = { kind: 'donor_link', url, minutes: passMs.link / 60_000 } as const;
  const letter = mailFor(event, {
    language: about.language ?? donor.language,
    organizationName,
    livemode: mail.livemode,
    name: null,
    donorPage: null,
  });
  return { letter, fromName: organizationName };
}

/** Told to a merchant that a statement was made. */
async function writeStatement(
  parts: MailParts,
  mail: NewMail,
  { statementId }: Extract<NewMail['about'], { kind: 'statement' }>,
): Promise<Written | undefined> {
  const facts = await findStatementFacts(parts.db, mail, statementId);
  if (facts === undefined) return undefined;
  const { organizationName, merchantName, language, currency, roundUpAmount } = facts;
  const { html } = statementLinks(parts, facts.row, passMs.letterPaper);
  const event = {
    kind: 'statement',
    number: statementNumber(facts.row.year, facts.row.number, mail.livemode),
    amount: { amount: facts.row.total_amount, currency },
    ...(roundUpAmount > 0 && { roundUps: { amount: roundUpAmount, currency } }),
    dueAt: facts.row.due_at,
    url: html,
  } as const;
  const frame = { language, organizationName, livemode: mail.livemode };
  const letter = mailFor(event, { ...frame, name: merchantName, donorPage: null });
  return { letter, fromName: organizationName };
}

async function writeRecurring(
  parts: MailParts,
  mail: NewMail,
  { recurringGiftId, letter: kind }: Extract<NewMail['about'], { kind: 'recurring' }>,
): Promise<Written | undefined> {
  const gift = await findRecurring(parts.db, mail, recurringGiftId);
  if (gift === undefined) return undefined;
  const facts = await findLetterFacts(parts.db, mail, gift.first_donation_id);
  if (facts === undefined || facts.emailKey !== emailKey(mail.to)) return undefined;
  const againAt = kind === 'failed' && gift.state === 'past_due' ? gift.next_charge_at : null;
  const event = {
    kind,
    amount: { amount: gift.gift_amount + gift.fee_cover_amount, currency: gift.currency },
    every: gift.recurring_interval,
    project: facts.projectTitle,
    ...(againAt !== null && { againAt }),
  } as const;
  const letter = mailFor(event, {
    ...frameOf(mail, facts),
    name: facts.donorName,
    donorPage: donorPageOf(parts, mail, facts),
  });
  return { letter, fromName: facts.organizationName };
}

/** Told to one who paid for a tree. */
async function writeTree(
  parts: MailParts,
  mail: NewMail,
  about: Extract<NewMail['about'], { kind: 'tree' | 'tree_returned' }>,
  facts: LetterFacts,
): Promise<Written | undefined> {
  const tree = await findTreeFacts(parts.db, mail, about.adoptionId, facts.language);
  if (tree === undefined) return undefined;
  const { amount, currency, organizationName } = facts;
  const { plot, treeId, ...told } = tree;
  let event: LetterEvent;
  if (about.kind === 'tree_returned') {
    const { kind, because } = about;
    event = { kind, because, amount: { amount, currency }, plot };
  } else {
    if (treeId === null || told.number === null) return undefined;
    const { number, ...rest } = told;
    event = { kind: 'tree', ...rest, number, plot, url: `${parts.ownUrl()}/trees/${treeId}` };
  }
  const donorPage = donorPageOf(parts, mail, facts);
  const frame = { ...frameOf(mail, facts), name: facts.donorName, donorPage };
  return { letter: mailFor(event, frame), fromName: organizationName };
}

function writeCard(mail: NewMail, facts: LetterFacts): Written | undefined {
  const { dedication, organizationName, anonymous, donorName, projectTitle: project } = facts;
  if (dedication?.card == null || dedication.card.recipientEmail !== mail.to) return undefined;
  const { recipientName, message } = dedication.card;
  const event = {
    kind: 'card',
    dedication: dedication.kind,
    honoured: dedication.name,
    giver: anonymous ? null : donorName,
    message,
    project,
  } as const;
  const letter = mailFor(event, { ...frameOf(mail, facts), name: recipientName, donorPage: null });
  return { letter, fromName: organizationName };
}
