/** RFC 9457 problem details: the body of every answer that is not a success. */
import * as z from 'zod/mini';
import type { ProblemCode } from './errors.ts';
import { errors, isErrorCode } from './errors.ts';

export const problemSchema = z.object({
  type: z.string().check(z.meta({ format: 'uri-reference' })),
  title: z.string(),
  status: z.int(),
  code: z
    .custom<ProblemCode>(
      (value) => typeof value === 'string' && isErrorCode(value),
      'is not a known code',
    )
    .check(z.meta({ type: 'string', enum: Object.keys(errors) })),
  detail: z.string(),
  retryable: z.boolean(),
  requestId: z.string(),
  errors: z.optional(z.array(z.object({ field: z.string(), message: z.string() }))),
});

export type Problem = z.infer<typeof problemSchema>;
