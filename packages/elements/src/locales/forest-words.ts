import type { TreeState } from '@kindcart/contract';

/**
 * What elements of the forest say, in files of their own: a page with a forest needs no others, and no
 * other page needs these. Every language fills it whole, as it does `Words`. Counts come twice: as a
 * number, by which a plural is chosen, and as they are written. Dates and sizes arrive ready for reading.
 */
export interface ForestWords {
  readonly forest: SharedForestWords;
  readonly map: MapWords;
  readonly tree: TreeWords;
  readonly plot: PlotWords;
  readonly counter: CounterWords;
  readonly picker: PickerWords;
  readonly adopting: AdoptingWords;
}

/** What is said of the forest on a map. */
export type WordsOfMap = Pick<ForestWords, 'forest' | 'map'>;

/** What is said of one tree. */
export type WordsOfTree = Pick<ForestWords, 'forest' | 'tree'>;

/** What is said of a plot. */
export type WordsOfPlot = Pick<ForestWords, 'forest' | 'plot'>;

/** What is said of the whole forest. */
export type WordsOfCounter = Pick<ForestWords, 'forest' | 'counter'>;

/** What the choice of a tree says. */
export type WordsOfPicker = Pick<ForestWords, 'forest' | 'picker'>;

/** What adopting says, once a tree is chosen. */
export type WordsOfAdopting = WordsOfPicker & Pick<ForestWords, 'adopting'>;

interface SharedForestWords {
  /** Language of the words themselves, for screen readers. */
  readonly lang: string;
  readonly tryAgain: string;
  readonly loadFailed: string;
  /** The platform did not answer; whether that is the visitor's connection is not known. */
  readonly noConnection: string;
  /** Something failed that only the page's author can mend. */
  readonly unavailable: string;
  /** Marks what is a test, in a word or two. */
  readonly test: string;
  /** A tree by its number. */
  readonly tree: (number: string) => string;
  readonly trees: (count: number, formatted: string) => string;
  readonly places: (count: number, formatted: string) => string;
  readonly states: Readonly<Record<TreeState, string>>;
}

interface MapWords {
  readonly name: string;
  readonly species: string;
  readonly allSpecies: string;
  readonly year: string;
  readonly allYears: string;
  readonly mine: (count: string) => string;
  readonly showMap: string;
  readonly showPlan: string;
  readonly showList: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly wholeForest: string;
  readonly play: string;
  readonly pause: string;
  /** On what chooses a year. */
  readonly until: string;
  /** `trees` arrives as a number of trees. */
  readonly plantedUntil: (trees: string, year: string) => string;
  readonly plantedIn: (trees: string, year: string) => string;
  readonly plots: (count: number, formatted: string) => string;
  readonly placesLeft: (count: number, formatted: string) => string;
  readonly plantedOn: (date: string) => string;
  /** On what leads from a plot back to all of them. */
  readonly allPlots: string;
  readonly plan: (plot: string) => string;
  readonly more: string;
  readonly morePlots: string;
  readonly noTrees: string;
  readonly noneSuch: string;
  readonly empty: string;
  readonly unknownPlot: string;
  readonly unknownTree: (number: string) => string;
  readonly noMap: string;
  readonly trouble: string;
  readonly certificate: string;
  readonly close: string;
  /** `key` is one of the keyboard. */
  readonly scrollWith: (key: string) => string;
  readonly twoFingers: string;
  readonly firstOnly: (count: string) => string;
}

interface TreeWords {
  readonly place: (place: string, plot: string) => string;
  readonly age: string;
  readonly notPlanted: string;
  /** By month, where trees are planted in some months only. */
  readonly plantedFrom: (from: string, to: string) => string;
  readonly height: string;
  readonly crown: string;
  readonly range: (low: string, high: string) => string;
  readonly rangeMeans: string;
  /** Nobody has measured it. */
  readonly bySpecies: string;
  readonly byMeasurements: (count: number, formatted: string) => string;
  /** Describes the drawing of it beside a person. */
  readonly drawn: (tree: string, person: string) => string;
  readonly story: string;
  /** On the link to a picture that shows what became of it. */
  readonly evidence: string;
  readonly photo: (number: string, date: string) => string;
  readonly nextVisit: string;
  /** Before the month of a visit of which nothing has been reported. */
  readonly visitWasDue: string;
  readonly about: (month: string) => string;
  readonly certificate: string;
  readonly by: (names: string) => string;
  readonly byTeam: (team: string) => string;
  /** Those of a team who are not named. */
  readonly others: (count: number, formatted: string) => string;
  readonly byUnnamed: string;
  readonly byShop: (shop: string) => string;
  readonly byPoints: string;
  readonly giftFor: (name: string) => string;
  readonly lost: (date: string) => string;
  readonly notReplaced: string;
  readonly replacedBy: (number: string) => string;
  readonly replaces: (number: string) => string;
  readonly unknown: string;
}

