/**
 * Counting and giving, fetched once the challenge is on show: this device's participant, what is counted on the
 * page, and what of it is given.
 */
import type { Challenge, ParticipantDay } from '@kindcart/contract';
import type { DeedsStore, Entry, ParticipantDays } from '@kindcart/store/deeds';
import type { OwnState, Told } from '@kindcart/store/participant';
import { KindStepsGivenEvent } from '../../events/steps.ts';
import type { Target } from '../../internal/live-registry.ts';
import { onEachDay } from '../day-turn.ts';
import { canHaveKeys } from '../device/keys.ts';
import { type Own, ownFor } from '../device/registry.ts';
import { createTurn } from '../device/turn.ts';
import type { MotionPorts } from '../sources/motion.ts';
import { Counter, type CountingSource } from './counter.ts';
import { givenBy } from './said.ts';
import { type Standing, standingOf, todayOf } from './standing.ts';

/** What a walk needs of the element that shows it. */
export interface WalkHost extends HTMLElement {
  requestUpdate(): void;
}

export interface WalkOptions {
  readonly target: Target;
  readonly store: DeedsStore;
  readonly challenge: () => Challenge;
  readonly motion: () => MotionPorts;
}

/** How long to wait before steps that could not be told are told again, in milliseconds. */
export const againMs = 30_000;

/** What is open below the ring. */
export type Panel = 'import' | 'declared' | undefined;

/** Somebody's walk in one challenge, on one page. */
export class Walk {
  readonly own: Own;
  readonly counter: Counter;
  readonly isAble: boolean = canHaveKeys();
  readonly target: Target;
  readonly #host: WalkHost;
  readonly #options: WalkOptions;
  /** What was heard last, and what of it is still said. */
  #heard: readonly Told[];
  #latest: readonly Told[];
  #stop: (() => void)[] = [];
  #days: Entry<ParticipantDays> | undefined;
  #stopDays: (() => void) | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  /** Steps that were counted and not written down yet. */
  #writing: Promise<void> = Promise.resolve();
  panel: Panel;
  /** Counts the times that something was given, so that each is cheered once. */
  cheers = 0;
  /** Whether of the last totals something had been given before. */
  isLeftOut = false;
  /** Whether what was typed in last was no number of steps. */
  isMistyped = false;

  constructor(host: WalkHost, options: WalkOptions) {
    this.#host = host;
    this.#options = options;
    this.target = options.target;
    this.own = ownFor(options.target);
    this.#heard = this.#latest = this.own.get().latest;
    this.counter = new Counter({
      motion: options.motion,
      turn: createTurn(`kindcart counting ${options.target.baseUrl} ${options.target.key}`),
      loadPod: () => import('../sources/bluetooth/foot-pod.ts'),
      onSteps: (source, more) => this.#count(source, more),
      changed: () => host.requestUpdate(),
    });
  }

