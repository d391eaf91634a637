import { css } from 'lit';

export const styles = css`
  :host {
    display: flow-root;
    /* Room for what is about to come, so that nothing moves when it does; reserved.ts keeps the
       same room before the element is defined. */
    min-block-size: 14rem;
    line-height: 1.5rem;
  }

  dl,
  dd,
  p {
    margin: 0;
  }

  .figures {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 2rem;
  }

  .figures div {
    display: flex;
    flex-direction: column-reverse;
  }

  .figures dd {
    font-size: 1.75rem;
    font-weight: 700;
    line-height: 2.25rem;
  }

  .first {
    flex: 1 0 100%;
  }

  .first dd {
    color: var(--_accent);
    font-size: clamp(2.5rem, 9vw, 3.5rem);
    line-height: 1.15;
  }

  .rest {
    margin-block-start: 0.5rem;
    color: var(--_muted);
  }

  .mark {
    font-style: italic;
  }

  .bone {
    inline-size: min(14rem, 80%);
    block-size: 3.5rem;
  }

  .bone.low {
    inline-size: min(22rem, 100%);
    block-size: 2.25rem;
    margin-block-start: 1rem;
  }

  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75rem;
    color: var(--_muted);
  }
`;
