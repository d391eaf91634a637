// WebKit through its own driver and classic WebDriver. Each page is a session of its own, because
// the driver speaks for one window at a time.
import { writeFile } from 'node:fs/promises';
import { remote } from 'webdriverio';
import { webKitCapabilities } from './engines.ts';
import { chordActions, type KeyAction, parseKey, textActions, webDriverKey } from './keys.ts';
import type { BrowserDriver, LaunchSettings, PageDriver, PointerButton } from './page.ts';
import { cannotEmulate } from './puppeteer-page.ts';
import { startWebKitDriver, type WebKitDriver } from './webkit-driver.ts';
import { isDoneWithin } from './within.ts';

type Settings = LaunchSettings & Required<Pick<LaunchSettings, 'width' | 'height' | 'colorScheme'>>;
type Session = Awaited<ReturnType<typeof remote>>;

// WebDriver numbers the buttons.
const pointerButtons: readonly PointerButton[] = ['left', 'middle', 'right'];

/** Starts nothing yet: every page starts its own driver, screen and MiniBrowser. */
export async function launchWebKit(settings: Settings): Promise<BrowserDriver> {
  if (settings.locale !== undefined) {
    throw new Error('WebKit takes its language from the machine: leave locale out.');
  }
  const pages: WebKitPage[] = [];
  return {
    newPage: async () => {
      const page = await openPage(settings);
      pages.push(page);
      return page;
    },
    close: async () => {
      await Promise.all(pages.splice(0).map((page) => page.close()));
    },
  };
}

async function openPage(settings: Settings): Promise<WebKitPage> {
  const theme = settings.colorScheme === 'dark' ? 'Adwaita:dark' : 'Adwaita';
  const driver = await startWebKitDriver({ GTK_THEME: theme });
  try {
    const session = await remote({
      logLevel: 'error',
      hostname: '127.0.0.1',
      port: driver.port,
      capabilities: webKitCapabilities(
        settings.scripts === false ? ['--enable-javascript=false'] : [],
      ),
    });
    const page = new WebKitPage(session, driver);
    await page.setViewport(settings);
    return page;
  } catch (error) {
    await driver.stop();
    throw error;
  }
}

/** How long a session may take to end by itself. */
const closeMs = 5_000;

/** Keeps errors in the page, from its load event on. */
function listenForErrors(): void {
  const errors: string[] = [];
  Reflect.set(window, '__kindcartErrors', errors);
  addEventListener('error', (event) => errors.push(event.message));
  addEventListener('unhandledrejection', (event) => errors.push(String(event.reason)));
  const original = console.error;
  console.error = (...args: unknown[]) => {
    errors.push(args.map(String).join(' '));
    original(...args);
  };
}

class WebKitPage implements PageDriver {
  readonly #session: Session;
  readonly #driver: WebKitDriver;
  #isClosed = false;

  constructor(session: Session, driver: WebKitDriver) {
    this.#session = session;
    this.#driver = driver;
  }

  async goto(url: string): Promise<void> {
    await this.#session.navigateTo(url);
    await this.evaluateSource(`(${listenForErrors})()`);
  }

  async reload(): Promise<void> {
    const errors = await this.consoleErrors();
    await this.#session.refresh();
    await this.evaluateSource(`(${listenForErrors})()`);
    await this.evaluateSource(`window.__kindcartErrors.push(...${JSON.stringify(errors)})`);
  }

  evaluateSource<T>(source: string): Promise<T> {
    return this.#session.executeScript(`return ${source}`, []);
  }

  /** Every page has a screen of its own. */
  toFront(): Promise<void> {
    return Promise.resolve();
  }

  moveTo(x: number, y: number): Promise<void> {
    return this.#pointer({ type: 'pointerMove', duration: 0, origin: 'viewport', x, y });
  }

  button(change: 'down' | 'up', which: PointerButton = 'left'): Promise<void> {
    const type = change === 'down' ? 'pointerDown' : 'pointerUp';
    return this.#pointer({ type, button: pointerButtons.indexOf(which) });
  }

  // The driver remembers where the pointer is and what is pressed under the same id.
  async #pointer(action: object): Promise<void> {
    const parameters = { pointerType: 'mouse' };
    const actions = [action];
    await this.#session.performActions([{ type: 'pointer', id: 'mouse', parameters, actions }]);
  }

  typeText(text: string): Promise<void> {
    return this.#keys(textActions(text));
  }

  press(chord: string): Promise<void> {
    return this.#keys(chordActions(chord));
  }

  key(change: 'down' | 'up', name: string): Promise<void> {
    const type = change === 'down' ? 'keyDown' : 'keyUp';
    return this.#keys([{ type, value: webDriverKey(parseKey(name)) }]);
  }

  emulate(): Promise<void> {
    return Promise.reject(new Error(cannotEmulate('WebKit')));
  }

  async #keys(actions: KeyAction[]): Promise<void> {
    await this.#session.performActions([{ type: 'key', id: 'keyboard', actions }]);
  }

  async setViewport({ width, height }: { width: number; height: number }): Promise<void> {
    // A window has a tool bar of its own, so what the page gets is measured and made up for.
    await this.#session.setWindowRect(null, null, width, height);
    const [innerWidth, innerHeight] = await this.#innerSize();
    const missing = { width: width - innerWidth, height: height - innerHeight };
    if (missing.width === 0 && missing.height === 0) return;
    await this.#session.setWindowRect(null, null, width + missing.width, height + missing.height);
  }

  #innerSize(): Promise<[number, number]> {
    return this.evaluateSource('[innerWidth, innerHeight]');
  }

  async screenshot(path: string, fullPage: boolean): Promise<void> {
    const [width, height] = await this.#innerSize();
    if (fullPage) {
      const whole = await this.evaluateSource<number>('document.documentElement.scrollHeight');
      await this.setViewport({ width, height: Math.max(height, whole) });
    }
    await writeFile(path, Buffer.from(await this.#session.takeScreenshot(), 'base64'));
    if (fullPage) await this.setViewport({ width, height });
  }

  async consoleErrors(): Promise<string[]> {
    return this.evaluateSource('window.__kindcartErrors ?? []');
  }

  async close(): Promise<void> {
    // The browser closes every page it opened, those that are closed already among them.
    if (this.#isClosed) return;
    this.#isClosed = true;
    // A session that is gone, or stuck, is as closed as it can be; the driver's end is what counts.
    await isDoneWithin(this.#session.deleteSession(), closeMs);
    await this.#driver.stop();
  }
}
