import { css } from 'lit';

export const styles = css`
  .kind-stripe.kind-stripe {
    display: block;
    position: relative;
    /* About as high as Stripe's fields for a card, so that the button below stays where it is. */
    min-block-size: 13.5rem;
    margin: 0;
    padding: 0;
    border: 0;
  }

  /* Until Stripe.js is there and shows that it is at work. */
  .kind-stripe > div:empty {
    block-size: 13.5rem;
    border-radius: var(--_radius);
    background: var(--_wash);
  }

  /* Not to be seen: it has the form's colours, for Stripe's fields to be told of. The transition is
     how a change of theme is noticed, wherever on the page it comes from. */
  .kind-stripe-look.kind-stripe-look {
    position: absolute;
    inline-size: 0;
    block-size: 0;
    visibility: hidden;
    border: 0 solid var(--_danger);
    border-radius: var(--_radius);
    outline: 0 solid var(--_accent);
    background-color: var(--kind-field-background, var(--_surface));
    color: inherit;
    font: inherit;
    font-size: max(1rem, 16px);
    transition:
      color 1ms,
      outline-color 1ms;
  }
`;
