type StepsGiven = Pick<
  KindStepsGivenEvent,
  'challengeId' | 'participantId' | 'day' | 'steps' | 'givenMinor'
>;

/** Says that steps were given, as the platform confirmed it. Fires once for each day that was told. */
export class KindStepsGivenEvent extends Event {
  /** Id of the challenge. */
  readonly challengeId: string;
  /** Id of who walked, `par_…`: a charity's server tells further steps of theirs by it. */
  readonly participantId: string;
  /** The day, such as `2026-11-23`. */
  readonly day: string;
  /** Steps of the day, by one source. */
  readonly steps: number;
  /** What they gave beyond what the day had given before, in minor units. */
  readonly givenMinor: number;

  constructor(given: StepsGiven) {
    super('kind-steps-given', { bubbles: true, composed: true });
    this.challengeId = given.challengeId;
    this.participantId = given.participantId;
    this.day = given.day;
    this.steps = given.steps;
    this.givenMinor = given.givenMinor;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'kind-steps-given': KindStepsGivenEvent;
  }
}
