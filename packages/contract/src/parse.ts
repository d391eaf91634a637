/** The one way to hold a value against a schema. */
import * as z from 'zod/mini';
import { type FieldError, fieldErrors } from './common.ts';

/** The value as the schema gives it, or what is wrong with it, field by field. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fields: FieldError[] };

/** Holds a value against a schema; never throws. */
export function parse<Schema extends z.core.$ZodType>(
  schema: Schema,
  value: unknown,
): Parsed<z.output<Schema>> {
  // The input tells what is missing from what is of another type.
  const result = z.safeParse(schema, value, { reportInput: true });
  return result.success
    ? { ok: true, value: result.data }
    : { ok: false, fields: fieldErrors(result.error.issues) };
}
