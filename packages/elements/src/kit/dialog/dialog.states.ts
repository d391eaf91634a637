import type { ElementStates } from '../../internal/testing/stage.ts';

export const states: ElementStates = {
  // A dialog opens by a call of `show()`; the states of the donate button show it open.
  closed: { html: '<kind-dialog label="About us"><p>We plant trees.</p></kind-dialog>' },
};
