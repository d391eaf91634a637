import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { type Measurement, type PacketFault, readPacket } from './measurement.ts';

function view(...bytes: readonly number[]): DataView {
  return new DataView(Uint8Array.from(bytes).buffer);
}

const still: Measurement = {
  speedMetresPerS: 0,
  cadencePerMin: 0,
  isRunning: false,
  strideCm: null,
  distanceMetres: null,
};

const packets: readonly (readonly [what: string, bytes: readonly number[], said: Measurement])[] = [
  ['stands still', [0, 0, 0, 0], still],
  [
    'walks, with every field',
    [0b011, 0x66, 0x01, 112, 75, 0, 0xd2, 0x04, 0, 0],
    {
      speedMetresPerS: 1.3984375,
      cadencePerMin: 112,
      isRunning: false,
      strideCm: 75,
      distanceMetres: 123.4,
    },
  ],
  [
    'runs, with a stride length alone',
    [0b101, 0x00, 0x03, 180, 0x2c, 0x01],
    { ...still, speedMetresPerS: 3, cadencePerMin: 180, isRunning: true, strideCm: 300 },
  ],
  [
    'walks, with a distance alone',
    [0b010, 0x00, 0x01, 100, 1, 2, 3, 4],
    { ...still, speedMetresPerS: 1, cadencePerMin: 100, distanceMetres: 6_730_598.5 },
  ],
  [
    'is at the end of every number',
    [0b111, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    {
      speedMetresPerS: 255.99609375,
      cadencePerMin: 255,
      isRunning: true,
      strideCm: 65_535,
      distanceMetres: 429_496_729.5,
    },
  ],
];

test('reads what a sensor tells when it …', () => {
  for (const [what, bytes, measurement] of packets) {
    deepEqual(readPacket(view(...bytes)), { ok: true, measurement }, what);
  }
});

test('ignores the bits that are reserved', () => {
  for (let reserved = 0; reserved < 32; reserved += 1) {
    const packet = readPacket(view((reserved << 3) | 0b100, 0, 2, 170));
    deepEqual(packet, {
      ok: true,
      measurement: { ...still, speedMetresPerS: 2, cadencePerMin: 170, isRunning: true },
    });
  }
});

test('reads the part of a buffer that it was handed, and no other', () => {
  const buffer = Uint8Array.from([9, 9, 0, 0, 1, 90, 9, 9]).buffer;
  deepEqual(readPacket(new DataView(buffer, 2, 4)), {
    ok: true,
    measurement: { ...still, speedMetresPerS: 1, cadencePerMin: 90 },
  });
});

test('refuses every packet that is shorter or longer than its flags announce', () => {
  for (let flags = 0; flags < 256; flags += 1) {
    const right = 4 + (flags & 1 ? 2 : 0) + (flags & 2 ? 4 : 0);
    const { buffer } = Uint8Array.from([flags, ...new Array(23).fill(7)]);
    for (let length = 0; length <= 24; length += 1) {
      const packet = readPacket(new DataView(buffer, 0, length));
      const fault: PacketFault | null =
        length < right ? 'cut_short' : length > right ? 'too_long' : null;
      equal(packet.ok ? null : packet.fault, fault, `flags ${flags}, ${length} bytes`);
    }
  }
});
