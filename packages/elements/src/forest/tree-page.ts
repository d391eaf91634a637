import { safeUrl } from '../internal/safe-url.ts';

/** A tree's own page, in the language that is spoken here; undefined where it is no address to follow. */
export function treePage(address: string | undefined, locale: string): string | undefined {
  const page = safeUrl(address);
  if (!page) return undefined;
  const url = new URL(page);
  url.searchParams.set('lang', locale);
  return url.href;
}
