// Takes the pictures of one state: it is loaded once per language and shown at each width, in
// light and in dark.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, Page } from '../browsers/page.ts';
import { type CannedPlatform, stripeStandIn } from './server.ts';
import { parseStep, type State } from './states.ts';

/** The widths: a phone, and a desktop. Heights are those of the same screens. */
const screens = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 800 },
};

/** The colour schemes. */
const schemes = ['light', 'dark'] as const;

/** One picture, and what it is of. */
export interface Shot {
  readonly subject: string;
  readonly state: string;
  readonly locale: string;
  readonly screen: string;
  readonly scheme: string;
  /** Below the output folder. */
  readonly file: string;
}

const rightToLeft = /^(ar|fa|he|ur)\b/;

let shown = 0;

function pageFor(state: State, locale: string): string {
  // Databases outlive a page; under a key of its own each begins with none.
  shown += 1;
  const html = typeof state.html === 'string' ? state.html : state.html(locale);
  const standIn = `import { installStripe, stripePlays } from '${stripeStandIn}';
installStripe(stripePlays[${JSON.stringify(state.stripe)}]);`;
  return `<!doctype html>
<html lang="${locale}" dir="${rightToLeft.test(locale) ? 'rtl' : 'ltr'}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>State</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, 'Noto Sans', 'Noto Sans CJK SC', sans-serif }
  body { margin: 0; padding: 1rem; background: Canvas; color: CanvasText }
</style>
${state.fragment ? `<script>history.replaceState(null, '', '#${state.fragment}')</script>` : ''}
${state.stripe ? `<script type="module">${standIn}</script>` : ''}
<script type="module" src="/kindcart.js" data-key="pk_test_shots${shown}" data-locale="${locale}"></script>
${html}`;
}

/** Runs in the page: its height, or null when a dialog makes the whole screen part of it. */
function contentHeight(): number | null {
  const open: (Document | ShadowRoot)[] = [document];
  for (const root of open) {
    if (root.querySelector('dialog[open]')) return null;
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) open.push(element.shadowRoot);
    }
  }
  return Math.ceil(document.documentElement.getBoundingClientRect().height);
}

/** Runs in the page: what has changed on it is drawn, and nothing is moving. */
async function isDrawn(): Promise<boolean> {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return document.getAnimations().every(({ playState }) => playState !== 'running');
}

/** Runs in the page: everything on it is defined and loaded. */
async function isSettled(): Promise<boolean> {
  const open: (Document | ShadowRoot)[] = [document];
  for (const root of open) {
    for (const element of root.querySelectorAll('*')) {
      if (element.localName.startsWith('kind-') && !element.matches(':defined')) return false;
      if ('updateComplete' in element) await element.updateComplete;
      if (element.shadowRoot) open.push(element.shadowRoot);
    }
  }
  await document.fonts.ready;
  const before = performance.getEntriesByType('resource').length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  return performance.getEntriesByType('resource').length === before;
}

async function act(page: Page, lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    const step = parseStep(line);
    if (step.verb === 'press') await page.press(step.key);
    else if (step.verb === 'fill') await page.fill(step.selector, step.text);
    else if (step.verb === 'wait') await page.waitFor(step.selector);
    else await page[step.verb](step.selector);
  }
}

/** Waits until everything on the page is defined and loaded. */
export function settle(page: Page): Promise<void> {
  return page.waitFor(isSettled);
}

/** What a set of pictures is of. */
export type Subject = Pick<Shot, 'subject' | 'state' | 'locale'>;

/**
 * Shows one loaded page at every width and in both schemes. A picture `asHigh` as what is on it
 * keeps a contact sheet of small elements from being one of empty screens; a whole page keeps the
 * screen's height, which its layout may look at, and is pictured to its end.
 */
export async function shootPage(
  page: Page,
  outDir: string,
  name: Subject,
  asHigh: 'content' | 'screen',
): Promise<Shot[]> {
  const shots: Shot[] = [];
  for (const [screen, size] of Object.entries(screens)) {
    await page.setViewport(size);
    await page.waitFor(isDrawn);
    const height = asHigh === 'content' ? await page.evaluate(contentHeight) : null;
    if (height !== null) await page.setViewport({ ...size, height });
    for (const scheme of schemes) {
      await page.emulate({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.waitFor(isDrawn);
      const file = `${name.subject}/${name.state}/${name.locale}-${screen}-${scheme}.png`;
      mkdirSync(dirname(join(outDir, file)), { recursive: true });
      // Chromium moves a page from right to left aside when it takes more than the screen.
      await page.screenshot(join(outDir, file), { fullPage: asHigh === 'screen' });
      shots.push({ ...name, screen, scheme, file });
    }
  }
  return shots;
}

/** Takes all pictures of one state of one element. */
export async function shootState(
  { browser, platform, outDir }: { browser: Browser; platform: CannedPlatform; outDir: string },
  { state, ...name }: Pick<Shot, 'subject' | 'locale'> & { state: [string, State] },
): Promise<Shot[]> {
  const [stateName, content] = state;
  platform.show(pageFor(content, name.locale), content.answers ?? {});
  // A page of its own, because a tab remembers what was typed and a payment that is under way.
  const page = await browser.newPage();
  try {
    await page.emulate({ reducedMotion: 'reduce' });
    await page.goto(`${platform.origin}/`);
    await settle(page);
    await act(page, content.act ?? []);
    await settle(page);
    return await shootPage(page, outDir, { ...name, state: stateName }, 'content');
  } finally {
    await page.close();
  }
}
