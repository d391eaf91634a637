import { type Answers, type Canned, type FakePlatform, openPlatform } from './platform.ts';
import { installStripe, stripePlays } from './stripe.ts';

/** One state of one element, as every `….states.ts` lists them. */
export interface ElementState {
  /** The markup, as a page's author writes it; a function when words depend on the language. */
  readonly html: string | ((locale: string) => string);
  /** What the platform answers; endpoints that are not named answer with the contract's example. */
  readonly answers?: Readonly<Partial<Record<keyof Answers, Canned>>>;
  /**
   * What a person does, one step a line: `click SELECTOR`, `fill SELECTOR = TEXT`, `press KEY`,
   * `hover SELECTOR`, `wait SELECTOR`. Selectors step into shadow roots with `>>>`.
   */
  readonly act?: readonly string[];
  /** What stands behind the `#` of the page's address. */
  readonly fragment?: string;
  /** Puts a stand-in of Stripe.js on the page that plays this. */
  readonly stripe?: keyof typeof stripePlays;
}

/** States by their names. */
export type ElementStates = Readonly<Record<string, ElementState>>;

/** What a test puts on the page: a state, whose platform may think. */
export interface Scene {
  readonly html: ElementState['html'];
  readonly answers?: Answers;
  readonly act?: readonly string[];
  readonly fragment?: string;
  readonly stripe?: ElementState['stripe'];
}

/** How a state is shown. */
export interface StageOptions {
  readonly locale?: string;
  readonly theme?: 'light' | 'dark';
  readonly dir?: 'ltr' | 'rtl';
}

/** An element in a state, on a page. */
export interface Stage {
  readonly platform: FakePlatform;
  /** The kit around the element, which gives it platform, key, language and theme. */
  readonly kit: HTMLElement;
  /** The element itself. */
  readonly element: HTMLElement;
  /** Takes everything off the page again. */
  readonly close: () => void;
}

let staged = 0;
/** Databases outlive a page: what this page keeps in them is under keys of its own. */
const page = Date.now().toString(36);

/** When addresses were shown, in milliseconds since the page began. */
const shownAtMs: number[] = [];
/** WebKit lets a page replace its address a hundred times in ten seconds; a scene does it twice. */
const shownMax = { count: 45, withinMs: 10_000 };

/** Puts a fragment into the page's address, as soon as the browser allows it; '' takes one out. */
async function showFragment(text: string): Promise<void> {
  if (text === '' && location.hash === '') return;
  const oldestMs = shownAtMs.at(-shownMax.count) ?? -shownMax.withinMs;
  const restMs = oldestMs + shownMax.withinMs - performance.now();
  if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
  shownAtMs.push(performance.now());
  history.replaceState(null, '', text ? `#${text}` : location.pathname + location.search);
}

/** Puts a scene on the page, with a platform of its own. */
export async function stage(scene: Scene, options: StageOptions = {}): Promise<Stage> {
  const { locale = 'en', theme = 'light', dir = 'ltr' } = options;
  const platform = openPlatform(scene.answers ?? {});
  const kit = document.createElement('kind-kit');
  if (scene.stripe) installStripe(stripePlays[scene.stripe]);
  await showFragment(scene.fragment ?? '');
  staged += 1;
  // A key of its own is a store of its own, so that nothing is left of the scene before.
  const attributes = {
    'base-url': platform.baseUrl,
    key: `pk_test_${page}_${staged}`,
    locale,
    theme,
    dir,
  };
  for (const [name, value] of Object.entries(attributes)) kit.setAttribute(name, value);
  kit.append(fragment(typeof scene.html === 'string' ? scene.html : scene.html(locale)));
  // The page is as dark as the elements upon it, since they take their text colour from it.
  const { style } = document.documentElement;
  style.cssText = `color-scheme: ${theme}; background: Canvas; color: CanvasText`;
  document.body.append(kit);
  const element = kit.firstElementChild;
  if (!(element instanceof HTMLElement)) throw new TypeError('The scene has no element.');
  for (const line of scene.act ?? []) await act(line);
  const close = () => {
    kit.remove();
    style.cssText = '';
    platform.close();
    sessionStorage.clear();
  };
  return { platform, kit, element, close };
}

