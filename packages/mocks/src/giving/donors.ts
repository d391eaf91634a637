/** Donors of the made-up platform. No mail goes out of it: `donorTokenFor` says what would be in one. */
import type {
  Donor,
  DonorGift,
  DonorSession,
  EndpointInput,
  EndpointOutput,
} from '@kindcart/contract';
import { add, subtract } from '@kindcart/contract/money';
import { refuse } from '../refusal.ts';
import { type Gift, pageOf, timeIn, type World } from '../world.ts';
import { hearOfGift, statusOf } from './donations.ts';
import { getProject } from './projects.ts';
import { linksOf, receiptsOf } from './receipts.ts';

const sessionMs = 60 * 60 * 1_000;

/** The token of the link that would be mailed to a donor of the made-up platform. */
export function donorTokenFor(email: string): string {
  const bytes = new TextEncoder().encode(email.toLowerCase());
  return `mock-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

function emailIn(token: string): string | undefined {
  const hex = /^mock-((?:[\da-f]{2})+)$/.exec(token)?.[1];
  if (hex === undefined) return undefined;
  const bytes = hex.match(/../g) ?? [];
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)));
}

export function openDonorSession(
  world: World,
  { body }: EndpointInput<'openDonorSession'>,
): DonorSession {
  const email = emailIn(body.token) ?? refuse('donor_link_invalid');
  if (giftsOf(world, email).length === 0) refuse('donor_link_invalid');
  const expiresAt = new Date(world.now().getTime() + sessionMs).toISOString();
  return { session: donorTokenFor(email), expiresAt };
}

/** A call with who makes it. */
export interface Asked {
  readonly request: Request;
}

/** Who visits. @throws Refusal `donor_session_over` */
export function visitor({ request }: Asked): string {
  const session = /^Bearer (.+)$/.exec(request.headers.get('Authorization') ?? '')?.[1];
  return emailIn(session ?? '') ?? refuse('donor_session_over');
}

function giftsOf(world: World, email: string): Gift[] {
  return [...world.gifts.values()].filter(
    ({ donation }) => donation.details?.email?.toLowerCase() === email,
  );
}

export function getDonor(world: World, call: Asked): Donor {
  const email = visitor(call);
  const gifts = giftsOf(world, email).map(({ donation }) => hearOfGift(world, donation.id));
  const known = world.donors.get(email);
  const told = gifts.map(({ donation }) => donation).reverse();
  const consent = told.find(({ details }) => details?.updatesConsent);
  const said = consent?.details?.updatesConsent;
  return {
    email: email.replace(/^(.).*(.)@/u, '$1…$2@'),
    organizationName: 'Clear Water',
    language:
      known?.language ?? told.find(({ details }) => details?.language)?.details?.language ?? null,
    updatesConsent:
      known?.updatesConsent ??
      (consent && said && known === undefined ? { words: said, since: consent.createdAt } : null),
    erasureAskedAt: known?.erasureAskedAt ?? null,
    livemode: false,
    years: yearsOf(world, gifts),
  };
}

function yearsOf(world: World, gifts: readonly Gift[]): Donor['years'] {
  const paid = gifts.filter(
    ({ donation: { state } }) => state === 'succeeded' || state === 'partially_refunded',
  );
  const byYear = Map.groupBy(paid, ({ donation }) => Number(donation.createdAt.slice(0, 4)));
  return [...byYear]
    .sort(([a], [b]) => b - a)
    .map(([year, ofYear]) => {
      const left = ofYear.map(({ donation }) => subtract(donation.charge, donation.refunded));
      const totals = [...Map.groupBy(left, ({ currency }) => currency).values()].map((all) =>
        all.reduce(add),
      );
      return {
        year,
        gifts: ofYear.length,
        totals,
        links: linksOf(world, `receipts/years/${year}`),
      };
    });
}

export function updateDonor(world: World, call: EndpointInput<'updateDonor'> & Asked): Donor {
  const before = getDonor(world, call);
  const { language, updatesConsent } = call.body ?? {};
  const asked = updatesConsent && { words: updatesConsent, since: timeIn(world) };
  world.donors.set(visitor(call), {
    language: language === undefined ? before.language : language,
    updatesConsent: asked === undefined ? before.updatesConsent : asked || null,
    erasureAskedAt: before.erasureAskedAt,
  });
  return getDonor(world, call);
}

export function askErasure(world: World, call: Asked): EndpointOutput<'askErasure'> {
  const { language, updatesConsent, erasureAskedAt } = getDonor(world, call);
  const askedAt = erasureAskedAt ?? timeIn(world);
  world.donors.set(visitor(call), { language, updatesConsent, erasureAskedAt: askedAt });
  return { askedAt };
}

export function listDonorGifts(
  world: World,
  call: EndpointInput<'listDonorGifts'> & Asked,
): EndpointOutput<'listDonorGifts'> {
  const gifts = giftsOf(world, visitor(call)).map(({ donation }) =>
    donorGift(world, hearOfGift(world, donation.id)),
  );
  return pageOf(gifts, call.query ?? {});
}

function donorGift(world: World, gift: Gift): DonorGift {
  const { details, disputed, donorName, anonymous } = gift.donation;
  const status = statusOf(gift.donation);
  const { kind, name } = details?.dedication ?? {};
  return {
    ...status,
    disputed,
    donorName,
    anonymous,
    projectTitle: getProject(world, { params: { projectId: status.projectId } }).title,
    dedication: kind === undefined || name === undefined ? null : { kind, name },
    receipts: receiptsOf(world, gift),
  };
}

export function sendReceipt(
  world: World,
  call: EndpointInput<'sendReceipt'> & Asked,
): EndpointOutput<'sendReceipt'> {
  const mine = giftsOf(world, visitor(call)).map(({ donation }) => donation.id);
  const receipt = world.receipts.get(call.params.receiptId) ?? refuse('receipt_unknown');
  return mine.includes(receipt.donationId) ? { queued: true } : refuse('receipt_unknown');
}
