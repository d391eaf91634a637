/**
 * A JPEG without what cameras and programs write into it besides the picture: where it was taken, when,
 * by which device, by whom. Segments as in ITU-T T.81, annex B; Exif as in CIPA DC-008. Pure.
 */
import { bytesOf, type Sizes, startsWith, textOf } from './bytes.ts';

const marker = {
  startOfImage: 0xd8,
  endOfImage: 0xd9,
  startOfScan: 0xda,
  application0: 0xe0,
  application1: 0xe1,
  application2: 0xe2,
  application14: 0xee,
  application15: 0xef,
  comment: 0xfe,
} as const;

/** What the picture is decoded by, of the segments that programs may fill as they like. */
const neededNames: Readonly<Record<number, string>> = {
  [marker.application0]: 'JFIF\0',
  [marker.application2]: 'ICC_PROFILE\0',
  [marker.application14]: 'Adobe',
};

/** Whether bytes begin as a JPEG does. */
export function isJpeg(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0xff, marker.startOfImage, 0xff]);
}

/** The picture alone, or null where it ends before it is whole. Which way up it belongs is kept. */
export function bareJpeg(bytes: Uint8Array): Sizes | null {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let size: Pick<Sizes, 'width' | 'height'> | undefined;
  let at = 2;
  for (;;) {
    // Any number of 0xff may stand before a marker.
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
    const code = bytes[at + 1];
    if (bytes[at] !== 0xff || code === undefined) return null;
    if (code === marker.endOfImage) {
      kept.push(bytes.subarray(at, at + 2));
      // What follows is another picture or a film, with places and times of its own.
      return size === undefined ? null : { ...size, bytes: Buffer.concat(kept) };
    }
    const end = at + 2 + lengthAt(bytes, at + 2);
    if (end < at + 4 || end > bytes.length) return null;
    const segment = bytes.subarray(at, end);
    // Browsers make room for the first one.
    if (isFrame(code)) size ??= sizeOf(segment);
    const until = code === marker.startOfScan ? scanEnd(bytes, end) : end;
    kept.push(needed(code, bytes.subarray(at, until)));
    at = until;
  }
}

function lengthAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/** A frame header of any way of coding; C4, C8 and CC mean something else. */
function isFrame(code: number): boolean {
  return code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code);
}

function sizeOf(frame: Uint8Array) {
  return { height: lengthAt(frame, 5), width: lengthAt(frame, 7) };
}

/** Where the next marker is; within a scan, 0xff is followed by zero or by a restart. */
function scanEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at === -1) return bytes.length;
    const next = bytes[at + 1];
    const goesOn = next === 0 || (next !== undefined && next >= 0xd0 && next <= 0xd7);
    if (!goesOn) return at;
    at += 2;
  }
}

/** The segment as it is kept: whole, by its way up alone, or not at all. */
function needed(code: number, segment: Uint8Array): Uint8Array {
  if (code === marker.comment) return new Uint8Array();
  if (code < marker.application0 || code > marker.application15) return segment;
  if (code === marker.application1) return wayUp(orientationOf(segment));
  const name = neededNames[code];
  const isNeeded = name !== undefined && textOf(segment, 4, name.length) === name;
  return isNeeded ? segment : new Uint8Array();
}

const orientationTag = 0x0112;

/** Which way up it belongs, from 1 to 8; undefined where the segment does not say. */
function orientationOf(segment: Uint8Array): number | undefined {
  if (textOf(segment, 4, 6) !== 'Exif\0\0') return undefined;
  const tiff = new DataView(segment.buffer, segment.byteOffset + 10, segment.length - 10);
  const order = textOf(segment, 10, 2);
  if (tiff.byteLength < 8 || (order !== 'II' && order !== 'MM')) return undefined;
  const little = order === 'II';
  const directory = tiff.getUint32(4, little);
  if (directory + 2 > tiff.byteLength) return undefined;
  const count = tiff.getUint16(directory, little);
  for (let entry = directory + 2; entry < directory + 2 + count * 12; entry += 12) {
    if (entry + 12 > tiff.byteLength) return undefined;
    if (tiff.getUint16(entry, little) === orientationTag) return tiff.getUint16(entry + 8, little);
  }
  return undefined;
}

/** A segment of Exif that says which way up, and nothing else; none for the usual way. */
function wayUp(orientation: number | undefined): Uint8Array {
  if (orientation === undefined || orientation < 2 || orientation > 8) return new Uint8Array();
  return bytesOf(
    [0xff, marker.application1, 0, 34],
    'Exif\0\0',
    'MM',
    // A directory of one entry: this tag, one short number, and no further directory.
    [0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0],
  );
}
