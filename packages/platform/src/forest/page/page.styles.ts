/** What the pages of trees add to the style sheet of all pages. */
export const treeStyles = `
.tree {
  display: grid;
  grid-template: "head" "side" "story" / minmax(0, 1fr);
  gap: 1.25rem;
  inline-size: 100%;
  max-inline-size: 66rem;
  margin-inline: auto;
  padding: 1.25rem var(--gutter) 3rem;
}

.tree .head { grid-area: head; gap: 0.75rem; }
.tree .side { grid-area: side; display: grid; gap: 1rem; align-content: start; }
.tree .story { grid-area: story; max-inline-size: none; gap: 1.25rem; }
.tree h2 { font-size: 1.125rem; }

.scene { display: block; inline-size: 100%; block-size: auto; border-radius: calc(var(--radius) * 1.5); }
.no { color: var(--muted); font-weight: 600; font-variant-numeric: tabular-nums; }
.latin { display: block; margin-block-start: 0.25rem; color: var(--muted); font-size: 0.5em; font-style: italic; font-weight: 400; line-height: 1.4; }
.latin:lang(la) { letter-spacing: normal; }

.state { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 0.75rem; }
.badge {
  padding: 0.125rem 0.75rem;
  border: 1px solid currentColor;
  border-radius: 1rem;
  background: var(--wash);
  color: var(--accent);
  font-size: 0.9375rem;
  font-weight: 600;
}
.badge.over { background: none; color: var(--muted); }

.whose { display: grid; gap: 0.25rem; }
.whose .label, .known dt { color: var(--muted); font-size: 0.875rem; font-weight: 400; line-height: 1.4; margin: 0; }
.whose .names { font-size: 1.375rem; font-weight: 600; line-height: 1.3; }
.whose blockquote { margin: 0.5rem 0 0; padding-inline-start: 0.875rem; border-inline-start: 3px solid var(--accent); }
.whose blockquote p { white-space: pre-line; text-align: match-parent; }

.known { display: grid; gap: 0.75rem; }
.known dd { line-height: 1.45; }
.known .coordinates { font-variant-numeric: tabular-nums; }

.sizes { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 0.75rem 1.5rem; margin-block: 0.75rem; }
.sizes dt { color: var(--muted); font-size: 0.875rem; }
.sizes dd { font-size: 1.75rem; font-weight: 600; line-height: 1.2; letter-spacing: -0.01em; }
.sizes small { display: block; color: var(--muted); font-size: 0.875rem; font-weight: 400; line-height: 1.4; letter-spacing: normal; }

.stages { display: grid; margin: 0.75rem 0 0; padding: 0; list-style: none; }
.stages li { position: relative; padding-block-end: 1rem; padding-inline-start: 1.75rem; }
.stages li:last-child { padding-block-end: 0; }
.stages li::before { content: ""; position: absolute; inset-block-start: 0.375rem; inset-inline-start: 0; inline-size: 0.75rem; block-size: 0.75rem; border: 2px solid var(--accent); border-radius: 50%; background: var(--surface); }
.stages li:last-child::before { background: var(--accent); }
.stages li:not(:last-child)::after { content: ""; position: absolute; inset-block: 1.375rem -0.25rem; inset-inline-start: 0.4375rem; inline-size: 2px; background: var(--line); }
.stages .when { color: var(--muted); }
.stages p { line-height: 1.45; }

.seen { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr)); gap: 1rem; margin-block-start: 0.75rem; }
.seen figure { display: grid; gap: 0.5rem; align-content: start; }
.seen img { inline-size: 100%; aspect-ratio: 4 / 3; border-radius: var(--radius); background: var(--wash); object-fit: cover; }
.seen figcaption { font-size: 0.9375rem; line-height: 1.45; }
.seen .when { color: var(--muted); }

.paper { display: block; border-radius: 0.375rem; overflow: hidden; box-shadow: 0 1px 0.5rem rgb(0 0 0 / 0.18); }
.paper img { display: block; inline-size: 100%; block-size: auto; aspect-ratio: 842 / 595; }
.side .actions { margin-block-start: 0.75rem; }

@media (min-width: 58rem) {
  .tree { grid-template: "head side" auto "story side" 1fr / minmax(0, 1fr) minmax(20rem, 24rem); column-gap: 2.5rem; padding-block-start: 2rem; }
}

@media (forced-colors: active) {
  .stages li::before { border-color: CanvasText; }
  .stages li:last-child::before { background: CanvasText; forced-color-adjust: none; }
}
`;
