// The package has no map of exports, so Node and strict bundlers want this file by its whole name;
// and its own types beside that file name others without an ending, which the compiler cannot follow.
declare module '@stripe/stripe-js/pure/index.mjs' {
  export const loadStripe: typeof import('@stripe/stripe-js').loadStripe;
}
