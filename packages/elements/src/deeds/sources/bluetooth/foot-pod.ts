/** A foot pod over Web Bluetooth: chosen on a tap, counted while it is near, looked for when it is gone. */
import { afterTimeout } from '../../../internal/after-timeout.ts';
import { broken, type Count, countOn, nothingCounted, wholeSteps } from './cadence.ts';
import { type PacketFault, readPacket } from './measurement.ts';
import {
  type BluetoothPort,
  type BluetoothSensor,
  browserBluetooth,
  type Characteristic,
} from './port.ts';

/** Running Speed and Cadence, and its measurement. */
const rscService = 0x1814;
const rscMeasurement = 0x2a53;
/** How long to wait before the next try to reach a pod that is gone. */
const againMs = [1_000, 2_000, 5_000, 10_000, 30_000] as const;

/**
 * Why no pod was connected.
 *
 * - `no_bluetooth`: the browser has no Web Bluetooth
 * - `bluetooth_off`: the device has none, or it is switched off
 * - `none_chosen`: the list was closed, or had nothing in it
 * - `not_allowed`: the page may not ask, or asked without a tap
 * - `no_steps`: what was chosen tells no steps
 * - `out_of_reach`: it was chosen and did not answer
 */
export type FootPodRefusal =
  | 'no_bluetooth'
  | 'bluetooth_off'
  | 'none_chosen'
  | 'not_allowed'
  | 'no_steps'
  | 'out_of_reach';

export interface FootPodState {
  /** `away` while a pod that was connected is looked for; its steps stay. */
  readonly connection: 'connected' | 'away' | 'stopped';
  /** The pod's own name, if it tells one. */
  readonly name: string | null;
  /** Whole steps since it was connected. */
  readonly steps: number;
  /** Steps a minute right now; null while nobody tells. */
  readonly cadencePerMin: number | null;
  /** Packets that made no sense, and what was wrong with the last. */
  readonly packetsRefused: number;
  readonly lastFault: PacketFault | null;
}

export interface FootPod {
  readonly state: FootPodState;
  /** Lets go of the pod for good. */
  stop(): void;
}

export type FootPodConnected =
  | { readonly ok: true; readonly pod: FootPod }
  | { readonly ok: false; readonly refusal: FootPodRefusal };

export interface FootPodOptions {
  readonly onChange: (state: FootPodState) => void;
  /** The browser's own when left out. */
  readonly bluetooth?: BluetoothPort | undefined;
  /** Milliseconds of a clock that is never set. */
  readonly now?: () => number;
  /** Calls back after so long; answers with what calls it off. */
  readonly after?: (ms: number, act: () => void) => () => void;
}

/**
 * Has a pod chosen and connects it. Call it from a tap: browsers show the list for nothing else.
 * What fails is answered; nothing is thrown but bugs.
 */
export async function connectFootPod(options: FootPodOptions): Promise<FootPodConnected> {
  const bluetooth = options.bluetooth ?? browserBluetooth();
  if (!bluetooth) return { ok: false, refusal: 'no_bluetooth' };
  const chosen = await choose(bluetooth);
  if (typeof chosen === 'string') return { ok: false, refusal: chosen };
  const pod = new ConnectedPod(chosen, options);
  const refusal = await pod.begin();
  return refusal === null ? { ok: true, pod } : { ok: false, refusal };
}

async function choose(bluetooth: BluetoothPort): Promise<BluetoothSensor | FootPodRefusal> {
  try {
    return await bluetooth.requestDevice({ filters: [{ services: [rscService] }] });
  } catch (error) {
    if (nameOf(error) === 'SecurityError' || nameOf(error) === 'NotAllowedError') {
      return 'not_allowed';
    }
    // Browsers call a list that was closed and a switch that is off by one name. Asked for only now:
    // before, the answer would have to be awaited, and the tap would be too long ago.
    return (await isOff(bluetooth)) ? 'bluetooth_off' : 'none_chosen';
  }
}

