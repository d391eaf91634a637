/** What the field page adds to the style sheet of all pages: for thumbs, gloves and bright sun. */
export const fieldStyles = `
.field-page { display: grid; gap: 1rem; inline-size: 100%; max-inline-size: 40rem; margin-inline: auto; padding: 1rem var(--gutter) 3rem; }
.field-page .top { display: grid; grid-template-columns: 1fr auto; gap: 0.25rem 1rem; align-items: center; }
.field-page .top > * { min-inline-size: 0; }
.field-page h1 { font-size: 1.5rem; }
.field-page h2 { font-size: 1.25rem; }
.field-page .who { grid-column: 1 / -1; color: var(--muted); }
.field-page .said { min-block-size: 1.6em; font-weight: 600; }
.field-page section { display: grid; gap: 0.75rem; }
.field-page ul { display: grid; gap: 0.625rem; }
.field-page form { margin: 0; }
.field-page .button { min-block-size: 3.25rem; }

.mark { display: inline-block; padding: 0 0.625rem; border: 1px solid currentColor; border-radius: 1rem; color: var(--muted); font-size: 0.875rem; font-weight: 600; line-height: 1.7; white-space: nowrap; }
.mark.good { color: var(--accent); }
.mark.due { background: var(--sand); color: var(--sand-text); }
.marks { display: flex; flex-wrap: wrap; gap: 0.375rem; }
.marks:empty { display: none; }

.plot-item, .tree-item, .noted-item { display: grid; gap: 0.25rem; inline-size: 100%; padding: 0.875rem 1rem; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); color: inherit; font: inherit; line-height: 1.45; text-align: start; }
.plot-item .actions { margin-block-start: 0.5rem; }
.tree-item { border-color: var(--edge); cursor: pointer; }
.tree-item strong { font-size: 1.1875rem; }
.noted-item { grid-template-columns: 1fr auto; border-inline-start: 0.375rem solid var(--edge); }
.noted-item > .hint, .noted-item > .why, .noted-item > button { grid-column: 1 / -1; }
.noted-item .state { font-weight: 600; text-align: end; }
.noted-item.sent { border-inline-start-color: var(--accent); }
.noted-item.waiting, .noted-item.review { border-inline-start-color: var(--sand-text); }
.noted-item.stuck { border-inline-start-color: var(--danger); }
.noted-item.sent .state { color: var(--accent); }
.noted-item.stuck .state { color: var(--danger); }

.field-page .tell { padding: 0.875rem 1rem; border-inline-start: 0.375rem solid var(--sand-text); border-radius: 0.375rem; background: var(--sand); color: var(--sand-text); line-height: 1.45; }
.field-page .tell .button { margin-block-start: 0.75rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0.5rem; }
.pair .tile { min-block-size: 3.25rem; font-size: 1rem; }

dialog { inline-size: min(100%, 36rem); max-block-size: 100%; max-inline-size: 100%; margin: auto auto 0; padding: 1.25rem var(--gutter) 1.5rem; border: 0; border-start-start-radius: 1.25rem; border-start-end-radius: 1.25rem; background: var(--surface); color: var(--text); overflow: auto; overscroll-behavior: contain; }
dialog::backdrop { background: rgb(0 0 0 / 0.55); }
dialog form { gap: 1rem; }
dialog .field { min-block-size: 3.25rem; font-size: 1.125rem; }
dialog .row { grid-template-columns: 1fr 1fr; align-items: end; }
dialog .label { margin-block-end: 0.25rem; }
.pictures { display: grid; gap: 0.5rem; justify-items: start; }
.picture-field { position: relative; display: grid; justify-self: stretch; }
.picture-field input { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; opacity: 0; cursor: pointer; }
.picture-field:has(:focus-visible) .button { outline: 3px solid var(--accent); outline-offset: 2px; }
#preview canvas { display: block; max-inline-size: 100%; max-block-size: 10rem; border-radius: var(--radius); }

.field-page [hidden], dialog [hidden] { display: none; }

@media (min-width: 40rem) {
  dialog { margin-block: auto; border-radius: 1.25rem; }
}
`;
