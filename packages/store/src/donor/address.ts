/** The token of a mailed link in the address of the page, and the address without it. */
import { donorLinkFragment } from '@kindcart/contract/routes';

/** What was found in an address. */
export interface Taken {
  /** As it stands there; empty where the link was cut off. */
  readonly token: string;
  /** The address to show instead. */
  readonly rest: string;
}

/** Takes the token out of an address, from its fragment or its query; null when there is none. */
export function takeToken(href: string): Taken | null {
  const [beforeFragment, fragment] = parted(href, '#');
  const [path, query] = parted(beforeFragment, '?');
  const inFragment = takeFrom(fragment);
  const inQuery = takeFrom(query);
  const token = inFragment.token ?? inQuery.token;
  if (token === undefined) return null;
  const rest = [
    path,
    inQuery.rest && `?${inQuery.rest}`,
    inFragment.rest && `#${inFragment.rest}`,
  ].join('');
  return { token, rest };
}

/** The address that a mailed link is to lead to: this page, without a place in it. */
export function pageOf(href: string): string {
  return parted(takeToken(href)?.rest ?? href, '#')[0];
}

function parted(text: string, mark: string): [before: string, after: string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function takeFrom(pairs: string): { token: string | undefined; rest: string } {
  const start = `${donorLinkFragment}=`;
  const all = pairs.split('&');
  const token = all.find((pair) => pair.startsWith(start))?.slice(start.length);
  return { token, rest: all.filter((pair) => !pair.startsWith(start)).join('&') };
}
