import type { ErrorCode } from '@kindcart/contract/errors';
import type { Misconfiguration } from './surroundings.ts';

const said = new Set<string>();

/**
 * Tells the page's author once what is wrong with an element. Donors do not read the console; they
 * are shown a calm sentence instead. What to do about a page that is set up wrongly is fetched,
 * since a page that is set up rightly never needs it.
 */
export function reportToAuthor(tag: string, problem: Misconfiguration | { message: string }): void {
  if (typeof problem !== 'string') say(tag, problem.message);
  else void sayRemedy(tag, problem);
}

async function sayRemedy(tag: string, problem: Misconfiguration): Promise<void> {
  const found = await import('./remedies.ts').catch(() => undefined);
  say(tag, found?.remedies[problem] ?? problem);
}

function say(tag: string, what: string): void {
  const line = `Kindcart: <${tag}>: ${what}`;
  if (said.has(line)) return;
  said.add(line);
  console.error(line);
}

const authorsMatter: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'key_missing',
  'key_unknown',
  'key_revoked',
  'key_not_allowed',
  'secret_key_in_browser',
  'origin_not_allowed',
  'not_found',
  'request_invalid',
  'response_invalid',
]);

/** Whether only the page's author can mend what the code says. */
export function isAuthorsMatter(code: ErrorCode): boolean {
  return authorsMatter.has(code);
}
