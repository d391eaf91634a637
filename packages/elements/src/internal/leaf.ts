import { svg } from 'lit';

/** The mark of what gives: a leaf. */
export const leaf = svg`<svg class="leaf" viewBox="0 0 24 24" aria-hidden="true"><path d="M20 4C10 4 5 8 5 14c0 3 2 5 5 5 6 0 10-5 10-15M4 21c1-5 5-9 11-12"/></svg>`;
