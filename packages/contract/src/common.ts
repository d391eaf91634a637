/** Schemas that every domain shares: money, ids, times, text, links, pages. */
import * as z from 'zod/mini';
import { type Id, type IdKind, idPrefixes, isId } from './ids.ts';
import { isCurrency } from './money/index.ts';
import { idsMax } from './routes.ts';

/** A currency code of our ISO 4217 table. */
export const currencySchema = z.string().check(
  z.refine((text) => isCurrency(text), 'is not an active ISO 4217 currency with minor units'),
  z.meta({ description: 'ISO 4217 code', pattern: '^[A-Z]{3}$', examples: ['CNY'] }),
);

/** Money of any sign: an integer count of minor units, with its currency. */
export const moneySchema = z.strictObject({
  amount: z.int().check(z.meta({ description: 'minor units, such as fen for CNY' })),
  currency: currencySchema,
});

/** Money of zero or more. */
export const amountSchema = z.strictObject({
  amount: z.int().check(z.nonnegative('is negative')),
  currency: currencySchema,
});

/** Money of one minor unit or more. */
export const positiveMoneySchema = z.strictObject({
  amount: z.int().check(z.positive('is not above zero')),
  currency: currencySchema,
});

/** A TypeID of one kind. */
export function idSchema<Kind extends IdKind>(kind: Kind) {
  return z
    .custom<Id<Kind>>(
      (value) => typeof value === 'string' && isId(kind, value),
      `is not an id such as ${idPrefixes[kind]}_…`,
    )
    .check(
      z.meta({ type: 'string', pattern: `^${idPrefixes[kind]}_[0-7][0-9a-hjkmnp-tv-z]{25}$` }),
    );
}

/** Ids of one kind in one query parameter, parted by commas; repeats count once. */
export function idListSchema<Kind extends IdKind>(kind: Kind) {
  return z.pipe(
    z.string().check(
      z.refine(
        (text) => text.split(',').every((id) => isId(kind, id)),
        `is not a list of ${idPrefixes[kind]}_… ids`,
      ),
      z.refine((text) => text.split(',').length <= idsMax, `has more than ${idsMax} ids`),
    ),
    z.transform((text: string): Id<Kind>[] => [
      ...new Set(text.split(',').filter((id): id is Id<Kind> => isId(kind, id))),
    ]),
  );
}

/** An instant, RFC 3339 in UTC, with milliseconds. */
export const timeSchema = z.iso.datetime('is not a time such as 2027-01-31T08:00:00.000Z');

// Control characters but line feed and tab: they carry no words, and break storage or logs.
const controls = /(?![\n\t])\p{Cc}/u;

/**
 * Text that a person wrote. It is stored as it is and shown as text, never as markup, so markup in
 * it is harmless; only what no screen can show is refused.
 */
export function textSchema(lengthMin: number, lengthMax: number) {
  return z.string().check(
    z.minLength(
      lengthMin,
      lengthMin === 1 ? 'is empty' : `is shorter than ${lengthMin} characters`,
    ),
    z.maxLength(lengthMax, `is longer than ${lengthMax} characters`),
    z.refine((text) => text.isWellFormed(), 'has half of a character pair'),
    z.refine((text) => !controls.test(text), 'has control characters'),
  );
}

/** An https address of a picture or a page; http only for this machine, for development. */
export const linkSchema = z
  .string()
  .check(
    z.maxLength(2048, 'is longer than 2048 characters'),
    z.refine(isWebAddress, 'is not an https address'),
    z.meta({ format: 'uri' }),
  );

function isWebAddress(text: string): boolean {
  // Anything that no address has as it is: white space, control characters, half of a pair.
  if (/\s/.test(text) || controls.test(text) || !text.isWellFormed()) return false;
  return /^https:\/\/[^/]/i.test(text) || /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?\//i.test(text);
}

/** A BCP 47 language tag. */
export const languageSchema = z
  .string()
  .check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'is not a language tag such as zh-CN'));

/** How many rows a page of a list holds when nothing is said, and at the most. */
export const pageLimit = { default: 20, max: 100 } as const;

/** The query of a list: where to go on, and how many rows. */
export const pageQuery = {
  cursor: z.optional(z.string().check(z.regex(/^[!-~]{1,200}$/, 'is not a cursor of a list'))),
  limit: z.optional(
    z.pipe(
      z.string().check(z.regex(/^[1-9]\d{0,2}$/, 'is not a whole number from 1 to 100')),
      z.transform((text: string) => Math.min(Number.parseInt(text, 10), pageLimit.max)),
    ),
  ),
};

/** A page of a list; `nextCursor` is null on the last. */
export function pageSchema<Item extends z.core.$ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.nullable(z.string()) });
}

/** What is wrong with one field of a request or an answer. */
export interface FieldError {
  /** Path such as `gift.amount`; empty for the whole. */
  readonly field: string;
  /** What is wrong, to be read after the field's name. */
  readonly message: string;
}

/** Puts a schema's issues into words, one per field. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues.flatMap((issue) => {
    const field = issue.path.map(String).join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        field: field === '' ? key : `${field}.${key}`,
        message: 'is not a field of this request',
      }));
    }
    return [{ field, message: issueWords(issue) }];
  });
}

function issueWords(issue: z.core.$ZodIssue): string {
  if (issue.message !== 'Invalid input') return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `is not ${article(issue.expected)}`;
    case 'invalid_value':
      return `is not one of ${issue.values.map(String).join(', ')}`;
    case 'too_big':
      return `is more than ${String(issue.maximum)}`;
    case 'too_small':
      return `is less than ${String(issue.minimum)}`;
    default:
      return 'is not as it should be';
  }
}

function article(type: string): string {
  if (type === 'int') return 'a whole number';
  return `${/^[aeio]/.test(type) ? 'an' : 'a'} ${type}`;
}
