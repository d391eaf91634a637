import { css } from 'lit';

/**
 * The link belongs to the page, whose own rules for links would win over `::slotted`: hence the
 * `!important`, and `unstyled` for pages that want their own look. `reserved.ts` gives the same
 * box to the link of a button that is not defined yet; a test compares the two.
 */
export const styles = css`
  :host {
    --_accent: var(--kind-accent, #17684c);
    --_on-accent: var(--kind-on-accent, #fff);
    color-scheme: var(--_scheme);
    display: inline-block;
  }

  @supports (color: light-dark(red, red)) {
    :host {
      --_accent: var(--kind-accent, light-dark(#17684c, #7fd4b0));
      --_on-accent: var(--kind-on-accent, light-dark(#fff, #06281c));
    }
  }

  :host([hidden]) {
    display: none;
  }

  button,
  :host(:not([unstyled])) .label::slotted(*) {
    box-sizing: border-box !important;
    display: inline-flex !important;
    align-items: center !important;
    justify-content: center !important;
    gap: 0.5em !important;
    min-block-size: 2.75rem !important;
    margin: 0 !important;
    padding: var(--kind-button-padding, 0.5rem 1.5rem) !important;
    border: 1px solid transparent !important;
    border-radius: var(--kind-button-radius, var(--kind-radius, 0.625rem)) !important;
    background: var(--kind-button-background, var(--_accent)) !important;
    color: var(--kind-button-color, var(--_on-accent)) !important;
    box-shadow: none !important;
    font-family: inherit !important;
    font-size: 1em !important;
    font-weight: 600 !important;
    line-height: 1.25 !important;
    text-align: center !important;
    text-decoration: none !important;
    cursor: pointer !important;
    transition: background-color 0.15s !important;
  }

  button:hover,
  :host(:not([unstyled])) .label::slotted(:hover) {
    background: color-mix(
      in srgb,
      var(--kind-button-background, var(--_accent)) 88%,
      var(--kind-button-color, var(--_on-accent))
    ) !important;
  }

  button:focus-visible,
  .label::slotted(:focus-visible) {
    outline: 3px solid var(--_accent) !important;
    outline-offset: 2px !important;
  }

  .label::slotted([aria-busy='true']) {
    cursor: progress !important;
  }

  @media (forced-colors: active) {
    button,
    :host(:not([unstyled])) .label::slotted(*) {
      border-color: ButtonText !important;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    button,
    :host(:not([unstyled])) .label::slotted(*) {
      transition: none !important;
    }
  }
`;
