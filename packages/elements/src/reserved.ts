/**
 * The room and look of elements whose code is on its way, so that nothing moves when it arrives. The
 * script brings these rules along, and the build makes `kindcart.css` of them: a page paints before
 * a script has come, but not before a style sheet. The elements keep the same room once they are
 * defined; a test compares the two.
 */
export const reserved = `
kind-kit{display:contents}
kind-dialog:not(:defined){display:none}
kind-progress:not(:defined,[hidden]){display:block;min-height:5.75rem}
@media(width<=22.5rem){kind-progress:not(:defined,[hidden]){min-height:7.25rem}}
kind-donate-form:not(:defined,[hidden]){display:block;max-width:30rem;min-height:max(41rem,74.25rem - 113vw)}
kind-donate-button:not(:defined,[hidden]){display:inline-block}
kind-charity-item:not(:defined,[hidden]){display:block;min-height:2.75rem}
kind-charity-item[variant=card]:not(:defined,[hidden]){min-height:7.5rem}
kind-donor-page:not(:defined,[hidden]){display:block;max-width:44rem;min-height:36rem}
kind-forest-counter:not(:defined,[hidden]){display:block;min-height:14rem}
kind-plot-progress:not(:defined,[hidden]){display:block;min-height:31rem}
kind-step-tracker:not(:defined,[hidden]){display:block;max-width:30rem;min-height:34rem}
kind-tree-card:not(:defined,[hidden]){display:block;min-height:40rem}
kind-shop-impact:not(:defined,[hidden]){display:block;min-height:3rem}
kind-shop-impact[variant=page]:not(:defined,[hidden]){min-height:20rem}
kind-thank-you:not(:defined,[hidden]){display:block;min-height:28rem}
kind-monthly-plan:not(:defined,[hidden]){display:flex;flex-wrap:wrap;gap:0 .75rem;padding-bottom:calc(2.8125em + .5rem);line-height:1.5}
kind-monthly-plan:not(:defined)>*{flex:1 1 11rem;margin:0 0 .75rem;padding:2.6875rem 1.0625rem .9375rem}
kind-monthly-plan:not(:defined):has(>[data-amount])>:not([data-amount]){flex:1 0 100%;order:1;height:0;margin:0;padding:0}
:where(kind-forest-map:not(:defined,[hidden])){display:block;height:36rem}
kind-tree-picker:not(:defined,[hidden]){display:block;max-width:72rem;min-height:34rem}
kind-challenge-progress:not(:defined,[hidden]){display:block;min-height:28rem}
kind-step-history:not(:defined,[hidden]){display:block;max-width:34rem;min-height:6rem}
:is(kind-cart-pledge,kind-cause-picker,kind-order-impact,kind-round-up):not(:defined,[hidden]){display:block;min-height:max(10.5rem,19rem - 24vw)}
:where(kind-donor-wall:not(:defined,[hidden])){display:block;height:26rem}
kind-donate-button:not(:defined,[unstyled])>*{box-sizing:border-box;display:inline-flex;align-items:center;justify-content:center;gap:.5em;min-height:2.75rem;margin:0;padding:var(--kind-button-padding,.5rem 1.5rem);border:1px solid transparent;border-radius:var(--kind-button-radius,var(--kind-radius,.625rem));background:var(--kind-button-background,var(--kind-accent,#17684c));color:var(--kind-button-color,var(--kind-on-accent,#fff));font-size:1em;font-weight:600;line-height:1.25;text-align:center;text-decoration:none}
`;
