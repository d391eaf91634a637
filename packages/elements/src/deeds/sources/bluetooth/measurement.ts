/**
 * RSC Measurement (0x2A53), what a foot pod tells about once a second, by the book: Bluetooth SIG, Running
 * Speed and Cadence Service 1.0, section 3.1, and the GATT Specification Supplement. Little endian.
 *
 * | bytes | field | unit |
 * | --- | --- | --- |
 * | 1 | flags: bit 0 stride length follows, bit 1 total distance follows, bit 2 running; the rest is reserved | |
 * | 2 | instantaneous speed | 1/256 m/s |
 * | 1 | instantaneous cadence | 1/min |
 * | 2, or none | instantaneous stride length | cm |
 * | 4, or none | total distance | 1/10 m |
 *
 * The book says of cadence "Unit is 1/min" and no more; the profile's own examples, and most sensors, mean
 * steps of both feet: some 180 of a runner. A few pods tell the strides of the one foot that they are on
 * (such as https://github.com/cagnulein/qdomyos-zwift/issues/1099). A packet does not say which, so a number
 * is taken as steps: who wears such a pod is told half of their steps, and never more than they took.
 */

export interface Measurement {
  readonly speedMetresPerS: number;
  /** Steps a minute, 0 to 255. */
  readonly cadencePerMin: number;
  readonly isRunning: boolean;
  readonly strideCm: number | null;
  /** Since the sensor was reset. */
  readonly distanceMetres: number | null;
}

/** Why a packet says nothing: it ends before, or goes on after, what its flags announce. */
export type PacketFault = 'cut_short' | 'too_long';

export type Packet =
  | { readonly ok: true; readonly measurement: Measurement }
  | { readonly ok: false; readonly fault: PacketFault };

const hasStride = 0b001;
const hasDistance = 0b010;
const runs = 0b100;
const plainBytes = 4;
const strideBytes = 2;
const distanceBytes = 4;

/** Reads one packet. Throws for none; reserved bits are ignored, as the book asks. */
export function readPacket(packet: DataView): Packet {
  if (packet.byteLength < plainBytes) return { ok: false, fault: 'cut_short' };
  const flags = packet.getUint8(0);
  const strideAt = flags & hasStride ? plainBytes : null;
  const afterStride = plainBytes + (strideAt === null ? 0 : strideBytes);
  const distanceAt = flags & hasDistance ? afterStride : null;
  const length = afterStride + (distanceAt === null ? 0 : distanceBytes);
  if (packet.byteLength < length) return { ok: false, fault: 'cut_short' };
  if (packet.byteLength > length) return { ok: false, fault: 'too_long' };
  return {
    ok: true,
    measurement: {
      speedMetresPerS: packet.getUint16(1, true) / 256,
      cadencePerMin: packet.getUint8(3),
      isRunning: (flags & runs) !== 0,
      strideCm: strideAt === null ? null : packet.getUint16(strideAt, true),
      distanceMetres: distanceAt === null ? null : packet.getUint32(distanceAt, true) / 10,
    },
  };
}
