/**
 * Pages of any origin may read every answer, problems included: there are no cookies, so reading
 * takes no right that a stranger's page would not have by itself. Whether a key may be used on an
 * origin is decided in `access`, and says so in words that the page can read.
 */

/** Headers as a plain object, the form that Node writes fastest. */
export type Headers = Record<string, string>;

const exposed = [
  'ETag',
  'Idempotent-Replayed',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'X-Request-Id',
].join(', ');

/** Headers of every answer; a room's own page may say otherwise for itself. */
export const standingHeaders: Readonly<Headers> = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': exposed,
  'Content-Security-Policy': "frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** Data is nothing to be shown or run, even when somebody opens its address. */
export const dataHeaders: Readonly<Headers> = {
  ...standingHeaders,
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
};

/** How long a browser may remember the answer to a preflight; Chromium caps it at two hours. */
const preflightMaxAgeSeconds = 7_200;

const preflightHeaders: Readonly<Headers> = {
  'Access-Control-Allow-Headers':
    'authorization, content-type, idempotency-key, kindcart-proof, last-event-id',
  'Access-Control-Allow-Methods': 'GET, HEAD, POST',
  'Access-Control-Max-Age': String(preflightMaxAgeSeconds),
  // The answer is the same for all, so that anything in between may keep it.
  'Cache-Control': `public, max-age=${preflightMaxAgeSeconds}`,
};

/** Whether a browser asks what it may send. */
export function isPreflight(request: Request): boolean {
  return request.method === 'OPTIONS' && request.headers.has('access-control-request-method');
}

/** Says what pages may send; the same for every address, known or not. */
export function preflightAnswer(): Response {
  return new Response(null, { status: 204, headers: { ...standingHeaders, ...preflightHeaders } });
}
