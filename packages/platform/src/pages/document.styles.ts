/**
 * The style sheet of the platform's own pages. System fonts, the colours of the elements, logical
 * properties so that Arabic mirrors it, and nothing from elsewhere.
 */
export const styles = `
:root {
  color-scheme: light dark;
  --page: #f5f7f5;
  --surface: #fff;
  --text: #1b201d;
  --muted: #525a55;
  --line: #d5dcd7;
  --edge: #7d8781;
  --accent: #17684c;
  --on-accent: #fff;
  --wash: #e7efea;
  --danger: #b3261e;
  --danger-wash: #fbeae8;
  --sand: #f7e8c6;
  --sand-text: #4a3609;
  --radius: 0.625rem;
  --gutter: clamp(1rem, 4vw, 2.5rem);
  --kind-accent: var(--accent);
  --kind-on-accent: var(--on-accent);
  --kind-surface: var(--surface);
  --kind-text: var(--text);
}

@media (prefers-color-scheme: dark) {
  :root {
    --page: #101412;
    --surface: #1a1f1c;
    --text: #eceeeb;
    --muted: #a9b2ad;
    --line: #323a35;
    --edge: #7a857f;
    --accent: #7fd4b0;
    --on-accent: #06281c;
    --wash: #1d2b24;
    --danger: #ffb4ab;
    --danger-wash: #3a1d1a;
    --sand: #35290d;
    --sand-text: #f1dfb6;
  }
}

*, ::before, ::after { box-sizing: border-box; }

html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-block-start: 1rem; }

body {
  margin: 0;
  min-block-size: 100vh;
  display: flex;
  flex-direction: column;
  background: var(--page);
  color: var(--text);
  font: 400 1.0625rem / 1.6 system-ui, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans Arabic", Arial, sans-serif;
  overflow-wrap: anywhere;
}

h1, h2, p, dl, dd, ul, figure, fieldset { margin: 0; padding: 0; }
fieldset { border: 0; min-inline-size: 0; }
ul { list-style: none; }
h1, h2 { line-height: 1.2; text-wrap: balance; letter-spacing: -0.01em; }
h1:lang(ar), h2:lang(ar) { letter-spacing: normal; }
a { color: var(--accent); text-underline-offset: 0.2em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 0.25rem; }
[hidden] { display: none; }
bdi { unicode-bidi: isolate; }

.visually-hidden {
  position: absolute;
  inline-size: 1px;
  block-size: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

.test-note {
  padding: 0.5rem var(--gutter);
  background: var(--sand);
  color: var(--sand-text);
  font-size: 0.9375rem;
  line-height: 1.45;
  text-align: center;
}

/* A project: what it is about beside what can be done for it. */

.project {
  display: grid;
  grid-template: "head" "form" "story" / minmax(0, 1fr);
  gap: 1.5rem;
  inline-size: 100%;
  max-inline-size: 70rem;
  margin-inline: auto;
  padding: 1.25rem var(--gutter) 3rem;
}

.head { grid-area: head; display: grid; gap: 1rem; align-content: start; }
.story { grid-area: story; display: grid; gap: 1rem; align-content: start; max-inline-size: 40rem; }
.giving { grid-area: form; }

.picture {
  inline-size: 100%;
  aspect-ratio: 16 / 9;
  border-radius: calc(var(--radius) * 1.5);
  background: var(--wash);
  object-fit: cover;
}

.owner { color: var(--muted); font-size: 0.9375rem; }
.head h1 { font-size: clamp(1.625rem, 1.2rem + 2vw, 2.5rem); }
.lead { font-size: 1.1875rem; line-height: 1.5; }
.story p { white-space: pre-line; }
/* What is told in another direction begins at the page's side all the same. */
.head [dir="auto"], .story [dir="auto"] { text-align: -webkit-match-parent; text-align: match-parent; }

.card {
  padding: clamp(1.125rem, 3vw, 1.75rem);
  border: 1px solid var(--line);
  border-radius: calc(var(--radius) * 1.5);
  background: var(--surface);
}

.card h2 { font-size: 1.25rem; }
kind-progress { display: block; }
kind-donate-form { display: block; max-inline-size: none; }

@media (min-width: 58rem) {
  .project {
    grid-template: "head form" auto "story form" 1fr / minmax(0, 1fr) minmax(22rem, 27rem);
    column-gap: clamp(2rem, 5vw, 4rem);
    padding-block-start: 2.5rem;
  }
}

/* Progress */

.figures, .meta { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.5rem; }
.figures strong { font-size: 1.5rem; line-height: 1.5; letter-spacing: -0.01em; }
.figures .percent { margin-inline-start: auto; color: var(--accent); font-weight: 600; }
.figures, .meta { font-variant-numeric: tabular-nums; }
.meta { column-gap: 1rem; color: var(--muted); overflow-x: clip; }
.meta > * { position: relative; }
.meta > * + *::before { content: "·"; position: absolute; inset-inline-start: -0.625rem; }

progress {
  display: block;
  inline-size: 100%;
  block-size: 0.625rem;
  margin-block: 0.5rem 0.625rem;
  border: 0;
  border-radius: 1rem;
  overflow: hidden;
  background: var(--wash);
  appearance: none;
}

progress::-webkit-progress-bar { background: var(--wash); }
progress::-webkit-progress-value { border-radius: 1rem; background: var(--accent); }
progress::-moz-progress-bar { border-radius: 1rem; background: var(--accent); }

/* Forms */

form { display: grid; gap: 1.25rem; margin-block-start: 1.25rem; }
legend, .label { display: block; margin-block-end: 0.5rem; padding: 0; font-size: 0.9375rem; font-weight: 600; line-height: 1.4; }
.label { margin-block-end: 0.375rem; }
.optional { color: var(--muted); font-weight: 400; }
.hint { color: var(--muted); font-size: 0.875rem; line-height: 1.45; }
.error { margin-block-start: 0.375rem; color: var(--danger); font-size: 0.9375rem; font-weight: 500; line-height: 1.4; }

.alert {
  margin-block-start: 1rem;
  padding: 0.75rem 1rem;
  border-inline-start: 0.25rem solid var(--danger);
  border-radius: 0.375rem;
  background: var(--danger-wash);
  line-height: 1.45;
}

.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 8.5rem), 1fr)); gap: 0.5rem; }

.tile, .own {
  position: relative;
  border: 1px solid var(--edge);
  border-radius: var(--radius);
}

.tile {
  display: grid;
  place-content: center;
  justify-items: center;
  min-block-size: 3.25rem;
  padding: 0.375rem 0.5rem;
  font-size: 1.0625rem;
  font-weight: 600;
  line-height: 1.3;
  text-align: center;
  cursor: pointer;
}

.tile > input { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; margin: 0; opacity: 0; cursor: pointer; }
.tile:hover, .own:hover { border-color: var(--text); }
.tile:has(:checked), .own:has([type="radio"]:checked) { border-color: var(--accent); background: var(--wash); box-shadow: inset 0 0 0 1px var(--accent); }
.tile:has(:checked) { color: var(--accent); }
.tile:has(:focus-visible), .own:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px; }
.with-fee { display: none; font-size: 0.8125rem; font-weight: 400; }
form:has([name="coverFee"]:checked) .with-fee { display: block; }

.own { display: flex; flex-wrap: wrap; margin-block-start: 0.5rem; }
.own > label { display: flex; flex: 1 1 9rem; align-items: center; gap: 0.5rem; min-block-size: 3rem; padding-inline: 0.75rem; cursor: pointer; }
.own > input { flex: 1 1 8rem; min-inline-size: 0; min-block-size: 3rem; padding: 0 0.75rem; border: 0; border-inline-start: 1px solid var(--line); border-start-end-radius: var(--radius); border-end-end-radius: var(--radius); outline: 0; background: none; color: inherit; font: inherit; font-weight: 600; font-variant-numeric: tabular-nums; }
.own + .hint { margin-block-start: 0.375rem; }

input, textarea, button { font: inherit; }
[type="radio"], [type="checkbox"] { flex: none; inline-size: 1.25rem; block-size: 1.25rem; margin: 0; accent-color: var(--accent); }

.check { display: grid; grid-template-columns: auto 1fr; column-gap: 0.625rem; align-items: start; cursor: pointer; line-height: 1.45; }
.check > input { margin-block-start: 0.125rem; }
.check .hint { display: block; }

.field {
  display: block;
  inline-size: 100%;
  min-block-size: 2.875rem;
  padding: 0.5rem 0.75rem;
  border: 1px solid var(--edge);
  border-radius: var(--radius);
  background: transparent;
  color: inherit;
  font-size: 1rem;
  line-height: 1.5;
}

textarea.field { min-block-size: 5.5rem; resize: vertical; }
.field:hover { border-color: var(--text); }
.field:focus-visible { outline: 2px solid var(--accent); outline-offset: -1px; border-color: var(--accent); border-radius: var(--radius); }
/* Which of two hints holds: without :has() both are shown. */
form:has([name="interval"]:not([value="once"]):checked) .if-single, form:has([name="interval"][value="once"]:checked) .if-repeated { display: none; }

.often { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 0.5rem; }
.often .tile { min-block-size: 2.875rem; font-size: 1rem; }

.folds { display: grid; gap: 0.25rem; }
.fold > summary { padding-block: 0.375rem; color: var(--accent); font-size: 0.9375rem; font-weight: 600; cursor: pointer; }
.fold > .inside { display: grid; gap: 1rem; padding-block: 0.5rem 1rem; padding-inline-start: 1rem; border-inline-start: 2px solid var(--line); }

[aria-invalid="true"].field, .own:has([aria-invalid="true"]) { border-color: var(--danger); box-shadow: inset 0 0 0 1px var(--danger); }
.field ~ .hint, .button + .hint { margin-block-start: 0.375rem; }
.row { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: 1rem; align-items: start; }

.button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  min-block-size: 3rem;
  padding: 0.5rem 1.5rem;
  border: 1px solid transparent;
  border-radius: var(--radius);
  background: var(--accent);
  color: var(--on-accent);
  font-weight: 600;
  line-height: 1.25;
  text-align: center;
  text-decoration: none;
  cursor: pointer;
}

.button:hover { filter: brightness(1.08); }
.button.quiet { border-color: var(--edge); background: none; color: inherit; }
.wide { inline-size: 100%; font-size: 1.0625rem; }
.actions { display: flex; flex-wrap: wrap; gap: 0.75rem 1.25rem; align-items: center; }

/* One thing that is said: thanks, a decline, a page that is not there; and the page to pay on. */

.notice, .pay {
  display: grid;
  gap: 0.75rem;
  align-content: start;
  inline-size: calc(100% - 2 * var(--gutter));
  max-inline-size: 34rem;
  margin: clamp(1.5rem, 8vh, 5rem) auto auto;
  padding: clamp(1.25rem, 4vw, 2.25rem);
  border: 1px solid var(--line);
  border-block-start: 0.375rem solid var(--edge);
  border-radius: calc(var(--radius) * 1.5);
  background: var(--surface);
}

.notice.good { border-block-start-color: var(--accent); }
.notice.bad { border-block-start-color: var(--danger); }
.notice.waiting, .pay { border-block-start-color: var(--sand-text); }
.notice h1, .pay h1 { font-size: 1.5rem; }
.notice .actions { margin-block-start: 0.75rem; }
.notice code { font-size: 0.875em; user-select: all; }

.sum { display: grid; gap: 0.25rem; padding: 0.75rem 1rem; border-radius: var(--radius); background: var(--wash); }
.sum > div { display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 1rem; }
.sum dt { color: var(--muted); }
.sum .total, .sum .total dt { color: inherit; font-weight: 700; }

.cards { display: grid; gap: 0.375rem; margin-block-start: 0.5rem; font-size: 0.9375rem; line-height: 1.4; }
.cards > div { display: grid; grid-template-columns: auto 1fr; column-gap: 1rem; }
.cards dt { font-variant-numeric: tabular-nums; white-space: nowrap; }
.cards dd { color: var(--muted); text-align: end; }
.aside { margin-block-start: 0.75rem; padding-block-start: 1rem; border-block-start: 1px solid var(--line); }
.aside h2 { font-size: 1rem; }
.steps { display: grid; gap: 0.375rem; margin-block-start: 0.375rem; padding-inline-start: 1.25rem; list-style: disc; font-size: 0.9375rem; line-height: 1.5; }

footer { inline-size: 100%; max-inline-size: 70rem; margin: auto auto 0; padding: 1.5rem var(--gutter) 2rem; font-size: 0.9375rem; }
.languages ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.languages a, .languages span { display: inline-block; padding-block: 0.5rem; color: var(--muted); }
.languages span { color: var(--text); font-weight: 600; }

@media (forced-colors: active) {
  .tile:has(:checked), .own:has([type="radio"]:checked) { margin: -2px; border: 3px solid Highlight; }
  progress { border: 1px solid CanvasText; forced-color-adjust: none; }
  .button { border-color: ButtonText; }
}
`;
