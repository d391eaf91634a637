/**
 * What elements of shops say, in files of their own: a shop's page needs no others, and no other page needs
 * these. Every language fills it whole, as it does `Words`.
 */
export interface ShopWords {
  readonly shop: SharedShopWords;
  readonly item: ItemWords;
  readonly details: DetailsWords;
  readonly impact: ImpactWords;
}

/** What a charity item says in a line. */
export type WordsOfItem = Pick<ShopWords, 'shop' | 'item'>;

/** What it says once it is opened. */
export type WordsOfDetails = WordsOfItem & Pick<ShopWords, 'details'>;

/** What is said of all that a shop gave. */
export type WordsOfImpact = Pick<ShopWords, 'shop' | 'impact'>;

interface SharedShopWords {
  /** Language of the words themselves, for screen readers. */
  readonly lang: string;
  readonly tryAgain: string;
  readonly loadFailed: string;
  /** The platform did not answer; whether that is the visitor's connection is not known. */
  readonly noConnection: string;
  /** Something failed that only the page's author can mend. */
  readonly unavailable: string;
  /** Marks what is made up, for whoever designs a page. */
  readonly preview: string;
  /** Marks what is a test, in a word or two. */
  readonly test: string;
  readonly orders: (count: number, formatted: string) => string;
  readonly projects: (count: number, formatted: string) => string;
  readonly onlyCompleted: string;
}

/** What is given and to whom; `to` is a project's title or a number of projects. */
interface ItemWords {
  readonly orderFixed: (amount: string, to: string) => string;
  readonly orderShare: (percent: string, to: string) => string;
  readonly itemFixed: (amount: string, to: string) => string;
  readonly itemShare: (percent: string, to: string) => string;
  /** `amount` is that of the highest tier. */
  readonly tiers: (amount: string, to: string) => string;
  readonly begins: (date: string) => string;
  readonly ended: string;
  readonly paused: string;
  readonly unknown: string;
  /** On what opens the rest. */
  readonly more: string;
}

interface DetailsWords {
  readonly orderFixed: (amount: string) => string;
  readonly orderShare: (percent: string) => string;
  readonly itemFixed: (amount: string) => string;
  readonly itemShare: (percent: string) => string;
  readonly tiers: string;
  readonly tier: (from: string, amount: string) => string;
  readonly wholeShop: string;
  readonly someGoods: string;
  readonly least: (amount: string) => string;
  readonly most: (amount: string) => string;
  readonly since: (date: string) => string;
  readonly until: (date: string) => string;
  readonly projectClosed: string;
  readonly goesTo: string;
  readonly choices: string;
  readonly soFar: string;
  readonly testMode: string;
  readonly previewWhy: string;
  readonly close: string;
}

interface ImpactWords {
  readonly title: (name: string) => string;
  /** The three arrive with their numbers: a sum, a number of orders, a number of projects. */
  readonly line: (sum: string, orders: string, projects: string) => string;
  readonly given: string;
  readonly nothing: string;
  readonly toProjects: string;
  readonly promises: string;
  readonly unknown: string;
}
