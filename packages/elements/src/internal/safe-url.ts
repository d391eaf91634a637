/** Reads an address; undefined where `URL` would throw. */
function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

/**
 * An address that may be followed or loaded, or undefined. Only `https:`, and `http:` because the
 * page itself may be on it: everything else (`javascript:`, `data:`, `blob:` …) can run code or
 * pretend to be the page.
 *
 * @param base - what a relative address is relative to; without it only absolute ones are taken
 */
export function safeUrl(text: string | null | undefined, base?: string): string | undefined {
  const url = text ? parseUrl(text, base) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}
