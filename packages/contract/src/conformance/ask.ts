/** Asks one endpoint, and holds every answer against the contract before a case sees it. */
import {
  commonErrorsOf,
  type Endpoint,
  type EndpointInput,
  type EndpointOutput,
  endpoints,
} from '../endpoints.ts';
import { errors, type ProblemCode } from '../errors.ts';
import { parse } from '../parse.ts';
import { type Problem, problemDetails, problemSchema } from '../problem.ts';
import { type EndpointName, routes } from '../routes.ts';
import { equal, fail, holds, matches } from './check.ts';
import type { ConformanceContext, WireRequest, WireResponse } from './context.ts';

/** How a request departs from the usual one. */
export interface AskOptions {
  /** The key to show; null for none. The organization's secret key unless said otherwise. */
  readonly key?: string | null;
  /** Shows the key as `?key=` rather than in a header. */
  readonly keyInQuery?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** Header of an idempotent endpoint; null for none. A new one unless said otherwise. */
  readonly idempotencyKey?: string | null;
  /** A body in place of the input's own. */
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** A query in place of the input's own, without the question mark. */
  readonly query?: string;
}

/** An answer, checked: a success has its schema's shape, a problem is one that is documented. */
export type Answer<Name extends EndpointName> = AnswerHead &
  (
    | { readonly ok: true; readonly value: EndpointOutput<Name> }
    | { readonly ok: false; readonly problem: Problem }
  );

interface AnswerHead {
  readonly status: number;
  /** The body, byte for byte as far as text goes. */
  readonly text: string;
  header(name: string): string | null;
}

/** Parts of a request; the body may be anything, since some cases send what is wrong. */
type Loose<Input> = { readonly [Key in keyof Input]: Key extends 'body' ? unknown : Input[Key] };
type AskInput<Name extends EndpointName> = Loose<Omit<EndpointInput<Name>, 'idempotencyKey'>>;

/** Codes that the contract lets an endpoint answer with. */
function documentedCodes(name: EndpointName): readonly ProblemCode[] {
  return [...commonErrorsOf(routes[name]), ...endpoints[name].errors];
}

let keysMade = 0;
const startedMs = Date.now();

/** An idempotency key that was not used before. */
export function newIdempotencyKey(): string {
  keysMade += 1;
  return `conformance-${startedMs}-${keysMade}`;
}

/** Asks an endpoint and checks nothing yet. */
export function send<Name extends EndpointName>(
  context: ConformanceContext,
  name: Name,
  input: AskInput<Name>,
  options: AskOptions = {},
): Promise<WireResponse> {
  return context.fetch(
    `${context.baseUrl}${addressOf(context, name, input, options)}`,
    requestOf(context, name, input, options),
  );
}

/** Asks an endpoint and checks the answer's shape. */
export async function ask<Name extends EndpointName>(
  context: ConformanceContext,
  name: Name,
  input: AskInput<Name>,
  options: AskOptions = {},
): Promise<Answer<Name>> {
  const response = await send(context, name, input, options);
  return checked(name, response, await response.text());
}

function partsOf(input: object): {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
} {
  const { params, query, body } = { params: {}, query: {}, body: undefined, ...input };
  return { params: { ...params }, query: { ...query }, body };
}

