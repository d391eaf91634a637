// One small driver over three engines, for end-to-end tests and screenshots. It offers what a
// person does with a page, and waits as a person would: a click waits until there is something to
// click. Tests never sleep; they wait for a condition.
import type { EngineName } from './engines.ts';
import { inPage, type Target } from './piercing.ts';
import { launchPuppeteer } from './puppeteer-page.ts';
import { launchWebKit } from './webkit-page.ts';

/** How a browser is to look to the page. */
export interface LaunchSettings {
  /** Width of the page in CSS pixels; 1280 when left out. WebKit's window is never below 450. */
  readonly width?: number;
  /** Height of the page in CSS pixels; 800 when left out. */
  readonly height?: number;
  /** What `prefers-color-scheme` answers; light when left out. */
  readonly colorScheme?: 'light' | 'dark';
  /** BCP 47 tag for `navigator.language`; not in WebKit, which takes the machine's own. */
  readonly locale?: string;
  /** Whether pages may run scripts, as they may unless this is false. What a test evaluates runs all the same. */
  readonly scripts?: boolean;
}

/** A button of the pointer. */
export type PointerButton = 'left' | 'middle' | 'right';

/** What an open page can be made to believe of its screen. */
export interface MediaFeatures {
  readonly colorScheme?: 'light' | 'dark' | 'no-preference';
  readonly reducedMotion?: 'reduce' | 'no-preference';
  readonly forcedColors?: 'active' | 'none';
}

/** What each engine brings; everything else in {@link Page} is made of these. */
export interface PageDriver {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Evaluates an expression in the page; a promise is waited for; results are plain data. */
  evaluateSource<T>(source: string): Promise<T>;
  /** Makes this the page that is looked at: the others draw no frames. */
  toFront(): Promise<void>;
  /** Moves the real pointer to a point of the viewport, in whole CSS pixels. */
  moveTo(x: number, y: number): Promise<void>;
  /** Presses or lets go a button of the pointer where it is. */
  button(change: 'down' | 'up', which?: PointerButton): Promise<void>;
  typeText(text: string): Promise<void>;
  press(chord: string): Promise<void>;
  /** Presses or lets go one key. */
  key(change: 'down' | 'up', name: string): Promise<void>;
  /** Changes media features of an open page, where the engine can; else it throws. */
  emulate(features: MediaFeatures): Promise<void>;
  setViewport(size: { width: number; height: number }): Promise<void>;
  /** A PNG of the viewport, or of the whole page. */
  screenshot(path: string, fullPage: boolean): Promise<void>;
  consoleErrors(): Promise<string[]>;
  close(): Promise<void>;
}

/** A running browser. */
export interface Browser {
  readonly engine: EngineName;
  /** A new page. Chromium and Firefox keep pages' storage together; WebKit's pages share nothing. */
  newPage(): Promise<Page>;
  /** Closes every page and the browser. */
  close(): Promise<void>;
}

/** How each engine hands over its pages. */
export interface BrowserDriver {
  newPage(): Promise<PageDriver>;
  close(): Promise<void>;
}

const waitTimeoutMs = 15_000;
const pollIntervalMs = 50;

/** Starts one engine for those who need no more than its driver. */
export function launchDriver(engine: EngineName, settings: LaunchSettings): Promise<BrowserDriver> {
  const full = { width: 1280, height: 800, colorScheme: 'light', ...settings } as const;
  return engine === 'webkit' ? launchWebKit(full) : launchPuppeteer(engine, full);
}

/** Starts one engine. Throws when its program is missing; the message says which package has it. */
export async function launch(engine: EngineName, settings: LaunchSettings = {}): Promise<Browser> {
  const driver = await launchDriver(engine, settings);
  return {
    engine,
    newPage: async () => new Page(engine, await driver.newPage(), settings.scripts !== false),
    close: () => driver.close(),
  };
}

/** A page and what a person does with it. Selectors may step into shadow roots with `>>>`. */
export class Page {
  readonly engine: EngineName;
  readonly #driver: PageDriver;
  /** Without scripts a page calls nobody back for its frames, and nothing on it moves either. */
  readonly #callsBack: boolean;

  constructor(engine: EngineName, driver: PageDriver, callsBack = true) {
    this.engine = engine;
    this.#driver = driver;
    this.#callsBack = callsBack;
  }

  /** Opens an address and waits for its load event. */
  goto(url: string): Promise<void> {
    return this.#driver.goto(url);
  }

  /** Loads the page anew and waits for its load event. */
  reload(): Promise<void> {
    return this.#driver.reload();
  }

  /**
   * Runs `fn` in the page. It is sent as source text, so it sees its arguments and the page and
   * nothing of the test; arguments and result are plain data. A promise is waited for.
   */
  evaluate<Args extends readonly unknown[], T>(
    fn: (...args: Args) => T | Promise<T>,
    ...args: Args
  ): Promise<T> {
    return this.#driver.evaluateSource<T>(`(${fn})(...${JSON.stringify(args)})`);
  }

