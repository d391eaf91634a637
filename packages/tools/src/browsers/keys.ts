// Key names as the web's KeyboardEvent.key has them, and chords such as `Shift+Tab`, for drivers
// that each spell keys their own way.
import type { KeyInput } from 'puppeteer-core';

// WebDriver's private-use code points: https://www.w3.org/TR/webdriver2/#keyboard-actions
const webDriverKeys = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  Meta: '\uE03D',
} as const;

/** A key that has a name, as opposed to a character. */
export type NamedKey = keyof typeof webDriverKeys;

const characters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-., ';

function isNamedKey(text: string): text is NamedKey {
  return Object.hasOwn(webDriverKeys, text);
}

// Puppeteer's type lists every single key; these are among them.
function isCharacterKey(text: string): text is Extract<KeyInput, 'a'> {
  return text.length === 1 && characters.includes(text);
}

/** One key: a name such as `Enter`, or a character of a plain keyboard. */
export type Key = NamedKey | Extract<KeyInput, 'a'>;

/** A key by its name. Throws on a name that is none; other characters are typed, not pressed. */
export function parseKey(name: string): Key {
  if (isNamedKey(name) || isCharacterKey(name)) return name;
  throw new Error(`No key is called "${name}". Names are those of KeyboardEvent.key.`);
}

/** The keys of a chord in the order they go down: `Shift+Tab` is Shift, then Tab. */
export function parseChord(chord: string): Key[] {
  return (chord.length === 1 ? [chord] : chord.split('+')).map(parseKey);
}

/** How WebDriver spells a key. */
export function webDriverKey(key: Key): string {
  return isNamedKey(key) ? webDriverKeys[key] : key;
}

/** One step of a WebDriver key action. */
export interface KeyAction {
  readonly type: 'keyDown' | 'keyUp';
  readonly value: string;
}

/** The steps that press a chord: all keys down in order, then up in reverse. */
export function chordActions(chord: string): KeyAction[] {
  const values = parseChord(chord).map(webDriverKey);
  return [
    ...values.map((value) => ({ type: 'keyDown', value }) as const),
    ...values.toReversed().map((value) => ({ type: 'keyUp', value }) as const),
  ];
}

/** The steps that type a text, character by character. */
export function textActions(text: string): KeyAction[] {
  return [...text].flatMap((value) => [
    { type: 'keyDown', value } as const,
    { type: 'keyUp', value } as const,
  ]);
}
