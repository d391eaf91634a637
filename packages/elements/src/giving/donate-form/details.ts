import type { CameFrom, Dedication, Details, Id } from '@kindcart/contract';
import type { Money } from '@kindcart/contract/money';
import type { Gift } from '@kindcart/store';
import { safeUrl } from '../../internal/safe-url.ts';
import type { Draft, TypedDetails } from './draft.ts';

// Control characters and halves of pairs are refused by the platform and never meant by a donor.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are just what is taken out.
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f]|\p{Surrogate}/gu;

/** What was typed, as it is sent; null where nothing was. */
export function told(text: string): string | null {
  return text.replace(unprintable, '').trim() || null;
}

/** What the form knows by itself. */
export interface Circumstances {
  /** Language of the form. */
  readonly locale: string;
  /** The words beside the choice of news. */
  readonly newsWords: string;
  readonly cameFrom: CameFrom | null;
  /** What the gift pays a share of. */
  readonly adoptionId?: Id<'adoption'> | undefined;
}

/** The gift to ask the platform for. */
export function giftOf(draft: Draft, gift: Money, circumstances: Circumstances): Gift {
  const { coverFee, name, anonymous, message, interval } = draft;
  const details = detailsOf(draft, circumstances);
  return {
    gift,
    coverFee,
    donorName: told(name),
    anonymous,
    message: told(message),
    ...(details && { details }),
    ...(interval && { interval }),
    ...(circumstances.adoptionId && { adoptionId: circumstances.adoptionId }),
  };
}

/** What is sent beside the gift; undefined when there is nothing to tell. */
export function detailsOf(
  { email: typed, news, dedication: wish }: TypedDetails,
  { locale, newsWords, cameFrom }: Circumstances,
): Details | undefined {
  const email = told(typed);
  const dedication = wish && dedicationOf(wish);
  if (!email && !dedication && !cameFrom) return undefined;
  return {
    email,
    // Without extensions, such as a calendar: it is a language to write in.
    language: locale.replace(/-\w-.*/, ''),
    dedication,
    updatesConsent: email && news ? newsWords : null,
    cameFrom,
  };
}

function dedicationOf({ kind, name: typed, card }: Dedication): Dedication | null {
  const name = told(typed);
  if (!name) return null;
  return {
    kind,
    name,
    card: card && {
      recipientName: told(card.recipientName) ?? '',
      recipientEmail: told(card.recipientEmail) ?? '',
      message: told(card.message ?? ''),
    },
  };
}

/**
 * How the donor came: this page, the one before, and the campaign's marks. What stands in an
 * address behind its path may say who somebody is, so it is left out.
 *
 * @param page - address of this page
 * @param referrer - address of the page before; empty where it is not told
 */
export function cameFromOf(page: string, referrer: string): CameFrom | null {
  const address = safeUrl(page);
  const query = address ? new URL(address).searchParams : undefined;
  const mark = (name: string) => told(query?.get(`utm_${name}`)?.slice(0, 200) ?? '');
  const marks = {
    source: mark('source'),
    medium: mark('medium'),
    campaign: mark('campaign'),
    term: mark('term'),
    content: mark('content'),
  };
  const found = {
    page: addressOf(page),
    referrer: addressOf(referrer),
    utm: Object.values(marks).some(Boolean) ? marks : null,
  };
  return Object.values(found).some(Boolean) ? found : null;
}

/** An https address as far as its path; null for others, and for one that is too long to tell. */
function addressOf(text: string): string | null {
  const address = safeUrl(text);
  if (!address?.startsWith('https:')) return null;
  const { origin, pathname } = new URL(address);
  return origin.length + pathname.length <= 2_048 ? origin + pathname : null;
}
