/** What a merchant owes, added up and rounded once, with the lines that it is made of. */
import * as z from 'zod/mini';
import { amountSchema, currencySchema, idSchema, timeSchema } from '../common.ts';
import { projectExample } from '../giving/project.ts';
import { charityItemExample } from './charity-item.ts';
import { merchantExample } from './merchant.ts';
import { orderExample } from './order.ts';

/** How long a merchant has to pay. */
export const statementDueDays = 30;

/** An exact amount of any sign, as text. */
const signedExactSchema = z.string().check(
  z.regex(/^-?\d{1,24}(\.\d{1,8})?$/, 'is not an exact amount'),
  z.meta({
    description: 'minor units as a decimal of up to 8 places, below zero a debt',
    examples: ['-0.5'],
  }),
);

/** `carried`: all of it is less than a minor unit, or more was taken back than given. */
export const statementStates = ['open', 'paid', 'carried'] as const;
export const statementReasons = ['month', 'threshold', 'asked'] as const;
export const lineKinds = ['pledge', 'credit', 'round_up', 'round_up_credit'] as const;
/** `open`: begun, and nobody has paid; `processing`: the bank has it; `failed`: another may be begun. */
export const statementPaymentStates = ['open', 'processing', 'failed', 'paid'] as const;

/** What one project gets by a statement. */
export const statementDueSchema = z.object({
  project: z.object({ id: idSchema('project'), title: z.string() }),
  carriedBefore: signedExactSchema.check(
    z.meta({ description: 'what the statement before has left over' }),
  ),
  exact: signedExactSchema.check(z.meta({ description: 'the sum of the lines' })),
  amount: amountSchema.check(z.meta({ description: 'what is paid now' })),
  carriedAfter: signedExactSchema.check(
    z.meta({ description: 'carriedBefore + exact − amount: the next statement begins with it' }),
  ),
});

export const statementSchema = z.object({
  id: idSchema('statement'),
  merchantId: idSchema('merchant'),
  number: z
    .string()
    .check(
      z.meta({ description: 'year and count; counts up without a gap for each merchant and year' }),
    ),
  because: z.enum(statementReasons).check(
    z.meta({
      description:
        'month: it was over; threshold: so much was confirmed; asked: by createStatement',
    }),
  ),
  period: z.object({
    from: timeSchema.check(z.meta({ description: 'where the statement before ended' })),
    until: timeSchema.check(z.meta({ description: 'what changed later comes on the next' })),
  }),
  state: z.enum(statementStates),
  total: amountSchema.check(z.meta({ description: 'the sum of what projects get' })),
  currency: currencySchema,
  dues: z.array(statementDueSchema).check(z.meta({ description: 'what the merchant gives' })),
  roundUps: z.array(statementDueSchema).check(
    z.meta({
      description:
        'what shoppers added to their orders, in whole minor units: their gifts, passed on whole',
    }),
  ),
  lineCount: z.int().check(z.positive()),
  dueAt: z.nullable(timeSchema),
  paidAt: z.nullable(timeSchema),
  payment: z
    .nullable(
      z.object({
        provider: z.enum(['sandbox', 'stripe']),
        reference: idSchema('payment'),
        state: z.enum(statementPaymentStates),
      }),
    )
    .check(z.meta({ description: 'the last that was begun' })),
  livemode: z.boolean(),
  createdAt: timeSchema,
  links: z.object({
    html: z.string().check(z.meta({ format: 'uri', description: 'a page to read, print and pay' })),
    pdf: z.string().check(z.meta({ format: 'uri' })),
    csv: z.string().check(z.meta({ format: 'uri', description: 'every line' })),
    until: timeSchema,
  }),
});

/** What became more or less of one pledge, or of one round-up, since it was last on a statement. */
export const statementLineSchema = z.object({
  kind: z.enum(lineKinds).check(
    z.meta({
      description:
        'pledge: of the merchant; round_up: of the shopper; credit, round_up_credit: something was taken back',
    }),
  ),
  orderId: idSchema('order'),
  shopOrderId: z.string(),
  charityItemId: z
    .nullable(idSchema('charityItem'))
    .check(z.meta({ description: 'null of a round-up, which follows no terms' })),
  revision: z
    .nullable(z.int().check(z.positive()))
    .check(z.meta({ description: 'of the terms that it follows' })),
  projectId: idSchema('project'),
  exact: signedExactSchema,
});

export const createStatementSchema = z.strictObject({ merchantId: idSchema('merchant') });

/** Where a statement is paid. No money has moved yet. */
export const statementPaymentStartSchema = z.object({
  provider: z.enum(['sandbox', 'stripe']),
  reference: idSchema('payment'),
  url: z.string().check(
    z.meta({
      format: 'uri',
      description: "the provider's page; of the sandbox, a page that says that no money moves",
    }),
  ),
});

export type Statement = z.infer<typeof statementSchema>;
export type StatementLine = z.infer<typeof statementLineSchema>;
export type StatementPaymentStart = z.infer<typeof statementPaymentStartSchema>;

const address = 'https://give.example.org/statements/sta_01k9p7g9v2fz3t6v8w0x2y4z6m';
const pass = 'pass=Zm9yLWV4YW1wbGUtb25seQ';

export const statementExample: Statement = {
  id: 'sta_01k9p7g9v2fz3t6v8w0x2y4z6m',
  merchantId: merchantExample.id,
  number: '2026-1',
  because: 'month',
  period: { from: '2026-10-31T16:00:00.000Z', until: '2026-11-30T16:00:00.000Z' },
  state: 'open',
  total: { amount: 208, currency: 'CNY' },
  currency: 'CNY',
  dues: [
    {
      project: { id: projectExample.id, title: projectExample.title },
      carriedBefore: '0',
      exact: '158.5',
      amount: { amount: 158, currency: 'CNY' },
      carriedAfter: '0.5',
    },
  ],
  roundUps: [
    {
      project: { id: projectExample.id, title: projectExample.title },
      carriedBefore: '0',
      exact: '50',
      amount: { amount: 50, currency: 'CNY' },
      carriedAfter: '0',
    },
  ],
  lineCount: 2,
  dueAt: '2026-12-30T16:00:04.000Z',
  paidAt: null,
  payment: null,
  livemode: false,
  createdAt: '2026-11-30T16:00:04.000Z',
  links: {
    html: `${address}?${pass}`,
    pdf: `${address}.pdf?${pass}`,
    csv: `${address}.csv?${pass}`,
    until: '2026-12-01T16:00:04.000Z',
  },
};

export const statementLineExample: StatementLine = {
  kind: 'pledge',
  orderId: orderExample.id,
  shopOrderId: orderExample.shopOrderId,
  charityItemId: charityItemExample.id,
  revision: 1,
  projectId: projectExample.id,
  exact: '158.5',
};

export const statementPaymentStartExample: StatementPaymentStart = {
  provider: 'sandbox',
  reference: 'pay_01k9p7ha7vfz3t6v8w0x2y4z6n',
  url: 'https://give.example.org/sandbox/pay/pay_01k9p7ha7vfz3t6v8w0x2y4z6n?secret=example.example&lang=zh-CN',
};