async function isOff(bluetooth: BluetoothPort): Promise<boolean> {
  try {
    return (await bluetooth.getAvailability?.()) === false;
  } catch {
    // A page that may not even ask that knows nothing against it.
    return false;
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : '';
}

class ConnectedPod implements FootPod {
  readonly #sensor: BluetoothSensor;
  readonly #onChange: (state: FootPodState) => void;
  readonly #now: () => number;
  readonly #after: (ms: number, act: () => void) => () => void;
  #count: Count = nothingCounted;
  #state: FootPodState;
  #characteristic: Characteristic | undefined;
  #triesInVain = 0;
  #callOff = () => {};

  constructor(sensor: BluetoothSensor, { onChange, now, after }: FootPodOptions) {
    this.#sensor = sensor;
    this.#onChange = onChange;
    this.#now = now ?? (() => performance.now());
    this.#after = after ?? afterTimeout;
    this.#state = {
      connection: 'connected',
      name: sensor.name ?? null,
      steps: 0,
      cadencePerMin: null,
      packetsRefused: 0,
      lastFault: null,
    };
  }

  get state(): FootPodState {
    return this.#state;
  }

  /** The first connection; null when it stands. */
  async begin(): Promise<FootPodRefusal | null> {
    const refusal = await this.#listen();
    if (refusal === null) {
      this.#sensor.addEventListener('gattserverdisconnected', this.#onGone);
      // It may have gone between its last answer and the listener.
      if (this.#sensor.gatt?.connected === false) this.#onGone();
    } else {
      this.#sensor.gatt?.disconnect();
    }
    return refusal;
  }

  stop(): void {
    if (this.#state.connection === 'stopped') return;
    this.#callOff();
    this.#sensor.removeEventListener('gattserverdisconnected', this.#onGone);
    this.#forgetCharacteristic();
    this.#sensor.gatt?.disconnect();
    this.#change({ connection: 'stopped', cadencePerMin: null });
  }

  async #listen(): Promise<FootPodRefusal | null> {
    try {
      const server = await this.#sensor.gatt?.connect();
      const service = await server?.getPrimaryService(rscService);
      const characteristic = await service?.getCharacteristic(rscMeasurement);
      if (!characteristic) return 'no_steps';
      this.#forgetCharacteristic();
      this.#characteristic = characteristic;
      characteristic.addEventListener('characteristicvaluechanged', this.#onPacket);
      await characteristic.startNotifications();
      return null;
    } catch (error) {
      this.#forgetCharacteristic();
      return refusalOf(nameOf(error));
    }
  }

  #forgetCharacteristic(): void {
    this.#characteristic?.removeEventListener('characteristicvaluechanged', this.#onPacket);
    this.#characteristic = undefined;
  }

  readonly #onPacket = (): void => {
    const value = this.#characteristic?.value;
    if (!value) return;
    const packet = readPacket(value);
    if (!packet.ok) {
      this.#change({
        packetsRefused: this.#state.packetsRefused + 1,
        lastFault: packet.fault,
      });
      return;
    }
    this.#count = countOn(this.#count, packet.measurement, this.#now());
    this.#change({
      steps: wholeSteps(this.#count),
      cadencePerMin: packet.measurement.cadencePerMin,
    });
  };

  readonly #onGone = (): void => {
    if (this.#state.connection !== 'connected') return;
    this.#forgetCharacteristic();
    this.#count = broken(this.#count);
    this.#triesInVain = 0;
    this.#change({ connection: 'away', cadencePerMin: null });
    this.#tryLater();
  };

  #tryLater(): void {
    const ms = againMs[Math.min(this.#triesInVain, againMs.length - 1)] ?? 0;
    this.#callOff = this.#after(ms, () => void this.#tryAgain());
  }

  async #tryAgain(): Promise<void> {
    const refusal = await this.#listen();
    // Whoever stopped it meanwhile wants no connection that came late.
    if (this.#state.connection === 'stopped') {
      this.#forgetCharacteristic();
      this.#sensor.gatt?.disconnect();
    } else if (refusal === null && this.#sensor.gatt?.connected !== false) {
      this.#change({ connection: 'connected' });
    } else {
      this.#triesInVain += 1;
      this.#tryLater();
    }
  }

  #change(changes: Partial<FootPodState>): void {
    this.#state = { ...this.#state, ...changes };
    this.#onChange(this.#state);
  }
}

function refusalOf(name: string): FootPodRefusal {
  if (name === 'NotFoundError' || name === 'NotSupportedError') return 'no_steps';
  return name === 'SecurityError' ? 'not_allowed' : 'out_of_reach';
}
