import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    min-inline-size: min(100%, 18rem);
    max-inline-size: 44rem;
    /* Room for what is about to come, so that nothing moves when it does; reserved.ts keeps the same
       room before the element is defined. */
    min-block-size: 36rem;
    font-size: 1rem;
    line-height: 1.5;
    text-align: start;
  }

  p {
    margin: 0;
  }

  .door {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap);
    max-inline-size: 30rem;
  }

  .title {
    margin: 0;
    font: inherit;
    font-size: 1.5rem;
    font-weight: 700;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }

  [tabindex='-1']:focus {
    outline: none;
  }

  .test-mode {
    inline-size: fit-content;
    padding: 0.125rem 0.625rem;
    border: 1px dashed var(--_edge);
    border-radius: 1rem;
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  .box {
    padding: 0.75rem 1rem;
    border-inline-start: 0.25rem solid var(--_accent);
    border-radius: 0.375rem;
    background: var(--_wash);
  }

  .box[role='alert'] {
    border-color: var(--_danger);
  }

  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap);
    justify-items: start;
  }

  form > .kind-field {
    inline-size: 100%;
  }

  [aria-disabled='true'] {
    cursor: progress;
  }

  .bone.title-bone {
    inline-size: 60%;
    block-size: 2rem;
  }

  .bone.line-bone {
    inline-size: 85%;
    block-size: 1rem;
  }

  .bone.card-bone {
    block-size: 8rem;
  }
`;
