import type { ErrorCode } from '@kindcart/contract/errors';
import type { Misconfiguration } from './settings.ts';

/** What the page's author is to do about each misconfiguration. */
const remedies: Readonly<Record<Misconfiguration, string>> = {
  key_missing:
    'no key. Set data-key on the script, <meta name="kindcart:key">, or key on <kind-kit>, to a publishable key (pk_…).',
  key_secret:
    'a secret key (sk_…) stands in the page. Revoke it now, since every visitor can read it, and use a publishable key (pk_…).',
  key_malformed: 'the key is not a publishable key such as pk_test_….',
  base_url_missing:
    'no address. Set data-base-url on the script, <meta name="kindcart:base-url">, or base-url on <kind-kit>, to the platform.',
  base_url_invalid: 'the address of the platform (base-url) is not an http or https address.',
  project_missing: 'the attribute project is missing or is not a project id such as prj_….',
};

const said = new Set<string>();

/**
 * Tells the page's author once what is wrong with an element. Donors do not read the console; they
 * are shown a calm sentence instead.
 */
export function reportToAuthor(tag: string, problem: Misconfiguration | { message: string }): void {
  const what = typeof problem === 'string' ? remedies[problem] : problem.message;
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
