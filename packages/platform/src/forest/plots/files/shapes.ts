/** What files of land are read into. */

/** So many polygons are taken from one file. */
export const shapesMax = 1_000;

/** A polygon of a file; whether it is land is for the rules to say. */
export interface LandShape {
  /** Where it is in the file, such as `feature 3`. */
  readonly at: string;
  /** What the file says of it, by name. */
  readonly properties: ReadonlyMap<string, string>;
  readonly coordinates: readonly (readonly Coordinates[])[];
}

/** Longitude and latitude; a height that follows them is left out. */
export type Coordinates = readonly number[];

export interface LandShapes {
  readonly shapes: readonly LandShape[];
  /** Points, lines and other things that are no land. */
  readonly skipped: number;
}

/** A file that cannot be read; its message follows the file's name. */
export class LandFileError extends Error {
  override readonly name = 'LandFileError';
}
