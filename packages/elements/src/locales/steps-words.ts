/**
 * What the step tracker says, in files of their own: a page that only shows a challenge needs none of it. Every
 * language fills it whole. Steps, amounts, days and times arrive ready for reading.
 */
import type { DayLimit, DeedRefusal, ReviewReason } from '@kindcart/contract';
import type { ImportProblem } from '../deeds/sources/import/outcome.ts';
import type { PodRefusal } from '../deeds/step-tracker/counter.ts';
import type { Condition } from '../deeds/step-tracker/standing.ts';
import type { DeedsWords } from './deeds-words.ts';

export interface StepsWords extends Pick<DeedsWords, 'deeds'> {
  readonly tracker: TrackerWords;
  readonly walking: WalkingWords;
  readonly walker: WalkerWords;
}

/** What the first page says. */
export type WordsOfTracker = Pick<StepsWords, 'deeds' | 'tracker'>;
/** What is said once somebody counts and gives. */
export type WordsOfWalking = WordsOfTracker & Pick<StepsWords, 'walking'>;
/** What is said to somebody of past days, name, devices and team. */
export type WordsOfWalker = WordsOfTracker & Pick<StepsWords, 'walker'>;

interface TrackerWords {
  readonly rate: (sponsor: string, amount: string, steps: string) => string;
  readonly today: string;
  /** Under the number in the ring; its plural goes by the count. */
  readonly unit: (count: number) => string;
  readonly worth: (amount: string) => string;
  readonly givenToday: (amount: string) => string;
  /** A day with fewer gives nothing. */
  readonly least: (steps: string) => string;
  /** A day with more gives no more. */
  readonly most: (steps: string) => string;
  readonly mostReached: (steps: string) => string;
  readonly begins: (day: string) => string;
  readonly ended: (day: string) => string;
  readonly conditions: Readonly<Record<Exclude<Condition, 'open' | 'upcoming' | 'ended'>, string>>;
  /** Opens days, name, devices, team and image. */
  readonly more: string;
  /** The page came over plain http, or the browser is too old to sign. */
  readonly noKeys: string;
}

type DeviceSource = 'motion' | 'bluetooth' | 'import' | 'declared';

interface WalkingWords {
  readonly choose: string;
  readonly sources: Readonly<Record<DeviceSource, string>>;
  readonly hints: Readonly<Record<DeviceSource, string>>;
  readonly byThemselves: string;
  readonly give: (steps: string) => string;
  readonly giveKept: string;
  readonly giving: string;
  readonly asking: string;
  /** The sensor has told nothing yet. */
  readonly starting: string;
  /** The browser shows its list of sensors. */
  readonly askingPod: string;
  /** Another tab or element holds the count of this device. */
  readonly countsElsewhere: string;
  readonly counting: string;
  /** For who does not see the number. */
  readonly firstSteps: string;
  readonly walkOn: string;
  readonly onlyWhileOpen: string;
  readonly mayGoDark: string;
  readonly stop: string;
  readonly denied: string;
  readonly noSensor: string;
  readonly pod: Readonly<Record<PodRefusal, string>>;
  readonly podAway: string;
  readonly reading: string;
  readonly cancel: string;
  readonly imported: (days: number, formatted: string) => string;
  readonly nothingImported: string;
  readonly typedLeftOut: string;
  readonly problems: Readonly<Record<ImportProblem, (file: string) => string>>;
  readonly howMany: string;
  /** So much of a day is believed of what is typed in. */
  readonly declaredMost: (steps: string) => string;
  readonly giveThese: string;
  readonly notANumber: string;
  readonly thanks: (amount: string) => string;
  /** Taken, and worth nothing more. */
  readonly taken: string;
  /** Part of what was to be given had been given before. */
  readonly givenBefore: string;
  /** Said beside it: the day counts what a more trusted source told. */
  readonly outdone: string;
  readonly limits: Readonly<Record<DayLimit, string>>;
  readonly underReview: string;
  readonly reasons: Readonly<Record<ReviewReason, string>>;
  readonly refusals: Readonly<
    Record<
      'challenge_not_open' | 'source_not_taken' | 'day_outside' | 'too_many_under_review',
      string
    >
  >;
  readonly refused: string;
  readonly kept: string;
  readonly notTaken: string;
  readonly notLasting: string;
  /** What the browser kept may be there, and cannot be read now. */
  readonly keyLost: string;
}

export type KnownRefusal = keyof WalkingWords['refusals'] & DeedRefusal;

interface WalkerWords {
  readonly days: string;
  readonly noDays: string;
  readonly dayUnderReview: string;
  readonly dayRefused: string;
  readonly you: string;
  readonly name: string;
  readonly nameHint: string;
  readonly save: string;
  readonly erase: string;
  readonly saved: string;
  readonly erased: string;
  readonly move: string;
  readonly moveHint: string;
  readonly makeCode: string;
  readonly code: string;
  readonly codeShown: string;
  readonly codeUntil: (time: string) => string;
  readonly codeOver: string;
  readonly newCode: string;
  readonly joinAsk: string;
  readonly joinWarning: string;
  readonly join: string;
  readonly joined: string;
  readonly moveInvalid: string;
  readonly devicesTooMany: string;
  /** Above the walker's own id. */
  readonly id: string;
  readonly idHint: string;
  readonly copyId: string;
  readonly copied: string;
  readonly copyFailed: string;
  readonly team: string;
  readonly noTeams: string;
  /** Said before anybody joins one. */
  readonly oneTeam: string;
  readonly yourTeam: string;
  /** Beside the name of a team; `joinTeam` holds it, for whoever hears the button alone. */
  readonly joinShort: string;
  readonly joinTeam: (team: string) => string;
  /** Asked once more, since nobody can take it back. */
  readonly joinTeamAsk: (team: string) => string;
  readonly notNow: string;
  readonly inTeam: string;
  readonly members: (count: number, formatted: string) => string;
  readonly newTeam: string;
  readonly makeTeam: string;
  readonly teamNameTaken: string;
  readonly teamJoined: string;
  readonly image: string;
  readonly imageHint: string;
  readonly makeImage: string;
  readonly imageMade: string;
  readonly imageFailed: string;
  readonly saveImage: string;
  readonly shareImage: string;
  /** On the image, under the number. */
  readonly stepsToday: (count: number) => string;
  readonly failed: string;
}
