import { css } from 'lit';

export const styles = css`
  :host {
    /* As high as a row of three, so that what stands below stays where it is; reserved.ts keeps the same
       room before the element is defined. */
    min-block-size: max(10.5rem, 19rem - 24vw);
  }

  .frame {
    display: grid;
    min-block-size: inherit;
  }

  .box {
    margin: 0;
    gap: 0.625rem;
    min-inline-size: 0;
  }

  legend {
    float: inline-start;
    inline-size: 100%;
    padding: 0;
    font-weight: 600;
    text-wrap: balance;
  }

  .causes {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 14rem), 1fr));
    gap: 0.5rem;
    clear: both;
  }

  .cause {
    position: relative;
    display: flex;
    align-items: center;
    gap: 0.75rem;
    min-block-size: 4rem;
    padding: 0.5rem;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    cursor: pointer;
  }

  .cause:hover {
    background: var(--_wash);
  }

  .cause:has(:checked) {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }

  .cause:has(:focus-visible) {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }

  .cause input {
    flex: none;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    margin-inline: 0.25rem 0;
    outline: none;
    accent-color: var(--_accent);
  }

  .picture {
    flex: none;
    inline-size: 3rem;
    block-size: 3rem;
    border-radius: calc(var(--_radius) * 0.6);
    overflow: hidden;
    background: var(--_wash);
  }

  .picture img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .title {
    font-size: 0.9375rem;
    font-weight: 600;
    line-height: 1.3;
  }

  @media (forced-colors: active) {
    .cause:has(:checked) {
      outline: 2px solid Highlight;
    }
  }
`;
