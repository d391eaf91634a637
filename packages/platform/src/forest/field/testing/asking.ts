/** What tests in browsers ask of the platform that runs beside them. */

/** Trees of one test, and a pass for whoever looks after them. */
export interface FieldWork {
  readonly plotId: string;
  readonly treeIds: readonly string[];
  readonly numbers: readonly number[];
  readonly passId: string;
  readonly secret: string;
}

/** An observation as the platform has it. */
export interface BookedObservation {
  readonly number: number;
  readonly heightCm: number | null;
  readonly photoUrl: string | null;
  readonly observer: string;
  readonly review: string;
}

/** What can be asked, by name. */
export interface FieldAsks {
  /** Starts to answer. @returns the port */
  open(origin: string): Promise<number>;
  /** Plants so many trees on a plot of their own. */
  plant(count: number): Promise<FieldWork>;
  /** Takes a pass back. */
  revoke(passId: string): Promise<boolean>;
  /** What was observed on a plot, by number. */
  booked(plotId: string): Promise<readonly BookedObservation[]>;
}

/** One question, and its answer under the same number. */
export type Question = {
  [Name in keyof FieldAsks]: {
    readonly id: number;
    readonly name: Name;
    readonly args: Parameters<FieldAsks[Name]>;
  };
}[keyof FieldAsks];
export interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}
