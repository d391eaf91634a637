// JPEG segment by segment: odd, broken and hostile ones, as cameras, programs and attackers write them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesOf } from './bytes.ts';
import { bareJpeg, isJpeg } from './jpeg.ts';
import { exifSegment, jpegFile, jpegWith, secret, segmentOf } from './testing.ts';

const starts: readonly [what: string, bytes: readonly number[], isOne: boolean][] = [
  ['a picture', [0xff, 0xd8, 0xff, 0xe0], true],
  ['the shortest beginning', [0xff, 0xd8, 0xff], true],
  ['a beginning that is cut off', [0xff, 0xd8], false],
  ['nothing', [], false],
  ['another marker', [0xff, 0xd9, 0xff], false],
  ['no marker after the first', [0xff, 0xd8, 0x00], false],
];

for (const [what, bytes, isOne] of starts) {
  test(`takes ${what} ${isOne ? 'for a JPEG' : 'for no JPEG'}`, () => {
    assert.equal(isJpeg(Uint8Array.from(bytes)), isOne);
  });
}

const begin = [0xff, 0xd8];
const end = [0xff, 0xd9];

/** A frame header of one component. */
const frame = (width: number, height: number, code = 0xc0) =>
  segmentOf(code, [8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0]);
/** The head of a scan of one component. */
const scan = segmentOf(0xda, [1, 1, 0, 0, 63, 0]);

const file = (...parts: readonly (Uint8Array | readonly number[])[]) =>
  bytesOf(...parts.map((part) => [...part]));

function sizeOf(bytes: Uint8Array) {
  const bare = bareJpeg(bytes);
  return bare && [bare.width, bare.height];
}

test('reads the size of the picture from its frame', () => {
  assert.deepEqual(sizeOf(jpegFile), [6, 4]);
  assert.deepEqual(sizeOf(file(begin, frame(65_535, 257), scan, [1, 2], end)), [65_535, 257]);
});

for (const code of [0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc9, 0xca, 0xcf]) {
  test(`reads the size from a frame of the kind ${code.toString(16)}`, () => {
    assert.deepEqual(sizeOf(file(begin, frame(300, 200, code), scan, [1], end)), [300, 200]);
  });
}

for (const code of [0xc4, 0xc8, 0xcc, 0xdb, 0xdd]) {
  test(`reads no size from what a segment ${code.toString(16)} holds`, () => {
    assert.equal(sizeOf(file(begin, frame(300, 200, code), scan, [1], end)), null);
    const both = file(begin, frame(6, 4), frame(300, 200, code), scan, [1], end);
    assert.deepEqual(sizeOf(both), [6, 4]);
  });
}

test('believes the first frame, by which browsers draw, and no smaller one that follows', () => {
  const hidden = file(begin, frame(60_000, 60_000), scan, [1, 2], frame(6, 4), scan, [3], end);
  assert.deepEqual(sizeOf(hidden), [60_000, 60_000]);
});

const cutOff: readonly [what: string, bytes: Uint8Array][] = [
  ['no frame', file(begin, scan, [1, 2], end)],
  ['nothing but a beginning', file(begin, [0xff])],
  ['a segment without its length', file(begin, [0xff, 0xe0])],
  ['a segment with half of its length', file(begin, [0xff, 0xe0, 0])],
  ['a segment that says it has no length', file(begin, [0xff, 0xe0, 0, 0], end)],
  ['a segment shorter than its own length', file(begin, [0xff, 0xe0, 0, 1], end)],
  ['a segment that is longer than the file', file(begin, [0xff, 0xe0, 0xff, 0xff, 1], end)],
  ['bytes between segments', file(begin, frame(6, 4), [0x00], scan, [1], end)],
  ['a scan without an end', file(begin, frame(6, 4), scan, [1, 2, 3])],
  ['a scan that ends in half a marker', file(begin, frame(6, 4), scan, [1, 2, 0xff])],
  ['markers and nothing else', file(begin, new Array<number>(4_000).fill(0xff))],
];

for (const [what, bytes] of cutOff) {
  test(`takes no picture with ${what}`, () => assert.equal(bareJpeg(bytes), null));
}

test('keeps what is within a scan: bytes 255 that are data, and marks to begin again', () => {
  const data = [1, 0xff, 0x00, 2, 0xff, 0xd0, 3, 0xff, 0xd7, 4];
  const whole = file(begin, frame(6, 4), scan, data, end);
  assert.deepEqual(Uint8Array.from(bareJpeg(whole)?.bytes ?? []), whole);
});

test('lets any number of bytes 255 stand before a marker, and keeps one', () => {
  const filled = file(begin, [0xff, 0xff, 0xff], frame(6, 4), [0xff], scan, [1], [0xff, 0xff], end);
  const bare = file(begin, frame(6, 4), scan, [1], end);
  assert.deepEqual(Uint8Array.from(bareJpeg(filled)?.bytes ?? []), bare);
});

for (let code = 0xe0; code <= 0xef; code += 1) {
  test(`takes out of segment ${code.toString(16)} what no picture is drawn from`, () => {
    const told = jpegWith([segmentOf(code, `Maker\0${secret}`), segmentOf(code, secret)]);
    assert.deepEqual(Uint8Array.from(bareJpeg(told)?.bytes ?? []), jpegFile);
  });
}

test('takes out what stands between scans, too', () => {
  const between = [segmentOf(0xfe, secret), exifSegment(6), segmentOf(0xe5, secret)];
  const told = file(begin, frame(6, 4), scan, [1], ...between, scan, [2], end);
  const kept = Buffer.from(bareJpeg(told)?.bytes ?? []);
  assert.ok(!kept.includes(secret));
  assert.ok(kept.length > 0 && kept.length < told.length);
});

for (const orientation of [0, 1, 9, 255]) {
  test(`keeps nothing of a way up that is ${orientation}`, () => {
    const told = jpegWith([exifSegment(orientation)]);
    assert.deepEqual(Uint8Array.from(bareJpeg(told)?.bytes ?? []), jpegFile);
  });
}

/** Exif whose contents follow its name. */
const exifOf = (...contents: readonly (string | readonly number[])[]) =>
  segmentOf(0xe1, 'Exif\0\0', ...contents);

const brokenExif: readonly [what: string, segment: Uint8Array][] = [
  ['of no order of bytes', exifOf('XX', [42, 0, 8, 0, 0, 0, 0, 0])],
  ['whose directory is beyond its end', exifOf('II', [42, 0, 255, 255, 255, 255])],
  ['whose directory is itself', exifOf('II', [42, 0, 0, 0, 0, 0])],
  ['that says it has 65535 entries', exifOf('II', [42, 0, 8, 0, 0, 0, 255, 255, 1, 2])],
  ['without any entry', exifOf('MM', [0, 42, 0, 0, 0, 8, 0, 0])],
  ['with half a directory', exifOf('MM', [0, 42, 0, 0, 0, 8, 0])],
  ['of nothing', exifOf()],
];

for (const [what, segment] of brokenExif) {
  test(`takes Exif ${what} out, and keeps the picture`, () => {
    assert.deepEqual(Uint8Array.from(bareJpeg(jpegWith([segment]))?.bytes ?? []), jpegFile);
  });
}
