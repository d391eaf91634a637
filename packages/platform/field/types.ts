/** What the field page keeps on the phone, and what it is told by the platform. */

/** Words of the page in its language, by name; `{n}` and the like stand for what is filled in. */
export type Words = Readonly<Record<string, string>>;

/** Longitude, latitude. */
export type Position = readonly [number, number];

/** Who observes, and for whom. */
export interface About {
  readonly observer: string;
  readonly organizationName: string;
  /** Whose trees they are: what was noted for one charity is never sent to another. */
  readonly book: string;
  readonly livemode: boolean;
}

export interface FieldTree {
  readonly number: number;
  readonly place: number;
  readonly position: Position;
  readonly speciesNames: Readonly<Record<string, string>>;
  readonly plantedOn: string;
  readonly lastHeightCm: number | null;
  readonly lastSeenOn: string | null;
  readonly nextOn: string;
}

export interface FieldPlot {
  readonly id: string;
  readonly names: Readonly<Record<string, string>>;
  readonly centre: Position;
  readonly trees: number;
}

/** A plot that was taken along. */
export interface KeptPlot {
  readonly id: string;
  readonly book: string;
  readonly names: Readonly<Record<string, string>>;
  readonly trees: readonly FieldTree[];
  /** ISO. */
  readonly takenAt: string;
}

/** As the platform takes it; the observer is whom the pass names. */
export interface Told {
  readonly key: string;
  readonly treeNumber: number;
  readonly observedAt: string;
  readonly heightCm: number | null;
  readonly crownCm: number | null;
  readonly alive: boolean;
  readonly photoUrl: string | null;
  readonly location: { readonly position: Position; readonly accuracyM: number | null } | null;
  readonly note: string | null;
}

/**
 * `waiting` until the platform says that it has it. `sent`: it has. `review`: it has, and somebody looks
 * at it again. `stuck`: it does not take it, and says why.
 */
export type NotedState = 'waiting' | 'sent' | 'review' | 'stuck';

/** What was noted, under the key that it is told with. */
export interface Noted {
  readonly key: string;
  readonly book: string;
  readonly state: NotedState;
  readonly told: Told;
  /** Whether a picture of it is kept that has not been sent. */
  readonly hasPhoto: boolean;
  readonly flags: readonly string[];
  /** Name of a word, or the platform's own words, where it is stuck. */
  readonly problem: string | null;
}

/** What became of trying to send. */
export type Sending = 'done' | 'unreachable' | 'pass';
