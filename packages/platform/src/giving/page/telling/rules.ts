/** What a donor tells beside a gift on the hosted page: where to write, in whose honour, how they came. */
import {
  type CameFrom,
  cameFromSchema,
  type Dedication,
  type Details,
  parse,
} from '@kindcart/contract';

/** The marks of a campaign in an address, as `utm_source` and so on. */
const utmMarks = ['source', 'medium', 'campaign', 'term', 'content'] as const;
type Marks = Readonly<Record<(typeof utmMarks)[number], string>>;

/** The form's fields about it as they were posted. */
export interface Telling {
  readonly email: string;
  /** Whether the donor wants to hear of the project. */
  readonly news: boolean;
  readonly dedicationKind: Dedication['kind'];
  /** Without a name, and without a card, there is no dedication. */
  readonly dedicationName: string;
  readonly recipientName: string;
  readonly recipientEmail: string;
  readonly cardMessage: string;
  /** Address of the page before; empty where it is not told. */
  readonly referrer: string;
  readonly utm: Marks;
}

const noMarks: Marks = { source: '', medium: '', campaign: '', term: '', content: '' };

export const emptyTelling: Telling = {
  email: '',
  news: false,
  dedicationKind: 'honour',
  dedicationName: '',
  recipientName: '',
  recipientEmail: '',
  cardMessage: '',
  referrer: '',
  utm: noMarks,
};

// Control characters and halves of pairs are never meant by a donor; a textarea ends lines with CR LF.
const unprintable = /(?![\n\t])\p{Cc}|\p{Surrogate}/gu;

/** What was typed, as it is kept: each line break one character. */
export function told(text: string | null): string {
  return (text ?? '').replaceAll('\r\n', '\n').replace(unprintable, '').trim();
}

/** Reads the form's fields; those that are missing are empty. */
export function readTelling(form: URLSearchParams): Telling {
  const text = (name: string) => told(form.get(name));
  return {
    email: text('email'),
    news: form.has('news'),
    dedicationKind: form.get('dedicationKind') === 'memory' ? 'memory' : 'honour',
    dedicationName: text('dedicationName'),
    recipientName: text('recipientName'),
    recipientEmail: text('recipientEmail'),
    cardMessage: text('cardMessage'),
    referrer: text('referrer'),
    utm: readMarks(form),
  };
}

/** The marks of an address or a form. */
export function readMarks(query: URLSearchParams): Marks {
  const marks = { ...noMarks };
  for (const mark of utmMarks) {
    marks[mark] = told((query.get(`utm_${mark}`) ?? '').slice(0, 200));
  }
  return marks;
}

/** The marks that there are, as they stand in an address. */
export function markEntries(utm: Marks): readonly (readonly [name: string, value: string])[] {
  return utmMarks.flatMap((mark) => (utm[mark] === '' ? [] : [[`utm_${mark}`, utm[mark]]]));
}

/** What the page knows by itself. */
export interface Circumstances {
  /** Language of the page. */
  readonly locale: string;
  /** The words beside the choice of news. */
  readonly newsWords: string;
  /** The page's own address. */
  readonly page: string;
}

/** What is kept beside the gift; undefined when there is nothing to tell. */
export function detailsOf(
  telling: Telling,
  { locale, newsWords, page }: Circumstances,
): Details | undefined {
  const email = telling.email || null;
  const dedication = dedicationOf(telling);
  const cameFrom = cameFromOf(telling, page);
  if (email === null && dedication === null && cameFrom === null) return undefined;
  return {
    email,
    language: locale,
    dedication,
    updatesConsent: email !== null && telling.news ? newsWords : null,
    cameFrom,
  };
}

function dedicationOf(telling: Telling): Dedication | null {
  const { dedicationKind: kind, dedicationName: name } = telling;
  const { recipientName, recipientEmail, cardMessage } = telling;
  const hasCard = [recipientName, recipientEmail, cardMessage].some((text) => text !== '');
  if (name === '' && !hasCard) return null;
  const card = { recipientName, recipientEmail, message: cardMessage || null };
  return { kind, name, card: hasCard ? card : null };
}

/**
 * How the donor came. What stands in an address behind its path may say who somebody is, so it is left
 * out. Nobody types any of it, so what the contract does not take is no donor's fault, and dropped.
 */
function cameFromOf({ referrer, utm }: Telling, page: string): CameFrom | null {
  const mark = (name: keyof Marks) => utm[name] || null;
  const hasMarks = markEntries(utm).length > 0;
  const found = parse(cameFromSchema, {
    page: addressOf(page),
    referrer: addressOf(referrer),
    utm: hasMarks
      ? {
          source: mark('source'),
          medium: mark('medium'),
          campaign: mark('campaign'),
          term: mark('term'),
          content: mark('content'),
        }
      : null,
  });
  if (!found.ok) return null;
  return Object.values(found.value).some((value) => value !== null) ? found.value : null;
}

/** An https address as far as its path; null for others. */
function addressOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, origin, pathname } = new URL(text);
  return protocol === 'https:' ? origin + pathname : null;
}