  /** Waits until the page is loaded and the element there, still and uncovered, and clicks its middle. */
  async click(selector: string, timeoutMs = waitTimeoutMs): Promise<void> {
    const { x, y } = await this.#target(selector, timeoutMs);
    await this.#driver.moveTo(x, y);
    await this.#driver.button('down');
    await this.#driver.button('up');
  }

  /** Moves the pointer over the element. */
  async hover(selector: string): Promise<void> {
    const { x, y } = await this.#target(selector, waitTimeoutMs);
    await this.#driver.moveTo(x, y);
  }

  /** Clicks a field and types into it, after what it holds. */
  async type(selector: string, text: string): Promise<void> {
    await this.click(selector);
    await this.press('End');
    await this.#driver.typeText(text);
  }

  /** Clicks a field and types over what it holds. */
  async fill(selector: string, text: string): Promise<void> {
    await this.click(selector);
    const problem = await this.#driver.evaluateSource<string | null>(inPage.selectAll(selector));
    if (problem !== null) throw new Error(`Cannot fill "${selector}": ${problem}.`);
    await (text === '' ? this.press('Delete') : this.#driver.typeText(text));
  }

  /** Types into whatever has the focus. */
  async typeText(text: string): Promise<void> {
    await this.#driver.toFront();
    await this.#driver.typeText(text);
  }

  /** Presses a key or a chord: `Enter`, `Shift+Tab`, `Control+a`. */
  async press(chord: string): Promise<void> {
    await this.#driver.toFront();
    await this.#driver.press(chord);
  }

  /** The visible text of an element, white space collapsed, or a field's value; waits for it. */
  async text(selector: string, timeoutMs = waitTimeoutMs): Promise<string> {
    const read = async () => this.#driver.evaluateSource<string | null>(inPage.read(selector));
    const text = await poll(async () => (await read()) ?? undefined, timeoutMs);
    if (text === undefined) throw new Error(`No element "${selector}" within ${timeoutMs} ms.`);
    return text;
  }

  /** Waits for an element, or until `fn`, run in the page, answers something truthy. */
  async waitFor(what: string | (() => unknown), timeoutMs = waitTimeoutMs): Promise<void> {
    const source =
      typeof what === 'string' ? `${inPage.read(what)} !== null` : `Boolean(await (${what})())`;
    const expression = `(async () => ${source})()`;
    const holds = () => this.#driver.evaluateSource<boolean>(expression);
    const seen = await poll(async () => (await holds()) || undefined, timeoutMs);
    if (seen === undefined) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}`);
  }

  /** Changes the size of the viewport, in CSS pixels. */
  setViewport(size: { width: number; height: number }): Promise<void> {
    return this.#driver.setViewport(size);
  }

  /** Changes what the page believes of its screen; only Chromium can, the others throw. */
  emulate(features: MediaFeatures): Promise<void> {
    return this.#driver.emulate(features);
  }

  /** Writes a PNG. */
  async screenshot(path: string, { fullPage = false } = {}): Promise<void> {
    await this.#driver.toFront();
    await this.#driver.screenshot(path, fullPage);
  }

  /**
   * What the page said with console.error and every error nobody caught, since it was opened.
   * In WebKit, whose driver has no events, since its load event.
   */
  consoleErrors(): Promise<string[]> {
    return this.#driver.consoleErrors();
  }

  /** Closes the page. */
  close(): Promise<void> {
    return this.#driver.close();
  }

  async #target(selector: string, timeoutMs: number): Promise<{ x: number; y: number }> {
    let last: Target = { found: false, why: 'it was never looked for' };
    await this.#driver.toFront();
    const target = await poll(async () => {
      last = await this.#driver.evaluateSource<Target>(inPage.locate(selector, this.#callsBack));
      return last.found ? last : undefined;
    }, timeoutMs);
    if (target !== undefined) return target;
    const why = last.found ? '' : last.why;
    throw new Error(`"${selector}" cannot be clicked after ${timeoutMs} ms: ${why}.`);
  }
}

/** Fails when the page is still silent at the end: a page that nobody looks at draws no frames. */
async function inTime<T>(answer: Promise<T>, giveUpAt: number): Promise<T> {
  const { promise: silence, reject } = Promise.withResolvers<never>();
  // Enough for an answer of a page that waits for its turn, even to the last question.
  const patienceMs = Math.max(giveUpAt - Date.now(), 5_000);
  const timer = setTimeout(() => reject(new Error('The page does not answer.')), patienceMs);
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Asks until there is an answer or the time is up. A page that is just being replaced by another
 * cannot answer, which is no reason to give up before the time is.
 */
async function poll<T>(ask: () => Promise<T | undefined>, timeoutMs: number) {
  const giveUpAt = Date.now() + timeoutMs;
  let problem: unknown;
  for (;;) {
    try {
      problem = undefined;
      const answer = await inTime(ask(), giveUpAt);
      if (answer !== undefined) return answer;
    } catch (error) {
      problem = error;
    }
    if (Date.now() >= giveUpAt) break;
    await new Promise((resolve) => setTimeout(resolve, pollIntervalMs));
  }
  if (problem !== undefined) throw problem;
  return undefined;
}