interface PlotWords {
  readonly placesLeft: string;
  readonly of: (part: string, whole: string) => string;
  readonly held: (count: number, formatted: string) => string;
  readonly full: string;
  readonly closed: string;
  readonly planted: string;
  readonly waiting: string;
  readonly survival: string;
  /** How many of those that were ever planted still stand. */
  readonly standing: (percent: string, count: number, formatted: string) => string;
  readonly survivalHow: string;
  readonly nothingPlanted: string;
  readonly partner: string;
  readonly season: string;
  readonly months: (from: string, to: string) => string;
  readonly area: string;
  readonly outline: (plot: string) => string;
  readonly fromAbove: string;
  readonly satellite: (date: string) => string;
  readonly drone: (date: string) => string;
  /** On what chooses the year of the later picture. */
  readonly year: string;
  /** On what moves the line between both pictures. */
  readonly compare: string;
  readonly imageBy: (credit: string) => string;
  readonly unknown: string;
}

/** Each but `waiting` and `lost` stands under its number. */
interface CounterWords {
  readonly standing: (count: number) => string;
  readonly species: (count: number) => string;
  readonly plots: (count: number) => string;
  readonly countries: (count: number) => string;
  readonly waiting: (count: number, formatted: string) => string;
  readonly lost: (count: number, formatted: string) => string;
  readonly none: string;
  readonly asOf: (time: string) => string;
}

interface PickerWords {
  readonly chooseTree: string;
  readonly choosePlot: string;
  readonly choose: (name: string) => string;
  readonly range: string;
  readonly needs: string;
  /** Describes the drawing: heights by age, such as `1 yr: 40 cm`, beside a person. */
  readonly growth: (heights: string, person: string) => string;
  readonly person: string;
  readonly partner: (name: string) => string;
  readonly season: (from: string, to: string) => string;
  readonly left: (count: number, formatted: string) => string;
  readonly full: string;
  readonly nothing: string;
  readonly back: string;
}

interface AdoptingWords {
  readonly choosePlace: string;
  readonly anyPlace: string;
  readonly anyPlaceHow: string;
  readonly onPlan: string;
  readonly plan: (plot: string) => string;
  readonly free: string;
  readonly held: string;
  readonly taken: string;
  readonly closer: string;
  readonly further: string;
  readonly number: string;
  readonly list: string;
  readonly page: (first: string, last: string, total: string) => string;
  readonly earlier: string;
  readonly later: string;
  readonly place: (number: string) => string;
  readonly isHeld: (number: string) => string;
  readonly isTaken: (number: string) => string;
  readonly noSuch: (number: string) => string;
  readonly take: (number: string) => string;

  readonly whoTitle: string;
  readonly alone: string;
  readonly gift: string;
  readonly team: string;
  readonly teamHow: string;
  readonly to: string;
  readonly toMissing: string;
  readonly optional: string;
  readonly message: string;
  readonly charactersLeft: (count: number, formatted: string) => string;
  readonly reveal: string;
  readonly revealHow: string;
  readonly revealPast: string;
  readonly shares: string;
  readonly sharesWrong: (least: string, most: string) => string;
  readonly shareEach: (amount: string) => string;
  readonly teamName: string;
  readonly hold: string;
  readonly holdHow: string;
  readonly holding: string;

  readonly placeTaken: string;
  readonly plotFull: string;
  readonly plotClosed: string;
  readonly notOffered: string;
  readonly tooMany: string;
  readonly projectClosed: string;
  readonly failed: string;

  readonly isYours: (place: string, plot: string) => string;
  /** `time` such as 14:32. */
  readonly timeLeft: (time: string) => string;
  readonly minutesLeft: (count: number, formatted: string) => string;
  readonly timeHow: string;
  readonly overdue: string;
  readonly giveBack: string;
  /** What is paid for. */
  readonly tree: (species: string, place: string) => string;
  readonly share: (species: string, place: string) => string;
  readonly joined: string;
  readonly somebody: string;
  readonly missing: (count: number, formatted: string) => string;
  readonly keptUntil: (date: string) => string;
  readonly noShare: string;
  readonly forWhom: (name: string) => string;

  readonly paid: string;
  readonly paidHow: string;
  readonly shareIsPaid: string;
  readonly invite: string;
  readonly inviteHow: string;
  readonly inviteText: (species: string) => string;
  readonly copied: string;
  readonly copyThis: string;

  readonly adopted: (number: string) => string;
  readonly adoptedFor: (number: string, name: string) => string;
  readonly adoptedBy: (number: string, team: string) => string;
  readonly adoptedByOthers: (number: string) => string;
  readonly plantedNext: string;
  readonly plantedIn: (from: string, to: string) => string;
  readonly moved: (from: string, to: string) => string;
  readonly watch: string;
  readonly tell: string;
  readonly tellText: (species: string) => string;
  readonly another: string;

  readonly unfulfilled: string;
  readonly unfulfilledTeam: string;
  readonly unfulfilledHow: string;
  readonly lapsed: string;
  readonly lapsedHow: string;
  readonly chooseAgain: string;
  readonly linkUnknown: string;
}
