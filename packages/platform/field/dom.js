// Small help with the page's own markup and words.
/** @import { Words } from './types.ts' */

/** @type {Words} */
const words = JSON.parse(document.body.querySelector('main')?.dataset.words ?? '{}');
export const language = document.documentElement.lang;

/**
 * The words of a name, with what is filled in.
 *
 * @param {string} name
 * @param {Readonly<Record<string, string | number>>} [values]
 */
export function say(name, values = {}) {
  return (words[name] ?? name).replaceAll(/\{(\w+)\}/g, (_, key) => {
    const value = values[key] ?? '';
    return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value;
  });
}

/** Number of a tree or a place, which is never grouped. @param {number} number */
export function plain(number) {
  return new Intl.NumberFormat(language, { useGrouping: false }).format(number);
}

/** @param {string} day a day or an instant */
export function dayOf(day) {
  const timeZone = day.length === 10 ? 'UTC' : undefined;
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone }).format(new Date(day));
}

/** @param {Readonly<Record<string, string>>} texts */
export function inLanguage(texts) {
  const [base = ''] = language.split('-');
  const tag =
    Object.keys(texts).find((one) => one === language) ??
    Object.keys(texts).find((one) => one.split('-')[0] === base) ??
    'en';
  return texts[tag] ?? '';
}

/**
 * The element with an id, which the page has.
 *
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {{ new (): Kind }} kind
 * @returns {Kind}
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no #${id}.`);
  return found;
}

/**
 * A new element. What is said in it is text.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** @param {string} text @param {string} className @param {() => void} onPress */
export function button(text, className, onPress) {
  const made = make('button', className, text);
  made.type = 'button';
  made.addEventListener('click', onPress);
  return made;
}
