/**
 * Whether somebody walks, and how fast, from a row of windows. Pure.
 *
 * A chain of states (a hidden Markov model): one for standing, riding or whatever is no walk, and one for
 * each cadence. Each window speaks for some of them; that walks last, that cadences change little by little
 * and that a walk needs a reason to begin joins them. A window is judged by what came before it and, for some
 * seconds, by what came after, so that the first steps of a walk count once it is seen to be one.
 */
import { cadences, type Fit } from './rhythm.ts';

/** From one window to the next. A window of 4 s moves on by a sixth. */
export const stepS = 0.625;

/** Windows that are waited for before one is settled: 7.5 s, some ten steps. */
const laterWindows = 12;

/** How long a walk lasts, and how long none, on average: what a chain expects before it has seen anything. */
const walkS = 120;
const restS = 400;

/** How much a cadence drifts within a second, as a share of it. */
const driftPerS = 0.08;
/** And how likely it is any other one in the next window: people turn, climb and start to run. */
const leap = 0.001;

/**
 * What of a window's movement must recur for it to speak for a walk as much as against one. Of an even walk's it
 * is 0.7 to 0.95, of an uneven one's 0.5 to 0.8, of a car's 0.3 to 0.6 and never for long.
 */
const shareAtOdds = 0.44;
/**
 * How many independent samples a window adds to what those before it have said, halved: 4 s of movement below
 * some 3 Hz are 24, a sixth of which is new, so 2 at most; less, since neighbours are more alike than chance
 * would have them. With more, a chain believes the same seconds of a rough road twice.
 */
const weight = 1.5;

/**
 * A swing of the arm, half as fast as the steps, would pass for slow steps; of true steps at least so much
 * is their own.
 */
const ownLeast = 0.35;
const ownWeight = 1.5;

/**
 * Where half or twice a cadence would do as well, the one is likelier that more people walk at: 99 steps a minute
 * and by 0.3 less or more, as a share, which two thirds of walks are within.
 */
const usualHz = 1.65;
const usualSpread = 0.3;
const usualWeight = 0.2;

/** What is known of one window, once it is settled. */
export interface Settled {
  readonly isWalk: boolean;
  /** Steps a second if it is a walk. */
  readonly cadenceHz: number;
}

/** The likelihoods of all states: each cadence, and no walk. */
interface States {
  readonly walk: readonly number[];
  readonly rest: number;
}

const unusual = cadences.map((hz) => -((Math.log(hz / usualHz) / usualSpread) ** 2) / 2);
const begins = shares(unusual.map((log) => Math.exp(log)));
const stop = stepS / walkS;
const start = stepS / restS;

/** From each cadence to each other one within a step. */
const changes = cadences.map((from) =>
  shares(
    cadences.map((to) => {
      const drifts = Math.log(to / from) / (driftPerS * Math.sqrt(stepS));
      return Math.exp(-(drifts ** 2) / 2) + leap;
    }),
  ),
);

function shares(values: readonly number[]): readonly number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
}

const dot = (one: readonly number[], other: readonly number[]) =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);

/** How much likelier the window is by each cadence than without a walk. */
function evidenceOf(fits: readonly Fit[]): readonly number[] {
  return fits.map(({ share, own }, at) =>
    Math.exp(
      weight * Math.log((1 - shareAtOdds) / (1 - share)) +
        ownWeight * Math.min(0, Math.log(own / ownLeast)) +
        usualWeight * (unusual[at] ?? 0),
    ),
  );
}

/** One step on in time: what is likely next. */
function forth({ walk, rest }: States, evidence: readonly number[]): States {
  const next = evidence.map((odds, to) => {
    const stays = walk.reduce((sum, share, from) => sum + share * (changes[from]?.[to] ?? 0), 0);
    return odds * ((1 - stop) * stays + start * rest * (begins[to] ?? 0));
  });
  return scaled(next, rest * (1 - start) + stop * walk.reduce((sum, share) => sum + share, 0));
}

/** One step back in time: how well each state leads to what came later. */
function back({ walk, rest }: States, evidence: readonly number[]): States {
  const ahead = evidence.map((odds, at) => odds * (walk[at] ?? 0));
  const leads = changes.map((row) => (1 - stop) * dot(row, ahead) + stop * rest);
  return scaled(leads, (1 - start) * rest + start * dot(begins, ahead));
}

function scaled(walk: readonly number[], rest: number): States {
  const sum = walk.reduce((total, value) => total + value, rest);
  return { walk: walk.map((value) => value / sum), rest: rest / sum };
}

const atRest: States = { walk: cadences.map(() => 0), rest: 1 };
const unknown: States = { walk: cadences.map(() => 1), rest: 1 };
/** Nobody walks where nothing is recorded. */
const ended: States = { walk: cadences.map(() => stop), rest: 1 };

/** A chain. It begins at rest. */
export interface Gait {
  /** Takes a window. @returns what is settled by it: windows of some seconds ago, oldest first */
  readonly add: (fits: readonly Fit[]) => readonly Settled[];
  /** Whether the newest window is likelier to be of a walk than not. */
  readonly isWalking: () => boolean;
  /** Ends what was taken so far. @returns what was not settled yet */
  readonly end: () => readonly Settled[];
}

/** Opens a chain. */
export function createGait(): Gait {
  let open: { readonly evidence: readonly number[]; readonly before: States }[] = [];
  let now = atRest;
  const settle = (after: States): Settled => {
    const seen = open.slice(1).reduceRight((states, { evidence }) => back(states, evidence), after);
    const walk = open[0]?.before.walk.map((share, at) => share * (seen.walk[at] ?? 0)) ?? [];
    const rest = (open[0]?.before.rest ?? 0) * seen.rest;
    const sum = walk.reduce((total, share) => total + share, 0);
    open = open.slice(1);
    return { isWalk: sum > rest, cadenceHz: dot(walk, cadences) / (sum || 1) };
  };
  return {
    add(fits) {
      const evidence = evidenceOf(fits);
      now = forth(now, evidence);
      open = [...open, { evidence, before: now }];
      return open.length > laterWindows ? [settle(unknown)] : [];
    },
    isWalking: () => now.rest < 0.5,
    end() {
      const settled: Settled[] = [];
      while (open.length > 0) settled.push(settle(ended));
      now = atRest;
      return settled;
    },
  };
}
