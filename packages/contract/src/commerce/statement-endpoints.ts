/** The part of commerce's table that is about statements. */
import * as z from 'zod/mini';
import { idSchema, pageQuery, pageSchema } from '../common.ts';
import { endpoint } from '../endpoint.ts';
import * as statement from './statement.ts';

const params = z.strictObject({ statementId: idSchema('statement') });
const exampleParams = { statementId: statement.statementExample.id };
const merchantId = statement.statementExample.merchantId;

export const statementEndpoints = {
  createStatement: endpoint({
    summary: 'Make a statement of a merchant now, without waiting for the end of the month.',
    params: undefined,
    query: undefined,
    body: statement.createStatementSchema,
    status: 201,
    response: statement.statementSchema,
    errors: ['merchant_unknown', 'statement_nothing_new'],
    example: {
      params: undefined,
      query: undefined,
      body: { merchantId },
      response: { ...statement.statementExample, because: 'asked' },
    },
  }),
  listStatements: endpoint({
    summary: 'Page through statements, newest first.',
    params: undefined,
    query: z.strictObject({ merchantId: z.optional(idSchema('merchant')), ...pageQuery }),
    body: undefined,
    status: 200,
    response: pageSchema(statement.statementSchema),
    errors: [],
    example: {
      params: undefined,
      query: { merchantId, limit: '20' },
      body: undefined,
      response: { items: [statement.statementExample], nextCursor: null },
    },
  }),
  getStatement: endpoint({
    summary: 'Read one statement, with what each project gets and what is carried on.',
    params,
    query: undefined,
    body: undefined,
    status: 200,
    response: statement.statementSchema,
    errors: ['statement_unknown'],
    example: {
      params: exampleParams,
      query: undefined,
      body: undefined,
      response: statement.statementExample,
    },
  }),
  listStatementLines: endpoint({
    summary: 'Page through the lines of a statement: pledges and credits, by order.',
    params,
    query: z.strictObject(pageQuery),
    body: undefined,
    status: 200,
    response: pageSchema(statement.statementLineSchema),
    errors: ['statement_unknown'],
    example: {
      params: exampleParams,
      query: { limit: '20' },
      body: undefined,
      response: { items: [statement.statementLineExample], nextCursor: null },
    },
  }),
  payStatement: endpoint({
    summary: 'Begin to pay a statement: says where. Projects get the money once it is paid there.',
    params,
    query: undefined,
    body: undefined,
    status: 200,
    response: statement.statementPaymentStartSchema,
    errors: ['statement_unknown', 'statement_not_payable', 'payments_unavailable'],
    example: {
      params: exampleParams,
      query: undefined,
      body: undefined,
      response: statement.statementPaymentStartExample,
    },
  }),
} as const;
