/**
 * Where an element learns which platform to ask, with which key and in which language: its own
 * attribute, the nearest `<kind-kit>`, a `<meta>` in the page, the script's data attributes.
 *
 * Kits are read as attributes in the tree and not through their class, so that the answer does not
 * depend on which of the two the page defines first.
 */
import { safeUrl } from './safe-url.ts';
import { fromPage, type SettingName, type SettingValues } from './settings.ts';

/** What keeps an element from talking to a platform at all. */
export type Misconfiguration =
  | 'key_missing'
  | 'key_secret'
  | 'key_malformed'
  | 'base_url_missing'
  | 'base_url_invalid'
  | 'project_missing'
  | 'item_missing'
  | 'merchant_missing'
  | 'tree_missing'
  | 'plot_missing'
  | 'challenge_missing';

/** Which platform an element talks to, or what its page's author has to mend. */
export type Connection =
  | { readonly ok: true; readonly baseUrl: string; readonly key: string }
  | { readonly ok: false; readonly problem: Misconfiguration };

/** The next node outwards as the page is seen: through slots and out of shadow roots. */
function outwards(node: Node): Node | null {
  if (node instanceof Element && node.assignedSlot) return node.assignedSlot;
  return node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
}

/** An attribute of the nearest element that has it, from a node on; `only` of elements with that tag. */
function nearest(from: Node | null, attribute: string, only?: string): string | undefined {
  for (let node = from; node; node = outwards(node)) {
    if (!(node instanceof Element) || (only && node.localName !== only)) continue;
    const value = node.getAttribute(attribute);
    if (value) return value;
  }
  return undefined;
}

function setting(element: Element, name: SettingName, own: string | undefined) {
  return own || nearest(outwards(element), name, 'kind-kit') || fromPage(name);
}

/** The platform that an element is to ask, from its `own` settings and what surrounds it. */
export function connectionOf(element: Element, own: SettingValues): Connection {
  const key = setting(element, 'key', own.key);
  if (!key) return { ok: false, problem: 'key_missing' };
  // Refused here and not only by the platform: the secret must not travel from a page even once.
  if (key.startsWith('sk_')) return { ok: false, problem: 'key_secret' };
  if (!/^pk_(test|live)_\w+$/.test(key)) return { ok: false, problem: 'key_malformed' };
  const address = setting(element, 'base-url', own.baseUrl);
  if (!address) return { ok: false, problem: 'base_url_missing' };
  const url = safeUrl(address, document.baseURI);
  if (!url) return { ok: false, problem: 'base_url_invalid' };
  return { ok: true, baseUrl: url.replace(/\/*([?#].*)?$/, ''), key };
}

/**
 * The language to speak: the setting, else the language of the text around the element, else the
 * reader's own. A tag that is no language tag counts as English, since Intl would throw on it.
 */
export function localeOf(element: Element, own: SettingValues): string {
  const wanted =
    setting(element, 'locale', own.locale) || nearest(element, 'lang') || navigator.language;
  try {
    return Intl.getCanonicalLocales(wanted)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
