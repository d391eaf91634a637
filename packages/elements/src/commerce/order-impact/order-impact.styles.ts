import { css } from 'lit';

export const styles = css`
  :host {
    /* As high as one project, so that what stands below stays where it is; reserved.ts keeps the same room
       before the element is defined. */
    min-block-size: max(10.5rem, 19rem - 24vw);
  }

  .frame {
    display: grid;
    min-block-size: inherit;
  }
`;
