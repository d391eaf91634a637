/** What a page says for all its elements, and who wants to know when that changes. */
import { scriptSetting } from './script-settings.ts';

/** The settings that an element can have of its own. */
export interface SettingValues {
  /** A publishable key, `pk_test_…` or `pk_live_…`. */
  readonly key?: string | undefined;
  /** Address of the platform, absolute or relative to the page. */
  readonly baseUrl?: string | undefined;
  /** A BCP 47 language tag. */
  readonly locale?: string | undefined;
}

/** The settings by their names in markup; a theme is only for the page, since kits do it by style sheet. */
export type SettingName = 'key' | 'base-url' | 'locale' | 'theme';

/** What the page says of a setting: a `<meta>`, or else the script's data attributes. */
export function fromPage(name: SettingName): string | undefined {
  const meta = document.querySelector(`meta[name="kindcart:${name}"]`);
  return meta?.getAttribute('content') || scriptSetting(name);
}

let themed = false;

/**
 * Hands the theme that the page or its script names to the style sheets of all elements, which see
 * it in shadow roots too and in a kit with a theme of its own do not.
 */
export function readTheme(): void {
  const theme = fromPage('theme') ?? '';
  if (themed || !/^(light|dark|auto)$/.test(theme)) return;
  themed = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:root{--_scheme:${theme.replace('auto', 'light dark')}}`);
  document.adoptedStyleSheets.push(sheet);
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
