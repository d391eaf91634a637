/** Says that steps were given, as the platform confirmed it. Fires once for each day that was told. */
export class KindStepsGivenEvent extends Event {
  /** Id of the challenge. */
  readonly challengeId: string;
  /** The day, such as `2026-11-23`. */
  readonly day: string;
  /** Steps of the day, by one source. */
  readonly steps: number;
  /** What they gave beyond what the day had given before, in minor units. */
  readonly givenMinor: number;

  constructor(challengeId: string, day: string, steps: number, givenMinor: number) {
    super('kind-steps-given', { bubbles: true, composed: true });
    this.challengeId = challengeId;
    this.day = day;
    this.steps = steps;
    this.givenMinor = givenMinor;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'kind-steps-given': KindStepsGivenEvent;
  }
}
