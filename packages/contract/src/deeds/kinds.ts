/**
 * The kinds of good deeds, in one table: what is counted, how much of it is believable, and who may tell of
 * it. A further kind is a further row; nothing else asks which kind a challenge is of.
 */

/** One way in which deeds of a kind come to be told. */
export interface SourceFacts {
  /** How far it is trusted. Of a day's sources the one of the highest tier counts. */
  readonly tier: 0 | 1 | 2 | 3;
  /** Who tells: a participant's device that signs, or a server with a secret key. */
  readonly toldBy: 'device' | 'server';
  /** Whether a challenge that names no sources takes it. */
  readonly unlessSaid: boolean;
}

/** One kind of good deeds. */
export interface KindFacts {
  /** What a quantity counts. */
  readonly unit: string;
  /** The largest quantity of a day that is believed without a look. */
  readonly dayMax: number;
  /** The largest quantity of a minute: a day that has lasted n minutes has no more than n times it. */
  readonly perMinuteMax: number;
  /** Best first. */
  readonly sources: Readonly<Record<string, SourceFacts>>;
}

/**
 * Runners take up to about 220 steps a minute and nobody keeps that up for a day; those who walk a hundred
 * kilometres in one take some 130,000 steps.
 */
export const kinds = {
  steps: {
    unit: 'steps',
    dayMax: 100_000,
    perMinuteMax: 240,
    sources: {
      werun: { tier: 3, toldBy: 'server', unlessSaid: true },
      partner: { tier: 3, toldBy: 'server', unlessSaid: true },
      bluetooth: { tier: 2, toldBy: 'device', unlessSaid: true },
      motion: { tier: 2, toldBy: 'device', unlessSaid: true },
      import: { tier: 1, toldBy: 'device', unlessSaid: true },
      declared: { tier: 0, toldBy: 'device', unlessSaid: false },
    },
  },
} as const satisfies Record<string, KindFacts>;

export type Kind = keyof typeof kinds;
type SourceOf<Of extends Kind> = keyof (typeof kinds)[Of]['sources'];
/** A source of any kind. */
export type Source = { [Of in Kind]: SourceOf<Of> }[Kind];

/** Every kind, and every source that any of them has. */
export const kindNames = ['steps'] as const satisfies readonly Kind[];
export const sourceNames = [
  'werun',
  'partner',
  'bluetooth',
  'motion',
  'import',
  'declared',
] as const satisfies readonly Source[];

/** Facts of a kind's source; undefined where the kind has no such source. */
export function sourceFacts(kind: Kind, source: Source): SourceFacts | undefined {
  const sources: Readonly<Record<string, SourceFacts>> = kinds[kind].sources;
  return Object.hasOwn(sources, source) ? sources[source] : undefined;
}

/** What a challenge takes that names no sources: all that are trusted, up to the most of a day. */
export function usualSources(kind: Kind): { source: Source; maxPerDay: number }[] {
  return sourceNames
    .filter((source) => sourceFacts(kind, source)?.unlessSaid === true)
    .map((source) => ({ source, maxPerDay: kinds[kind].dayMax }));
}
