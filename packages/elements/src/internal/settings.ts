/**
 * Where an element learns which platform to ask, with which key and in which language: its own
 * attribute, the nearest `<kind-kit>`, a `<meta>` in the page, the script's data attributes.
 *
 * Kits are read as attributes in the tree and not through their class, so that the answer does not
 * depend on which of the two the page defines first.
 */
import { safeUrl } from './safe-url.ts';
import { scriptSetting } from './script-settings.ts';

/** The settings by their names in scripts; their attributes are `key`, `base-url` and `locale`. */
export interface SettingValues {
  /** A publishable key, `pk_test_…` or `pk_live_…`. */
  readonly key?: string | undefined;
  /** Address of the platform, absolute or relative to the page. */
  readonly baseUrl?: string | undefined;
  /** A BCP 47 language tag. */
  readonly locale?: string | undefined;
}

/** What keeps an element from talking to a platform at all. */
export type Misconfiguration =
  | 'key_missing'
  | 'key_secret'
  | 'key_malformed'
  | 'base_url_missing'
  | 'base_url_invalid'
  | 'project_missing';

/** Which platform an element talks to, or what its page's author has to mend. */
export type Connection =
  | { readonly ok: true; readonly baseUrl: string; readonly key: string }
  | { readonly ok: false; readonly problem: Misconfiguration };

const attributes = { key: 'key', baseUrl: 'base-url', locale: 'locale' } as const;

/** The next node outwards as the page is seen: through slots and out of shadow roots. */
function outwards(node: Node): Node | null {
  if (node instanceof Element && node.assignedSlot) return node.assignedSlot;
  return node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
}

function fromKits(element: Element, attribute: string): string | undefined {
  for (let node = outwards(element); node; node = outwards(node)) {
    if (!(node instanceof Element) || node.localName !== 'kind-kit') continue;
    const value = node.getAttribute(attribute);
    if (value) return value;
  }
  return undefined;
}

function fromPage(name: keyof SettingValues): string | undefined {
  const meta = document.querySelector(`meta[name="kindcart:${attributes[name]}"]`);
  return meta?.getAttribute('content') || scriptSetting(name);
}

function setting(element: Element, name: keyof SettingValues, own: SettingValues) {
  return own[name] || fromKits(element, attributes[name]) || fromPage(name);
}

/** The platform that an element is to ask, from its `own` settings and what surrounds it. */
export function connectionOf(element: Element, own: SettingValues): Connection {
  const key = setting(element, 'key', own);
  if (!key) return { ok: false, problem: 'key_missing' };
  // Refused here and not only by the platform: the secret must not travel from a page even once.
  if (key.startsWith('sk_')) return { ok: false, problem: 'key_secret' };
  if (!/^pk_(test|live)_\w+$/.test(key)) return { ok: false, problem: 'key_malformed' };
  const address = setting(element, 'baseUrl', own);
  if (!address) return { ok: false, problem: 'base_url_missing' };
  const url = safeUrl(address, document.baseURI);
  if (!url) return { ok: false, problem: 'base_url_invalid' };
  return { ok: true, baseUrl: url.replace(/[?#].*/, '').replace(/\/+$/, ''), key };
}

function fromLanguageOfText(element: Element): string | undefined {
  for (let node: Node | null = element; node; node = outwards(node)) {
    const lang = node instanceof Element ? node.getAttribute('lang') : null;
    if (lang) return lang;
  }
  return undefined;
}

/**
 * The language to speak: the setting, else the language of the text around the element, else the
 * reader's own. A tag that is no language tag counts as English, since Intl would throw on it.
 */
export function localeOf(element: Element, own: SettingValues): string {
  const wanted =
    setting(element, 'locale', own) || fromLanguageOfText(element) || navigator.language;
  try {
    return Intl.getCanonicalLocales(wanted)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

const readers = new Set<() => void>();

/** Calls `reader` whenever a kit on the page changes; returns how to stop. */
export function watchSettings(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

/** Tells every element on the page to read its settings again. */
export function settingsChanged(): void {
  for (const reader of [...readers]) reader();
}
