/** What a donor may tell beside a gift: where to write, in whose honour, how they came. */
import * as z from 'zod/mini';
import { languageSchema, linkSchema, textSchema } from '../common.ts';

/**
 * An e-mail address as mail servers take it, international ones (RFC 6531) included. Line breaks and
 * the characters that part addresses in a header are refused, so that none can add a recipient.
 */
export const emailSchema = z
  .string()
  .check(
    z.maxLength(254, 'is longer than 254 characters'),
    z.refine(isEmail, 'is not an e-mail address such as name@example.org'),
    z.meta({ format: 'email' }),
  );

const emailPattern =
  /^[^\s@<>()[\]\\,:;"]{1,64}@(?:[^\s@<>()[\]\\,:;".]{1,63}\.)+[^\s@<>()[\]\\,:;".\d]{2,63}$/;

function isEmail(text: string): boolean {
  return (
    emailPattern.test(text) &&
    text.isWellFormed() &&
    !/\p{C}/u.test(text) &&
    !/^\.|\.@|\.\./.test(text)
  );
}

/** In whose honour or memory a gift is made, and the card that tells somebody of it. */
export const dedicationSchema = z.strictObject({
  kind: z.enum(['honour', 'memory']),
  name: textSchema(1, 80).check(z.meta({ description: 'of the person who is honoured' })),
  card: z.nullable(
    z.strictObject({
      recipientName: textSchema(1, 80),
      recipientEmail: emailSchema,
      message: z.nullable(textSchema(1, 500)),
    }),
  ),
});

const utmSchema = z.nullable(textSchema(1, 200));

/** How the donor came to give, as the page that asked knows it. */
export const cameFromSchema = z.strictObject({
  page: z.nullable(linkSchema).check(z.meta({ description: 'where the gift was made' })),
  referrer: z.nullable(linkSchema).check(z.meta({ description: 'where the donor came from' })),
  utm: z.nullable(
    z.strictObject({
      source: utmSchema,
      medium: utmSchema,
      campaign: utmSchema,
      term: utmSchema,
      content: utmSchema,
    }),
  ),
});

/** All of it is the donor's choice; a gift needs none. */
export const detailsSchema = z.strictObject({
  email: z.nullable(emailSchema).check(z.meta({ description: 'for the receipt; never public' })),
  language: z.nullable(languageSchema).check(z.meta({ description: 'to write to the donor in' })),
  dedication: z.nullable(dedicationSchema),
  updatesConsent: z.nullable(textSchema(1, 500)).check(
    z.meta({
      description: 'the words under which the donor asked for news; null when not asked for',
    }),
  ),
  cameFrom: z.nullable(cameFromSchema),
});

export type Dedication = z.infer<typeof dedicationSchema>;
export type CameFrom = z.infer<typeof cameFromSchema>;
export type Details = z.infer<typeof detailsSchema>;

export const detailsExample: Details = {
  email: 'donor@example.org',
  language: 'zh-CN',
  dedication: { kind: 'honour', name: '林老师', card: null },
  updatesConsent: 'Write to me about what my gift does.',
  cameFrom: {
    page: 'https://charity.example/water',
    referrer: null,
    utm: { source: 'newsletter', medium: 'email', campaign: 'spring', term: null, content: null },
  },
};