function addressOf(
  context: ConformanceContext,
  name: EndpointName,
  input: object,
  options: AskOptions,
): string {
  const { params, query } = partsOf(input);
  const path = routes[name].path.replaceAll(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(String(params[key])),
  );
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`);
  const shown = options.keyInQuery ? [`key=${options.key ?? context.keys.publishable}`] : [];
  const all = [...shown, ...(options.query === undefined ? pairs : [options.query])];
  return all.length === 0 ? path : `${path}?${all.join('&')}`;
}

function requestOf(
  context: ConformanceContext,
  name: EndpointName,
  input: object,
  options: AskOptions,
): WireRequest {
  const { method, idempotent, access } = routes[name];
  const { body } = partsOf(input);
  const keyed = access === 'public' || access === 'page' || access === 'secret';
  const { key = keyed ? context.keys.secret : null, idempotencyKey = newIdempotencyKey() } =
    options;
  const sent = options.body ?? (body === undefined ? undefined : JSON.stringify(body));
  const headers: Record<string, string> = {
    ...(key === null || options.keyInQuery ? {} : { Authorization: `Bearer ${key}` }),
    ...(idempotent && idempotencyKey !== null ? { 'Idempotency-Key': idempotencyKey } : {}),
    ...(sent === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...options.headers,
  };
  return { method, headers, ...(sent === undefined ? {} : { body: sent }) };
}

function checked<Name extends EndpointName>(
  name: Name,
  response: WireResponse,
  text: string,
): Answer<Name> {
  const { status } = response;
  const header = (key: string) => response.headers.get(key);
  const head = { status, text, header };
  matches(header('X-Request-Id'), /^[\w.:-]{1,128}$/, `${name} names its request`);
  if (status >= 400) return { ...head, ok: false, problem: checkedProblem(name, response, text) };
  equal(status, endpoints[name].status, `status of ${name}, which answered ${text}`);
  matches(header('Content-Type'), /^application\/json\b/, `type of what ${name} answers`);
  return { ...head, ok: true, value: checkedValue(name, text) };
}

function checkedValue<Name extends EndpointName>(name: Name, text: string): EndpointOutput<Name>;
function checkedValue(name: EndpointName, text: string): unknown {
  const { response }: Endpoint = endpoints[name];
  const given: unknown = JSON.parse(text);
  const result = parse(response, given);
  if (!result.ok) return fail(`${name} answered ${text}: ${JSON.stringify(result.fields)}`);
  equal(given, result.value, `${name} answers with the contract's fields and no others`);
  return result.value;
}

function checkedProblem(name: EndpointName, response: WireResponse, text: string): Problem {
  const { status, headers } = response;
  matches(
    headers.get('Content-Type'),
    /^application\/problem\+json\b/,
    `${name} answers ${status} as a problem; it said ${text}`,
  );
  const result = parse(problemSchema, JSON.parse(text));
  if (!result.ok) fail(`${name} answered ${text}: ${JSON.stringify(result.fields)}`);
  const problem = result.value;
  const { status: wanted, retryable } = errors[problem.code];
  equal([status, problem.status], [wanted, wanted], `status of ${problem.code}`);
  equal(problem.retryable, retryable, `whether ${problem.code} is worth another try`);
  const { type, title } = problemDetails(problem.code, problem);
  equal([problem.type, problem.title], [type, title], `type and title of ${problem.code}`);
  equal(problem.requestId, headers.get('X-Request-Id'), `request id of ${problem.code}`);
  holds(
    documentedCodes(name).includes(problem.code),
    `${name} answers with ${problem.code}, which the contract does not name for it`,
  );
  holds(!/\bat .+:\d+:\d+/.test(text), `${problem.code} shows a stack: ${text}`);
  return problem;
}

/** The value of a success. @throws when it was none */
export async function granted<Name extends EndpointName>(
  asked: Promise<Answer<Name>>,
): Promise<EndpointOutput<Name>> {
  const answer = await asked;
  return answer.ok ? answer.value : fail(`wanted a success, was answered ${answer.text}`);
}

/** A request is refused with this code; the problem is handed back. */
export async function refused<Name extends EndpointName>(
  asked: Promise<Answer<Name>>,
  code: ProblemCode,
  what: string,
): Promise<Answer<Name> & { readonly problem: Problem }> {
  const answer = await asked;
  if (answer.ok) fail(`${what}: wanted ${code}, was answered ${answer.status} ${answer.text}`);
  equal(answer.problem.code, code, what);
  return answer;
}

/** A request is refused with the code, and this field is named. */
export async function refusedField<Name extends EndpointName>(
  asked: Promise<Answer<Name>>,
  code: ProblemCode,
  field: string,
  what: string,
): Promise<void> {
  const { problem } = await refused(asked, code, what);
  const fields = (problem.errors ?? []).map((one) => one.field);
  holds(fields.includes(field), `${what}: ${field} is not named, but ${JSON.stringify(fields)}`);
}
