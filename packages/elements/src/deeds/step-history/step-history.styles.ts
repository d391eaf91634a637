import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    /* Room for what is about to come, so that nothing moves when it does; kindcart.ts keeps the
       same room before the element is defined. */
    min-block-size: 1.5rem;
    line-height: 1.5;
  }

  p {
    margin: 0;
  }

  .title {
    color: var(--kind-step-history-color, inherit);
    font-weight: 600;
  }

  .title-bone {
    block-size: 1.5rem;
    inline-size: 60%;
  }
`;
