import { css } from 'lit';

export const styles = css`
  :host {
    display: contents;
  }

  :host([theme='light']) {
    color-scheme: light;
    --_scheme: initial;
  }

  :host([theme='dark']) {
    color-scheme: dark;
    --_scheme: initial;
  }

  :host([theme='auto']) {
    color-scheme: light dark;
    --_scheme: initial;
  }
`;
