import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    max-inline-size: 30rem;
    /* As high as usual thanks, so that what stands below stays where it is; reserved.ts keeps the
       same room before the element is defined. */
    min-block-size: 28rem;
    line-height: 1.5;
  }

  .frame {
    display: flex;
    flex-direction: column;
    min-block-size: inherit;
  }

  .test-mode {
    padding: 0.125rem 0.625rem;
    border: 1px dashed var(--_edge);
    border-radius: 1rem;
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  .bone.tick {
    border-radius: 50%;
  }

  .line {
    inline-size: 12rem;
    block-size: 1.5rem;
  }
`;
