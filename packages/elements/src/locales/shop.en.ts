import type { ShopWords } from './shop-words.ts';

/** English that every element of a shop may say. */
export const shop: Pick<ShopWords, 'shop'> = {
  shop: {
    lang: 'en',
    tryAgain: 'Try again',
    loadFailed: 'This could not be loaded.',
    noConnection: 'No connection. Check yours, or try again in a moment.',
    unavailable: 'What this shop gives cannot be shown at the moment.',
    preview: 'Preview',
    test: 'Test mode',
    orders: (count, formatted) => (count === 1 ? '1 order' : `${formatted} orders`),
    projects: (count, formatted) => (count === 1 ? '1 project' : `${formatted} projects`),
    onlyCompleted: 'Only completed orders count. What is returned is taken out again.',
  },
};
