/** A count that runs on this page: by the phone's own sensor, or by a foot pod. */
import type { Turn } from '../device/turn.ts';
import { type Awake, keepAwake } from '../sources/awake.ts';
import type { FootPod, FootPodRefusal, FootPodState } from '../sources/bluetooth/foot-pod.ts';
import { createMotion, type Motion, type MotionPorts } from '../sources/motion.ts';

export type CountingSource = 'motion' | 'bluetooth';

/** Why there is no foot pod. `not_loaded`: its code could not be fetched. */
export type PodRefusal = FootPodRefusal | 'not_loaded';

/** How a count stands. */
export type Counting =
  | { readonly status: 'idle' }
  // `asking`: the browser asks the person. `starting`: for the first word of the sensor.
  | { readonly status: 'asking' | 'starting'; readonly source: CountingSource }
  // `elsewhere`: another page, or another element of this one, counts already.
  | { readonly status: 'denied' | 'no_sensor' | 'elsewhere' }
  | { readonly status: 'no_pod'; readonly refusal: PodRefusal }
  | {
      readonly status: 'counting' | 'away';
      readonly source: CountingSource;
      readonly isWalking: boolean;
      /** Whether the screen stays on by itself. */
      readonly isAwake: boolean;
    };

type PodCode = typeof import('../sources/bluetooth/foot-pod.ts');

export interface CounterPorts {
  /** What the page's own sensor is, see `createMotion`. */
  readonly motion: () => MotionPorts;
  /** Fetches the code for foot pods. */
  readonly loadPod: () => Promise<PodCode>;
  /** Held while it counts. */
  readonly turn: Turn;
  /** So many steps more, by this source. */
  readonly onSteps: (source: CountingSource, more: number) => void;
  readonly changed: () => void;
}

/** Counts by one source at a time. */
export class Counter {
  readonly #ports: CounterPorts;
  #state: Counting = { status: 'idle' };
  #motion: Motion | undefined;
  #podCode: Promise<PodCode | undefined> | undefined;
  #pod: FootPod | undefined;
  #screen: Awake | undefined;
  /** Which start it is: what answers to one before comes too late. */
  #run = 0;
  #hasTurn = false;
  #handedOn = 0;

  constructor(ports: CounterPorts) {
    this.#ports = ports;
  }

  get state(): Counting {
    return this.#state;
  }

  /** Whether it runs, or is about to. */
  get isRunning(): boolean {
    return 'source' in this.#state;
  }

  /** Whether the count that runs has found any steps. */
  get hasSteps(): boolean {
    return this.isRunning && this.#handedOn > 0;
  }

  /** Fetches the code for foot pods ahead of the tap, which is too long ago when its answer comes. */
  preparePod(): Promise<PodCode | undefined> {
    this.#podCode ??= this.#ports.loadPod().catch(() => {
      // The next tap tries again, and says so.
      this.#podCode = undefined;
      return undefined;
    });
    return this.#podCode;
  }

  /** Begins to count. To be called while a tap is handled: browsers give leave only then. */
  async start(source: CountingSource): Promise<void> {
    this.stop();
    this.#handedOn = 0;
    this.#become({ status: source === 'bluetooth' ? 'asking' : 'starting', source });
    // The turn is taken beside it, since its answer would be later than the tap.
    const starting = source === 'bluetooth' ? this.#startPod() : this.#startMotion();
    await Promise.all([this.#takeTurn(), starting]);
  }

  /** Ends the count; its last steps are handed on. */
  stop(): void {
    this.#motion?.stop();
    this.#end();
    if (this.#state.status !== 'idle') this.#become({ status: 'idle' });
  }

  /** Takes back why a count came to nothing, once another way is taken. */
  forgetTrouble(): void {
    if (!this.isRunning) this.stop();
  }

  #end(): void {
    const [motion, pod] = [this.#motion, this.#pod];
    this.#run += 1;
    this.#motion = this.#pod = undefined;
    motion?.stop();
    pod?.stop();
    this.#screen?.release();
    this.#giveBackTurn();
  }

  async #takeTurn(): Promise<void> {
    const run = this.#run;
    const hasTurn = await this.#ports.turn.take();
    // It was given back meanwhile where there is no sensor.
    if (run !== this.#run || this.#state.status === 'no_sensor') return;
    this.#hasTurn = hasTurn;
    if (hasTurn) return this.#follow();
    this.#end();
    this.#become({ status: 'elsewhere' });
  }

  #giveBackTurn(): void {
    this.#hasTurn = false;
    this.#ports.turn.giveBack();
  }

  #follow(): void {
    if (this.#motion) this.#followMotion(this.#motion);
    if (this.#pod) this.#followPod(this.#pod.state);
  }

  async #startMotion(): Promise<void> {
    const motion: Motion = createMotion(() => this.#followMotion(motion), this.#ports.motion());
    this.#motion = motion;
    await motion.start();
  }

  #followMotion(motion: Motion): void {
    if (motion !== this.#motion) return;
    this.#handOn('motion', motion.steps());
    const state = motion.state();
    if (state === 'denied') this.#end();
    // A sensor that wakes up late counts all the same, when nobody else does by then.
    if (state === 'no_sensor') this.#giveBackTurn();
    if (state === 'denied' || state === 'no_sensor') this.#become({ status: state });
    if (state === 'asking') this.#become({ status: 'asking', source: 'motion' });
    if (state === 'waiting') this.#become({ status: 'starting', source: 'motion' });
    if (state !== 'counting') return;
    if (this.#state.status === 'no_sensor') void this.#takeTurn();
    const [isWalking, isAwake] = [motion.isWalking(), motion.isAwake()];
    this.#become({ status: 'counting', source: 'motion', isWalking, isAwake });
  }

  async #startPod(): Promise<void> {
    const run = this.#run;
    const code = await this.preparePod();
    if (run !== this.#run) return;
    const connected = await code?.connectFootPod({
      onChange: (state) => {
        if (run === this.#run) this.#followPod(state);
      },
    });
    if (run !== this.#run) {
      // Whoever stopped or chose otherwise meanwhile wants no sensor that came late.
      if (connected?.ok) connected.pod.stop();
      return;
    }
    if (!connected?.ok) {
      this.#end();
      this.#become({ status: 'no_pod', refusal: connected?.refusal ?? 'not_loaded' });
      return;
    }
    this.#pod = connected.pod;
    this.#screen = keepAwake(this.#ports.motion(), () => this.#follow());
    this.#screen.hold();
    this.#follow();
  }

  #followPod({ connection, steps, cadencePerMin }: FootPodState): void {
    this.#handOn('bluetooth', steps);
    const status = connection === 'away' ? 'away' : 'counting';
    const [isWalking, isAwake] = [(cadencePerMin ?? 0) > 0, this.#screen?.isHeld() ?? false];
    this.#become({ status, source: 'bluetooth', isWalking, isAwake });
  }

  #handOn(source: CountingSource, steps: number): void {
    const more = steps - this.#handedOn;
    if (more <= 0 || !this.#hasTurn) return;
    this.#handedOn = steps;
    this.#ports.onSteps(source, more);
  }

  #become(state: Counting): void {
    this.#state = state;
    this.#ports.changed();
  }
}
