/** A count that runs on this page: by the phone's own sensor, or by a foot pod. */
import type { FootPod, FootPodRefusal } from '../sources/bluetooth/foot-pod.ts';
import { createMotion, type Motion, type MotionPorts } from '../sources/motion.ts';

export type CountingSource = 'motion' | 'bluetooth';

/** How a count stands. */
export type Counting =
  | { readonly status: 'idle' }
  | { readonly status: 'asking'; readonly source: CountingSource }
  | { readonly status: 'denied' | 'no_sensor' }
  | { readonly status: 'no_pod'; readonly refusal: FootPodRefusal }
  | {
      readonly status: 'counting' | 'away';
      readonly source: CountingSource;
      readonly isWalking: boolean;
      /** Whether the screen stays on by itself. */
      readonly isAwake: boolean;
    };

export interface CounterPorts {
  /** What the page's own sensor is, see `createMotion`. */
  readonly motion: () => MotionPorts;
  /** Fetches the code for foot pods. */
  readonly loadPod: () => Promise<typeof import('../sources/bluetooth/foot-pod.ts')>;
  /** So many steps more, by this source. */
  readonly onSteps: (source: CountingSource, more: number) => void;
  readonly changed: () => void;
}

/** Counts by one source at a time. */
export class Counter {
  readonly #ports: CounterPorts;
  #state: Counting = { status: 'idle' };
  #motion: Motion | undefined;
  #pod: FootPod | undefined;
  #handedOn = 0;

  constructor(ports: CounterPorts) {
    this.#ports = ports;
  }

  get state(): Counting {
    return this.#state;
  }

  /** Begins to count. To be called while a tap is handled: browsers give leave only then. */
  async start(source: CountingSource): Promise<void> {
    this.stop();
    this.#handedOn = 0;
    this.#become({ status: 'asking', source });
    if (source === 'bluetooth') return this.#startPod();
    const motion: Motion = createMotion(() => this.#followMotion(motion), this.#ports.motion());
    this.#motion = motion;
    await motion.start();
  }

  /** Ends the count; its last steps are handed on. */
  stop(): void {
    const [motion, pod] = [this.#motion, this.#pod];
    motion?.stop();
    if (motion) this.#handOn('motion', motion.steps());
    pod?.stop();
    this.#motion = this.#pod = undefined;
    if (this.#state.status !== 'idle') this.#become({ status: 'idle' });
  }

  #followMotion(motion: Motion): void {
    if (motion !== this.#motion) return;
    this.#handOn('motion', motion.steps());
    const state = motion.state();
    if (state === 'denied' || state === 'no_sensor') this.#become({ status: state });
    if (state !== 'counting') return;
    const [isWalking, isAwake] = [motion.isWalking(), motion.isAwake()];
    this.#become({ status: 'counting', source: 'motion', isWalking, isAwake });
  }

  async #startPod(): Promise<void> {
    const asked = this.#state;
    const code = await this.#ports.loadPod().catch(() => undefined);
    const connected = await code?.connectFootPod({
      onChange: ({ connection, steps, cadencePerMin }) => {
        this.#handOn('bluetooth', steps);
        const isWalking = (cadencePerMin ?? 0) > 0;
        const status = connection === 'away' ? 'away' : 'counting';
        if (connection === 'stopped') return;
        this.#become({ status, source: 'bluetooth', isWalking, isAwake: true });
      },
    });
    if (this.#state !== asked) {
      // Whoever stopped or chose otherwise meanwhile wants no sensor that came late.
      if (connected?.ok) connected.pod.stop();
      return;
    }
    if (!connected?.ok) {
      this.#become({ status: 'no_pod', refusal: connected?.refusal ?? 'out_of_reach' });
      return;
    }
    this.#pod = connected.pod;
    this.#become({ status: 'counting', source: 'bluetooth', isWalking: false, isAwake: true });
  }

  #handOn(source: CountingSource, steps: number): void {
    const more = steps - this.#handedOn;
    if (more <= 0) return;
    this.#handedOn = steps;
    this.#ports.onSteps(source, more);
  }

  #become(state: Counting): void {
    this.#state = state;
    this.#ports.changed();
  }
}
