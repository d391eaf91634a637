/** A row of the table of endpoints. */
import type * as z from 'zod/mini';
import type { ProblemCode } from './errors.ts';

type Schema = z.core.$ZodType;
/** What a schema reads; undefined where there is none. */
export type OutputOf<S> = S extends Schema ? z.output<S> : undefined;
type InputOf<S> = S extends Schema ? z.input<S> : undefined;

/** One row of the table; `undefined` where the endpoint takes nothing. */
export interface Endpoint<
  Params extends Schema | undefined = Schema | undefined,
  Query extends Schema | undefined = Schema | undefined,
  Body extends Schema | undefined = Schema | undefined,
  Response extends Schema = Schema,
  Errors extends readonly ProblemCode[] = readonly ProblemCode[],
> {
  /** One line for the reference. */
  readonly summary: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Status of success. */
  readonly status: 200 | 201 | 202;
  readonly response: Response;
  /** Codes beyond those that any request can meet. */
  readonly errors: Errors;
  readonly example: {
    readonly params: InputOf<Params>;
    readonly query: InputOf<Query>;
    readonly body: InputOf<Body>;
    readonly response: OutputOf<Response>;
  };
}

/** Holds a row against its own types. */
export function endpoint<
  Params extends Schema | undefined,
  Query extends Schema | undefined,
  Body extends Schema | undefined,
  Response extends Schema,
  const Errors extends readonly ProblemCode[],
>(
  row: Endpoint<Params, Query, Body, Response, Errors>,
): Endpoint<Params, Query, Body, Response, Errors> {
  return row;
}
