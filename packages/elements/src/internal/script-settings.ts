/**
 * What the one-line script says in its data attributes. It keeps them on the window under this
 * registered symbol, and shares no code with the elements: a shared file would be one more to
 * fetch, and the script finds its own tag by being a file of its own.
 */
import type { SettingValues } from './settings.ts';

/** The name of the symbol; `kindcart.ts` writes it out again. */
const place = Symbol.for('kindcart.script');

function textOf(settings: object, name: keyof SettingValues): string | undefined {
  const value: unknown = Reflect.get(settings, name);
  return typeof value === 'string' ? value : undefined;
}

/** What the script says of a setting, when there is a script. */
export function scriptSetting(name: keyof SettingValues): string | undefined {
  const settings: unknown = Reflect.get(window, place);
  return typeof settings === 'object' && settings !== null ? textOf(settings, name) : undefined;
}
