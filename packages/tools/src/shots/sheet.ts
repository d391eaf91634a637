// One contact sheet for each element or page: all its pictures beside each other, as a page of
// HTML and as one picture of that.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from '../browsers/page.ts';
import type { Shot } from './capture.ts';

const style = `
  body { margin: 24px; font: 14px/1.4 system-ui, sans-serif; background: #8b8f94; color: #000 }
  h2 { margin: 24px 0 8px; font-size: 16px }
  .row { display: flex; flex-wrap: wrap; gap: 12px; align-items: start }
  figure { margin: 0; width: max-content }
  figcaption { font-size: 11px }
  img { display: block; height: auto; box-shadow: 0 0 0 1px #0004 }
  .phone img { width: 260px }
  .desktop img { width: 416px }`;

const sheetWidth = 1760;

// Taller pictures are shrunk by whatever shows them until nothing can be read on them.
const partHeight = 2_000;

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}

function figure({ file, locale, screen, scheme }: Shot): string {
  return `<figure class="${screen}"><img src="${escapeHtml(encodeURI(file))}" alt="">
<figcaption>${escapeHtml(`${locale}, ${screen}, ${scheme}`)}</figcaption></figure>`;
}

/** The contact sheet's HTML: a row for each state, in the order of the pictures. */
export function sheetHtml(subject: string, shots: readonly Shot[]): string {
  const states = [...new Set(shots.map(({ state }) => state))];
  const rows = states.map((name) => {
    const own = shots.filter(({ state }) => state === name);
    const screens = [...new Set(own.map(({ screen }) => screen))].map((screen) => {
      const figures = own.filter((shot) => shot.screen === screen).map(figure);
      return `<div class="row">${figures.join('\n')}</div>`;
    });
    return `<section><h2>${escapeHtml(name)}</h2>\n${screens.join('\n')}</section>`;
  });
  return `<!doctype html><meta charset="utf-8"><title>${escapeHtml(subject)}</title>
<style>${style}</style><h1>${escapeHtml(subject)}</h1>\n${rows.join('\n')}\n`;
}

/** Runs in the page: shows as many sections from `first` on as fit, and answers how many those are. */
function showFrom(first: number, height: number): number {
  const sections = [...document.querySelectorAll('section')];
  for (const [index, section] of sections.entries()) section.hidden = index < first;
  const top = sections[first]?.getBoundingClientRect().top ?? 0;
  const shown = sections.slice(first);
  const tooLow = shown.findIndex(
    (section, index) => index > 0 && section.getBoundingClientRect().bottom - top > height,
  );
  const count = tooLow < 0 ? shown.length : tooLow;
  for (const section of shown.slice(count)) section.hidden = true;
  return count;
}

/**
 * Writes `<subject>.html` and the same as pictures, `<subject>.png`: in parts, when it is long,
 * with a number each.
 */
export async function writeSheet(
  browser: Browser,
  outDir: string,
  subject: string,
  shots: readonly Shot[],
): Promise<void> {
  const file = join(outDir, `${subject}.html`);
  writeFileSync(file, sheetHtml(subject, shots));
  const page = await browser.newPage();
  try {
    await page.setViewport({ width: sheetWidth, height: 400 });
    await page.goto(pathToFileURL(file).href);
    // A picture that is loaded has no height before it is decoded.
    await page.waitFor(async () => {
      await Promise.all([...document.images].map((image) => image.decode()));
      return true;
    });
    const states = new Set(shots.map(({ state }) => state)).size;
    for (let first = 0, part = 1; first < states; part += 1) {
      first += await page.evaluate(showFrom, first, partHeight);
      // Those that were hidden are decoded anew when they are drawn, and would be cut off half-way.
      await page.evaluate(async () => {
        for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
      });
      const name = first < states || part > 1 ? `${subject}-${part}` : subject;
      await page.screenshot(join(outDir, `${name}.png`), { fullPage: true });
    }
  } finally {
    await page.close();
  }
}
