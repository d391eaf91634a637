import { css } from 'lit';

/**
 * What all elements look like, from one place. Each value can be set by the page as `--kind-…`;
 * else it follows the page's own text colour or a literal. `light-dark()` stands in a second rule
 * because a browser that lacks it would take the custom property and then show nothing.
 */
export const tokens = css`
  :host {
    --_accent: var(--kind-accent, #17684c);
    --_on-accent: var(--kind-on-accent, #fff);
    --_surface: var(--kind-surface, #fff);
    --_text: var(--kind-text, #1b201d);
    --_danger: var(--kind-danger, #b3261e);
    --_radius: var(--kind-radius, 0.625rem);
    --_gap: var(--kind-gap, 1rem);
    --_muted: color-mix(in srgb, currentcolor 70%, transparent);
    --_edge: color-mix(in srgb, currentcolor 52%, transparent);
    --_line: color-mix(in srgb, currentcolor 16%, transparent);
    --_wash: color-mix(in srgb, currentcolor 8%, transparent);
    /* The page's theme; unset in a kit with one of its own, and then the kit's is inherited. */
    color-scheme: var(--_scheme);
    box-sizing: border-box;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }

  @supports (color: light-dark(red, red)) {
    :host {
      --_accent: var(--kind-accent, light-dark(#17684c, #7fd4b0));
      --_on-accent: var(--kind-on-accent, light-dark(#fff, #06281c));
      --_surface: var(--kind-surface, light-dark(#fff, #1a1f1c));
      --_text: var(--kind-text, light-dark(#1b201d, #eceeeb));
      --_danger: var(--kind-danger, light-dark(#b3261e, #ffb4ab));
    }
  }

  :host([hidden]) {
    display: none;
  }

  *,
  ::before,
  ::after {
    box-sizing: inherit;
  }

  /* Each line runs as its own words do, English on an Arabic page and an Arabic name on an English
     one; but all of them begin at the page's side. */
  * {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }

  /* Arabic is laid out from the right, also on a page that runs the other way. */
  [lang='ar'] {
    direction: rtl;
    text-align: start;
  }

  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after,
    ::backdrop {
      animation: none !important;
      transition: none !important;
    }
  }
`;
