/**
 * The part of Web Bluetooth that a foot pod needs. TypeScript does not know it yet, and tests hand one in.
 * https://webbluetoothcg.github.io/web-bluetooth/
 */

export interface Characteristic extends EventTarget {
  readonly value?: DataView | undefined;
  startNotifications(): Promise<unknown>;
}

export interface GattServer {
  readonly connected: boolean;
  connect(): Promise<GattServer>;
  disconnect(): void;
  getPrimaryService(service: number): Promise<{
    getCharacteristic(characteristic: number): Promise<Characteristic>;
  }>;
}

export interface BluetoothSensor extends EventTarget {
  readonly name?: string | undefined;
  readonly gatt?: GattServer | undefined;
}

export interface BluetoothPort {
  getAvailability?(): Promise<boolean>;
  requestDevice(options: {
    readonly filters: readonly { readonly services: readonly number[] }[];
  }): Promise<BluetoothSensor>;
}

/** The browser's own; undefined where it has none, as outside of https. */
export function browserBluetooth(): BluetoothPort | undefined {
  return Reflect.get(navigator, 'bluetooth');
}
