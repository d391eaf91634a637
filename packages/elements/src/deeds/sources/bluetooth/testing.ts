/** A foot pod that is none: it speaks in packets as one does, and goes and comes as the test says. */
import type { BluetoothPort, BluetoothSensor, Characteristic, GattServer } from './port.ts';

/** A measurement without the fields that are optional. */
export function packetOf(cadencePerMin: number, speedMetresPerS = 1.4): DataView {
  const packet = new DataView(new ArrayBuffer(4));
  packet.setUint16(1, Math.round(speedMetresPerS * 256), true);
  packet.setUint8(3, cadencePerMin);
  return packet;
}

class FakeCharacteristic extends EventTarget implements Characteristic {
  value: DataView | undefined;
  notifies = false;

  async startNotifications(): Promise<void> {
    this.notifies = true;
  }
}

class FakeGatt implements GattServer {
  connected = false;
  readonly #pod: FakePod;

  constructor(pod: FakePod) {
    this.#pod = pod;
  }

  async connect(): Promise<GattServer> {
    this.#pod.connects += 1;
    await this.#pod.answersConnect();
    this.connected = true;
    return this;
  }

  disconnect(): void {
    this.connected = false;
  }

  async getPrimaryService(service: number) {
    if (service !== this.#pod.service) throw new DOMException('no such service', 'NotFoundError');
    return {
      getCharacteristic: async (characteristic: number) => {
        if (characteristic !== 0x2a53) throw new DOMException('none', 'NotFoundError');
        // After each connection the browser makes a new one; the old one is silent for ever.
        this.#pod.characteristic = new FakeCharacteristic();
        return this.#pod.characteristic;
      },
    };
  }
}

export class FakePod extends EventTarget implements BluetoothSensor {
  readonly name: string | undefined;
  readonly gatt = new FakeGatt(this);
  service = 0x1814;
  connects = 0;
  characteristic: FakeCharacteristic | undefined;
  /** What becomes of a try to connect. */
  answersConnect: () => Promise<void> = async () => {};

  constructor(name?: string) {
    super();
    this.name = name;
  }

  tell(packet: DataView): void {
    const { characteristic } = this;
    if (!characteristic?.notifies) return;
    characteristic.value = packet;
    characteristic.dispatchEvent(new Event('characteristicvaluechanged'));
  }

  goAway(): void {
    this.gatt.disconnect();
    this.dispatchEvent(new Event('gattserverdisconnected'));
  }
}

/** A browser in which this pod is chosen. */
export function bluetoothWith(pod: FakePod): BluetoothPort & { readonly asked: unknown[] } {
  const asked: unknown[] = [];
  return {
    asked,
    requestDevice: async (options) => {
      asked.push(options);
      return pod;
    },
  };
}

/** A clock that stands until the test lets time go by; then what is due is called, in order. */
export class FakeTime {
  ms = 0;
  #due: { atMs: number; act: () => void }[] = [];

  readonly now = (): number => this.ms;

  readonly after = (ms: number, act: () => void): (() => void) => {
    const entry = { atMs: this.ms + ms, act };
    this.#due.push(entry);
    return () => {
      this.#due = this.#due.filter((each) => each !== entry);
    };
  };

  /** How long until each thing that waits. */
  get waits(): readonly number[] {
    return this.#due.map(({ atMs }) => atMs - this.ms);
  }

  async pass(ms: number): Promise<void> {
    this.ms += ms;
    const due = this.#due.filter(({ atMs }) => atMs <= this.ms);
    this.#due = this.#due.filter(({ atMs }) => atMs > this.ms);
    for (const { act } of due) act();
    // What was called answers in promises, a few deep.
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }
}
