import { css } from 'lit';

export const styles = css`
  :host {
    /* As high as one project, so that what stands below stays where it is; reserved.ts keeps the same room
       before the element is defined. */
    min-block-size: 10.5rem;
  }

  /* Here what is said goes to more lines. */
  @media (width <= 27rem) {
    :host {
      min-block-size: 13rem;
    }
  }

  .frame {
    display: grid;
    min-block-size: inherit;
  }
`;
