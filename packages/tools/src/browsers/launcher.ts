// Lets @web/test-runner use the same drivers as the end-to-end tests, so that each engine is
// started, typed into and clicked in by one piece of code. Its own launchers for Chrome and for
// WebDriver differ in what their input commands understand (`Shift+Tab`, the viewport), and tests
// should not.
import type { BrowserLauncher, SessionResult } from '@web/test-runner-core';
import type { EngineName } from './engines.ts';
import { notOpened } from './lost.ts';
import {
  type BrowserDriver,
  launchDriver,
  type MediaFeatures,
  type PageDriver,
  type PointerButton,
} from './page.ts';
import { isDoneWithin } from './within.ts';

const viewport = { width: 800, height: 600 };
/** How long a page may take to be left, or a browser to end. */
const leaveMs = 15_000;

/** Runs test pages, one at a time, in one engine. */
export class EngineLauncher implements BrowserLauncher {
  readonly name: EngineName;
  // The command plugins choose by this how to talk to what getPage() returns, and Playwright's is
  // the dialect that has everything the commands offer.
  readonly type = 'playwright';
  readonly concurrency = 1;
  #browser: BrowserDriver | undefined;
  #page: PageDriver | undefined;
  #active: { id: string; url: string } | undefined;

  constructor(engine: EngineName) {
    this.name = engine;
  }

  async startSession(id: string, url: string): Promise<void> {
    this.#active = { id, url };
    try {
      this.#browser ??= await launchDriver(this.name, viewport);
      this.#page ??= await this.#browser.newPage();
      await this.#page.setViewport(viewport);
      await this.#page.goto(url);
    } catch (error) {
      await this.#startAnew();
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${notOpened}: ${reason}`, { cause: error });
    }
  }

  isActive(id: string): boolean {
    return this.#active?.id === id;
  }

  /**
   * Where the page is now; the test runner notices by it that a test navigated away. A browser that
   * says nothing has gone where it was: the runner then calls it disconnected, whereas an error from
   * here, which the runner does not catch, would end the run of all files.
   */
  async getBrowserUrl(): Promise<string | undefined> {
    let url = this.#active?.url;
    const asked = this.#page?.evaluateSource<string>('location.href').then((href) => {
      url = href;
    });
    if (asked !== undefined) await isDoneWithin(asked, leaveMs);
    return url;
  }

  async stopSession(): Promise<SessionResult> {
    this.#active = undefined;
    if (this.#page === undefined) return {};
    // Leaving the page ends whatever the test left running in it. WebKit's driver now and then never
    // answers when the page's service worker is still at work, and a browser that died refuses.
    let isLeft = false;
    const leaving = this.#page.goto('about:blank').then(() => {
      isLeft = true;
    });
    await isDoneWithin(leaving, leaveMs);
    if (!isLeft) await this.#startAnew();
    return {};
  }

  /** Gives up a browser that no longer moves; the next session opens another. */
  async #startAnew(): Promise<void> {
    const stuck = this.#browser;
    this.#browser = undefined;
    this.#page = undefined;
    if (stuck !== undefined) await isDoneWithin(stuck.close(), leaveMs);
  }

  startDebugSession(): Promise<void> {
    return Promise.reject(new Error('There is no screen to debug on; use --manual instead.'));
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    this.#browser = undefined;
    this.#page = undefined;
  }

  /** What the plugins of @web/test-runner-commands speak to. */
  getPage(): CommandPage {
    if (this.#page === undefined) throw new Error('No page is open.');
    return commandPage(this.#page);
  }
}

/** The part of Playwright's page that the commands use. */
export interface CommandPage {
  readonly keyboard: {
    type(text: string): Promise<void>;
    press(chord: string): Promise<void>;
    down(key: string): Promise<void>;
    up(key: string): Promise<void>;
  };
  readonly mouse: {
    move(x: number, y: number): Promise<void>;
    click(x: number, y: number, options?: { button?: PointerButton }): Promise<void>;
    down(options?: { button?: PointerButton }): Promise<void>;
    up(options?: { button?: PointerButton }): Promise<void>;
  };
  setViewportSize(size: { width: number; height: number }): Promise<void>;
  emulateMedia(features: MediaFeatures): Promise<void>;
}

function commandPage(page: PageDriver): CommandPage {
  return {
    keyboard: {
      type: (text) => page.typeText(text),
      press: (chord) => page.press(chord),
      down: (key) => page.key('down', key),
      up: (key) => page.key('up', key),
    },
    mouse: {
      move: (x, y) => page.moveTo(x, y),
      click: async (x, y, { button } = {}) => {
        await page.moveTo(x, y);
        await page.button('down', button);
        await page.button('up', button);
      },
      down: ({ button } = {}) => page.button('down', button),
      up: ({ button } = {}) => page.button('up', button),
    },
    setViewportSize: (size) => page.setViewport(size),
    emulateMedia: (features) => page.emulate(features),
  };
}
