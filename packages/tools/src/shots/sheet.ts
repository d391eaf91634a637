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
  .desktop img { width: 560px }`;

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
    const figures = shots.filter(({ state }) => state === name).map(figure);
    return `<h2>${escapeHtml(name)}</h2>\n<div class="row">${figures.join('\n')}</div>`;
  });
  return `<!doctype html><meta charset="utf-8"><title>${escapeHtml(subject)}</title>
<style>${style}</style><h1>${escapeHtml(subject)}</h1>\n${rows.join('\n')}\n`;
}

/** Writes `<subject>.html` and `<subject>.png` into `outDir`. */
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
    await page.setViewport({ width: 1760, height: 900 });
    await page.goto(pathToFileURL(file).href);
    await page.screenshot(join(outDir, `${subject}.png`), { fullPage: true });
  } finally {
    await page.close();
  }
}
