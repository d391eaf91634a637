// Chromium over the DevTools protocol and Firefox over WebDriver BiDi, both through puppeteer.
import { writeFile } from 'node:fs/promises';
import {
  type CDPSession,
  type LaunchOptions,
  type Page as PuppeteerPage,
  launch as startBrowser,
} from 'puppeteer-core';
import { chromiumLaunchOptions, firefoxLaunchOptions } from './engines.ts';
import { parseChord, parseKey } from './keys.ts';
import type {
  BrowserDriver,
  LaunchSettings,
  MediaFeatures,
  PageDriver,
  PointerButton,
} from './page.ts';

type Settings = LaunchSettings & Required<Pick<LaunchSettings, 'width' | 'height' | 'colorScheme'>>;

/** Starts Chromium or Firefox. */
export async function launchPuppeteer(
  engine: 'chromium' | 'firefox',
  settings: Settings,
): Promise<BrowserDriver> {
  const browser = await startBrowser({
    ...(engine === 'chromium' ? chromiumOptions(settings) : firefoxOptions(settings)),
    defaultViewport: { width: settings.width, height: settings.height },
  });
  return {
    newPage: async () => {
      const driver = new PuppeteerDriver(engine, await browser.newPage());
      if (settings.scripts === false) await driver.stopScripts();
      if (engine === 'chromium') await driver.emulate({ colorScheme: settings.colorScheme });
      return driver;
    },
    close: () => browser.close(),
  };
}

function chromiumOptions({ locale }: Settings): LaunchOptions {
  const options = chromiumLaunchOptions();
  if (locale === undefined) return options;
  return {
    ...options,
    args: [...(options.args ?? []), `--lang=${locale}`, `--accept-lang=${locale}`],
    env: { ...process.env, LANGUAGE: locale.replace('-', '_') },
  };
}

function firefoxOptions({ colorScheme, locale, scripts = true }: Settings): LaunchOptions {
  const options = firefoxLaunchOptions();
  return {
    ...options,
    extraPrefsFirefox: {
      ...options.extraPrefsFirefox,
      'layout.css.prefers-color-scheme.content-override': colorScheme === 'dark' ? 0 : 1,
      ...(locale === undefined ? {} : { 'intl.accept_languages': locale }),
      'javascript.enabled': scripts,
    },
  };
}

/** Why a page's media features stay as they are; engines that can only start with them say this. */
export function cannotEmulate(engine: string): string {
  return `${engine} takes media features when it starts, not later. Test this in Chromium.`;
}

class PuppeteerDriver implements PageDriver {
  readonly #engine: 'chromium' | 'firefox';
  readonly #page: PuppeteerPage;
  readonly #errors: string[] = [];
  #session: Promise<CDPSession> | undefined;

  constructor(engine: 'chromium' | 'firefox', page: PuppeteerPage) {
    this.#engine = engine;
    this.#page = page;
    page.on('console', (message) => {
      if (message.type() === 'error') this.#errors.push(message.text());
    });
    page.on('pageerror', (error) => {
      this.#errors.push(error instanceof Error ? error.message : String(error));
    });
  }

  /** Stops the scripts of pages; Firefox takes that when it starts. */
  async stopScripts(): Promise<void> {
    if (this.#engine === 'chromium') await this.#page.setJavaScriptEnabled(false);
  }

  async goto(url: string): Promise<void> {
    this.#errors.length = 0;
    await this.#page.goto(url, { waitUntil: 'load' });
  }

  async reload(): Promise<void> {
    await this.#page.reload({ waitUntil: 'load' });
  }

  evaluateSource<T>(source: string): Promise<T> {
    return this.#page.evaluate<[], () => Promise<T>>(source);
  }

  toFront(): Promise<void> {
    return this.#page.bringToFront();
  }

  moveTo(x: number, y: number): Promise<void> {
    return this.#page.mouse.move(x, y);
  }

  button(change: 'down' | 'up', button: PointerButton = 'left'): Promise<void> {
    return this.#page.mouse[change]({ button });
  }

  typeText(text: string): Promise<void> {
    return this.#page.keyboard.type(text);
  }

  async press(chord: string): Promise<void> {
    const keys = parseChord(chord);
    for (const key of keys) await this.#page.keyboard.down(key);
    for (const key of keys.reverse()) await this.#page.keyboard.up(key);
  }

  key(change: 'down' | 'up', name: string): Promise<void> {
    return this.#page.keyboard[change](parseKey(name));
  }

  async emulate({ colorScheme, reducedMotion, forcedColors }: MediaFeatures): Promise<void> {
    if (this.#engine === 'firefox') throw new Error(cannotEmulate('Firefox'));
    const features = [
      { name: 'prefers-color-scheme', value: colorScheme },
      { name: 'prefers-reduced-motion', value: reducedMotion },
      { name: 'forced-colors', value: forcedColors },
    ];
    // Not by emulateMediaFeatures, which does not know forced colours. What a session asks for ends
    // with it, so it is kept.
    this.#session ??= this.#page.createCDPSession();
    await (await this.#session).send('Emulation.setEmulatedMedia', {
      features: features.flatMap(({ name, value }) =>
        value === undefined ? [] : [{ name, value }],
      ),
    });
  }

  setViewport(size: { width: number; height: number }): Promise<void> {
    return this.#page.setViewport(size);
  }

  async screenshot(path: string, fullPage: boolean): Promise<void> {
    // Chromium takes the whole page as high as it was in the last frame drawn.
    await this.evaluateSource(
      'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))',
    );
    await writeFile(path, await this.#page.screenshot({ fullPage }));
  }

  consoleErrors(): Promise<string[]> {
    return Promise.resolve([...this.#errors]);
  }

  close(): Promise<void> {
    return this.#page.close();
  }
}