/** Reads markup as the parser of a page does. */
export function fragment(html: string): DocumentFragment {
  return document.createRange().createContextualFragment(html);
}

/**
 * Waits until `check` gives something, looking again at each frame; fails with `what` after fifteen
 * seconds, so that a test says what it was waiting for. That is a limit on waiting and asserts
 * nothing about speed: with three engines on two cores, a page waits seconds for its turn alone.
 */
export async function until<Value>(
  check: () => Value | Promise<Value> | null | undefined | false,
  what: string,
): Promise<Value> {
  // A test may have put a clock of its own in the place of the page's.
  const nowMs = () => Performance.prototype.now.call(performance);
  const deadline = nowMs() + 15_000;
  for (;;) {
    const value = await check();
    if (value !== null && value !== undefined && value !== false) return value;
    if (nowMs() > deadline) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** A root and everything below it, through shadow roots. */
export function everything(root: Element | ShadowRoot): Element[] {
  const own = root instanceof Element ? [root] : [];
  const inShadow = root instanceof Element && root.shadowRoot ? everything(root.shadowRoot) : [];
  return [...own, ...inShadow, ...[...root.children].flatMap(everything)];
}

function isMoving(animation: Animation): boolean {
  const endless = animation.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY;
  return animation.playState === 'running' && !endless;
}

function isAnyMoving(root: Element): boolean {
  const trees = everything(root).flatMap(({ shadowRoot }) => shadowRoot ?? []);
  return [document, ...trees].some((tree) => tree.getAnimations().some(isMoving));
}

/** The text that stands in an element itself; none in a countdown, which changes each second. */
function ownText(element: Element): string {
  if (element.matches('[role=timer]')) return '';
  const texts = [...element.childNodes].filter((node) => node instanceof Text);
  return texts.map(({ data }) => data).join('');
}

/** Waits until nothing but a countdown has changed for six frames: no text, no attribute, no movement. */
export async function settle(root: Element): Promise<void> {
  const picture = () =>
    everything(root)
      .map((each) => `${[...each.attributes].map(({ value }) => value)} ${ownText(each)}`)
      .join('\n');
  let last = '';
  let still = 0;
  await until(() => {
    const now = picture();
    still = now === last && !isAnyMoving(root) ? still + 1 : 0;
    last = now;
    return still >= 6;
  }, 'the page to come to rest');
}

/** The first match of a selector that steps into shadow roots with `>>>`. */
export function pierce(selector: string): HTMLElement | null {
  let roots: ParentNode[] = [document];
  let found: HTMLElement | null = null;
  for (const part of selector.split('>>>')) {
    found = null;
    for (const root of roots) found ??= root.querySelector<HTMLElement>(part.trim());
    roots = found?.shadowRoot ? [found.shadowRoot] : [];
  }
  return found;
}

/** Waits for the first match of a selector that steps into shadow roots with `>>>`. */
export function find<Found extends HTMLElement>(
  selector: string,
  type: new () => Found,
): Promise<Found> {
  return until(() => {
    const found = pierce(selector);
    return found instanceof type && found;
  }, selector);
}

/** Does one step of a state. */
export async function act(line: string): Promise<void> {
  const [, verb, rest = ''] = /^(\w+) +(.+)$/.exec(line) ?? [];
  if (verb === 'click') return (await find(rest, HTMLElement)).click();
  if (verb === 'wait') return void (await find(rest, HTMLElement));
  if (verb === 'fill') {
    const at = rest.lastIndexOf(' = ');
    return fill(await find(rest.slice(0, at), HTMLElement), rest.slice(at + 3));
  }
  throw new Error(`No step: ${line}`);
}

/** Writes into a field as a person does: the value, then the events. */
export function fill(field: HTMLElement, text: string): void {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) {
    throw new TypeError('Only fields can be filled.');
  }
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}
