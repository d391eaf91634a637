/** A paper as a page: one file, no script, nothing from elsewhere, and it prints well. Pure. */
import { createHash } from 'node:crypto';
import { escapeHtml } from '../../mail/letters/letter.ts';
import type { Paper } from './paper.ts';

const style = `
:root { color-scheme: light; }
body { margin: 0 auto; padding: 2rem 1.25rem; max-width: 42rem; background: #fff; color: #1c1c1c;
  font: 1rem/1.6 system-ui, "Noto Sans", "PingFang SC", "Noto Sans CJK SC", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 1.5rem 0 1rem; }
h2 { font-size: 1.1rem; line-height: 1.4; margin: 1.5rem 0 .5rem; }
.mark { border: 2px solid #a61b1b; color: #a61b1b; padding: .5rem .75rem; font-weight: 600; margin: 0 0 1rem; }
.wait { border-inline-start: 4px solid #1f5f3f; background: #eef5f0; padding: .5rem .75rem; margin: 0 0 1rem; }
.issuer p { margin: 0; }
.issuer p:first-child { font-weight: 600; }
dl { display: grid; grid-template-columns: minmax(8rem, 1fr) 2fr; gap: .5rem 1.25rem; margin: 0 0 1.5rem;
  border-top: 1px solid #767676; border-bottom: 1px solid #767676; padding: 1rem 0; }
dt { color: #595959; }
dd { margin: 0; }
dd:last-child, .totals { font-weight: 600; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1rem; }
td { overflow-wrap: break-word; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid #c9c9c9; text-align: start; vertical-align: top; }
td:last-child { text-align: end; padding-inline-end: 0; }
.totals { text-align: end; margin: 0; }
.signature { margin-top: 3rem; border-top: 1px solid #767676; padding-top: .5rem; max-width: 20rem; }
.pdf { margin-top: 1rem; }
form { margin-top: 2rem; }
button { font: inherit; font-weight: 600; color: #fff; background: #1f5f3f; border: 0; border-radius: .5rem;
  padding: .75rem 1.5rem; cursor: pointer; }
button:focus-visible, a:focus-visible { outline: 3px solid #1f5f3f; outline-offset: 2px; }
@media print { body { padding: 0; max-width: none; } .pdf, .wait, form { display: none; } @page { size: A4; margin: 2cm; } }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** What the browser may load for a paper: this one style, and an empty icon so that it asks for no other. */
export const paperPolicy = policyWith("'none'");

/** The same where it has a button: browsers hold where that leads to this, too. */
export const paperPolicyToPay = policyWith("'self' https:");

function policyWith(formAction: string): string {
  return `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action ${formAction}; frame-ancestors 'none'`;
}

const line = (tag: string, text: string) => `<${tag} dir="auto">${escapeHtml(text)}</${tag}>`;
/** At its place whatever it is written in: a number beside Arabic stays in its column. */
const cell = (tag: string, text: string) => `<${tag}><bdi>${escapeHtml(text)}</bdi></${tag}>`;

/** What a page offers besides its PDF. */
export interface PaperOffers {
  readonly links?: readonly (readonly [words: string, address: string])[];
  /** Said above all while something is on its way, and looked at again. */
  readonly wait?: {
    readonly title: string;
    readonly why: string;
    readonly afterSeconds: number;
    readonly address: string;
  };
  /** A button that posts. */
  readonly act?: { readonly words: string; readonly action: string };
}

/** The page; `pdf` is where the same is as PDF. */
export function paperHtml(
  paper: Paper,
  pdf: string,
  { links = [], wait, act }: PaperOffers = {},
): string {
  const { words, title, marks, issuer, facts, rows, section, totals, notes, signature } = paper;
  return [
    `<!doctype html><html lang="${words.language}" dir="${words.direction ?? 'ltr'}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">',
    '<link rel="icon" href="data:,">',
    ...(wait === undefined ? [] : [refreshOf(wait)]),
    `<title>${escapeHtml(title)}</title><style>${style}</style></head><body><main>`,
    ...marks.map((mark) => `<p class="mark">${escapeHtml(mark)}</p>`),
    ...(wait === undefined ? [] : [waitingOf(wait)]),
    `<div class="issuer">${issuer.map((text) => line('p', text)).join('')}</div>`,
    `<h1>${escapeHtml(title)}</h1>`,
    `<dl>${facts.map(([label, value]) => `<dt>${escapeHtml(label)}</dt>${cell('dd', value)}`).join('')}</dl>`,
    ...tableOf(rows),
    ...(section === undefined ? [] : [line('h2', section.title), ...tableOf(section.rows)]),
    ...totals.map(
      (total) => `<p class="totals">${escapeHtml(words.total)}: ${escapeHtml(total)}</p>`,
    ),
    ...notes.map((note) => line('p', note)),
    ...(signature === null ? [] : [`<p class="signature" dir="auto">${escapeHtml(signature)}</p>`]),
    ...(act === undefined ? [] : [actForm(act)]),
    ...[[words.openPdf, pdf] as const, ...links].map(
      ([text, address]) =>
        `<p class="pdf"><a href="${escapeHtml(address)}">${escapeHtml(text)}</a></p>`,
    ),
    '</main></body></html>',
  ].join('\n');
}

function refreshOf({ afterSeconds, address }: NonNullable<PaperOffers['wait']>): string {
  return `<meta http-equiv="refresh" content="${afterSeconds}; url=${escapeHtml(address)}">`;
}

function waitingOf({ title, why }: NonNullable<PaperOffers['wait']>): string {
  return `<p class="wait" role="status"><b>${escapeHtml(title)}</b><br>${escapeHtml(why)}</p>`;
}

function tableOf(rows: Paper['rows']): string[] {
  const cells = rows.map((row) => `<tr>${row.map((text) => cell('td', text)).join('')}</tr>`);
  return cells.length === 0 ? [] : [`<table><tbody>${cells.join('')}</tbody></table>`];
}

function actForm({ words, action }: NonNullable<PaperOffers['act']>): string {
  return `<form method="post" action="${escapeHtml(action)}"><button>${escapeHtml(words)}</button></form>`;
}