  /** Begins to listen, reads what the device keeps, and tells what waits. */
  connect(): void {
    if (!this.isAble || this.#stop.length > 0) return;
    const send = () => void this.own.send();
    const seen = () => {
      if (document.visibilityState === 'visible') this.#lookAgain();
    };
    window.addEventListener('online', send);
    document.addEventListener('visibilitychange', seen);
    this.#stop = [
      this.own.subscribe(() => this.#follow()),
      () => window.removeEventListener('online', send),
      () => document.removeEventListener('visibilitychange', seen),
      onEachDay(
        () => this.#options.challenge().timeZone,
        () => this.#host.requestUpdate(),
      ),
    ];
    void this.#open();
  }

  disconnect(): void {
    this.counter.stop();
    clearTimeout(this.#again);
    for (const stop of this.#stop) stop();
    this.#stop = [];
    this.#stopDays?.();
    this.#days = this.#stopDays = undefined;
  }

  get state(): OwnState {
    return this.own.get();
  }

  /** What became of the last that was told of this challenge. */
  get latest(): readonly Told[] {
    const { id } = this.#options.challenge();
    return this.#latest.filter(({ challengeId }) => challengeId === id);
  }

  get days(): readonly ParticipantDay[] {
    const snapshot = this.#days?.get();
    if (snapshot?.status === 'ready') return snapshot.value.days;
    return snapshot?.status === 'offline' ? (snapshot.value?.days ?? []) : [];
  }

  get today(): string {
    return todayOf(this.#options.challenge(), Date.now());
  }

  get standing(): Standing {
    return standingOf(this.#options.challenge(), this.today, this.state.record, this.days);
  }

  /** Whether the day's steps are known: what the device keeps was read, and what other devices gave was asked for. */
  get isKnown(): boolean {
    const { isRead, record } = this.state;
    if (!this.isAble || (isRead && record.participantId === null)) return true;
    if (!isRead) return false;
    // Without a connection, what was counted here is known all the same.
    return this.standing.steps > 0 || (this.#days?.get().status ?? 'loading') !== 'loading';
  }

  start(source: CountingSource): void {
    this.panel = undefined;
    void this.counter.start(source);
  }

  open(panel: Panel): void {
    this.panel = panel;
    this.isMistyped = false;
    if (panel !== undefined) this.counter.forgetTrouble();
    this.#host.requestUpdate();
  }

  /** Says, or no longer says, that what was typed in is no number of steps. */
  mistype(isMistyped: boolean): void {
    this.isMistyped = isMistyped;
    this.#host.requestUpdate();
  }

  /** Gives all that was counted and not given yet. */
  async give(): Promise<void> {
    await this.#writing;
    this.isLeftOut = false;
    this.counter.forgetTrouble();
    await this.own.give(this.standing.toGive);
  }

  /** Gives totals of days that were not counted here. */
  async giveTotals(
    source: 'import' | 'declared',
    totals: readonly { readonly day: string; readonly quantity: number }[],
  ): Promise<void> {
    const { id } = this.#options.challenge();
    this.isLeftOut = false;
    this.counter.forgetTrouble();
    const before = this.#heard;
    const left = await this.own.give(
      totals.map((total) => ({ ...total, challengeId: id, source })),
    );
    this.isLeftOut = left.length > 0;
    // What came of an earlier gift is no answer to this one.
    if (this.#heard === before) this.#latest = [];
    this.#host.requestUpdate();
  }

  #count(source: CountingSource, more: number): void {
    const total = { challengeId: this.#options.challenge().id, day: this.today, source };
    this.#writing = this.#writing.then(() => this.own.count({ ...total, quantity: more }));
  }

  async #open(): Promise<void> {
    await this.own.open();
    // The element may have left meanwhile.
    if (this.#stop.length > 0) this.#follow();
  }

  /** Other pages may have counted meanwhile, and other devices given. */
  #lookAgain(): void {
    this.#days?.reload();
    void this.own.open();
  }

  #follow(): void {
    const { record, latest, trouble, isSending } = this.state;
    this.#watchDays();
    clearTimeout(this.#again);
    const waits = record.waiting.length + record.sending.length > 0;
    if (trouble?.retryable && waits && !isSending) {
      this.#again = setTimeout(() => void this.own.send(), againMs);
    }
    if (latest !== this.#heard) this.#hear(latest);
    this.#host.requestUpdate();
  }

  #hear(latest: readonly Told[]): void {
    this.#heard = this.#latest = latest;
    this.#days?.reload();
    if (givenBy(this.latest) > 0) this.cheers += 1;
    const { participantId } = this.state.record;
    for (const { challengeId, day, quantity, deed } of this.latest) {
      if (deed?.state !== 'counted' || participantId === null) continue;
      const givenMinor = deed.given.amount;
      this.#host.dispatchEvent(
        new KindStepsGivenEvent({ challengeId, participantId, day, steps: quantity, givenMinor }),
      );
    }
  }

  #watchDays(): void {
    const { participantId } = this.state.record;
    if (participantId === null) return;
    const days = this.#options.store.days(this.#options.challenge().id, participantId);
    if (days === this.#days) return;
    this.#stopDays?.();
    this.#days = days;
    this.#stopDays = days.subscribe(() => this.#host.requestUpdate());
  }
}
