/**
 * Steps counted by the page itself, from the phone's accelerometer. It counts only while the page is open and
 * seen: browsers hand out no readings in the background, and no web page can ask the phone's own pedometer.
 */
import { createPedometer } from '../pedometer/count.ts';
import { type AwakePorts, keepAwake } from './awake.ts';

/**
 * How it stands. `idle`: not begun. `asking`: the person is asked for leave. `waiting`: for the first reading.
 * `counting`. `denied`: no leave was given. `no_sensor`: no reading came, as on most computers. `stopped`.
 */
export type MotionState =
  | 'idle'
  | 'asking'
  | 'waiting'
  | 'counting'
  | 'denied'
  | 'no_sensor'
  | 'stopped';

/** What it counts with; each is the browser's own where it is left out. */
export interface MotionPorts extends AwakePorts {
  /** What tells `devicemotion`: the window, or a recording that is played (replay.ts). */
  readonly sensor?: EventTarget;
  /** Asks for leave; undefined where none is needed. */
  readonly askLeave?: (() => Promise<string>) | undefined;
  /** Without a reading for so long there is no sensor. */
  readonly waitMs?: number;
}

/** A count from the page's own sensor. */
export interface Motion {
  readonly state: () => MotionState;
  /** Steps since it was made; they never fall. */
  readonly steps: () => number;
  /** Whether the last seconds look like a walk, before its steps are counted. */
  readonly isWalking: () => boolean;
  /** Whether the screen is kept on. Where it is not, a phone that goes dark stops counting. */
  readonly isAwake: () => boolean;
  /** Begins, or begins again. To be called while a tap is handled, since browsers give leave only then. */
  readonly start: () => Promise<void>;
  /** Counts what was not settled yet, lets the screen go dark, and listens no more. */
  readonly stop: () => void;
}

/** Without a reading for so many milliseconds there is no sensor. */
export const firstReadingMs = 2_000;

/** What a `devicemotion` event says. Desktop browsers send one without numbers. */
interface Motioned extends Event {
  readonly accelerationIncludingGravity: DeviceMotionEventAcceleration | null;
  /** Milliseconds from one reading to the next. */
  readonly interval: number;
}

const isMotion = (event: Event): event is Motioned => 'accelerationIncludingGravity' in event;

/** iOS has a method by which to ask; elsewhere nobody is asked. */
function browsersLeave(): MotionPorts['askLeave'] {
  const ask: unknown =
    'DeviceMotionEvent' in globalThis && Reflect.get(DeviceMotionEvent, 'requestPermission');
  return typeof ask === 'function'
    ? async () => String(await ask.call(DeviceMotionEvent))
    : undefined;
}

/**
 * Makes a count that is not begun.
 * @param changed - told when the state, the steps or whether somebody walks has changed
 */
export function createMotion(changed: () => void, ports: MotionPorts = {}): Motion {
  const { sensor = globalThis, waitMs = firstReadingMs } = ports;
  const askLeave = 'askLeave' in ports ? ports.askLeave : browsersLeave();
  const pedometer = createPedometer();
  const screen = keepAwake(ports, changed);
  let state: MotionState = 'idle';
  const is = (...states: MotionState[]) => states.includes(state);
  let wait: ReturnType<typeof setTimeout> | undefined;
  let lastMs = Number.NEGATIVE_INFINITY;
  let told = '';

  const become = (next: MotionState) => {
    state = next;
    tell();
  };
  const tell = () => {
    const now = `${state} ${pedometer.steps()} ${pedometer.isWalking()}`;
    if (now === told) return;
    told = now;
    changed();
  };
  const take = (event: Event) => {
    const axes = isMotion(event) ? event.accelerationIncludingGravity : null;
    if (!isMotion(event) || axes === null || axes.x === null) return;
    clearTimeout(wait);
    // Readings that are handed over together may bear one time.
    lastMs = event.timeStamp > lastMs ? event.timeStamp : lastMs + event.interval;
    pedometer.add(lastMs, axes.x, axes.y, axes.z);
    if (state !== 'counting') screen.hold();
    become('counting');
  };
  const seen = () => {
    if (document.visibilityState === 'visible') return;
    // The page may not come back: what was walked counts now.
    pedometer.finish();
    tell();
  };
  const silence = () => {
    clearTimeout(wait);
    sensor.removeEventListener('devicemotion', take);
    document.removeEventListener('visibilitychange', seen);
    screen.release();
    pedometer.finish();
  };
  return {
    state: () => state,
    steps: pedometer.steps,
    isWalking: pedometer.isWalking,
    isAwake: screen.isHeld,
    async start() {
      if (is('asking', 'waiting', 'counting')) return;
      if (askLeave) {
        become('asking');
        const leave = await askLeave().catch(() => 'denied');
        // Whoever stopped it meanwhile does not want it any more.
        if (!is('asking')) return;
        if (leave !== 'granted') return become('denied');
      }
      become('waiting');
      sensor.addEventListener('devicemotion', take);
      document.addEventListener('visibilitychange', seen);
      // It goes on listening: a sensor that wakes up late counts all the same.
      wait = setTimeout(() => become('no_sensor'), waitMs);
    },
    stop() {
      silence();
      become('stopped');
    },
  };
}
