/**
 * What the one-line script says in its data attributes. It keeps them on the window under this
 * registered symbol, and shares no code with the elements: a shared file would be one more to
 * fetch, and the script finds its own tag by being a file of its own.
 */
import type { SettingName } from './settings.ts';

/** The name of the symbol; `kindcart.ts` writes it out again. */
const place = Symbol.for('kindcart.script');

/** What the script says of a setting, when there is a script. */
export function scriptSetting(name: SettingName): string | undefined {
  const settings: object = Object(Reflect.get(window, place));
  const value: unknown = Reflect.get(settings, name);
  return typeof value === 'string' ? value : undefined;
}
