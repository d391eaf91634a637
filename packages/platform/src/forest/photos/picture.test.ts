// What is taken for a picture, and what is left of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bytesOf } from './bytes.ts';
import { type Picture, pixelsMax, readPicture } from './picture.ts';
import {
  exifSegment,
  jpegFile,
  jpegWith,
  losslessWebpFile,
  pngFile,
  pngWith,
  secret,
  segmentOf,
  webpFile,
  webpWith,
} from './testing.ts';

function pictureIn(file: Uint8Array): Picture {
  const read = readPicture(file);
  assert.ok('picture' in read, 'fault' in read ? read.fault : '');
  return read.picture;
}

function faultOf(file: Uint8Array): string {
  const read = readPicture(file);
  return 'fault' in read ? read.fault : assert.fail('It was taken for a picture');
}

const plain: readonly [what: string, file: Uint8Array, mediaType: Picture['mediaType']][] = [
  ['JPEG', jpegFile, 'image/jpeg'],
  ['PNG', pngFile, 'image/png'],
  ['WebP', webpFile, 'image/webp'],
  ['WebP without loss', losslessWebpFile, 'image/webp'],
];

for (const [what, file, mediaType] of plain) {
  test(`keeps a ${what} that has nothing else in it byte for byte`, () => {
    const picture = pictureIn(file);
    assert.equal(picture.mediaType, mediaType);
    assert.deepEqual(Uint8Array.from(picture.bytes), file);
  });

  test(`refuses a ${what} that is cut off anywhere, and never throws`, () => {
    for (let length = 0; length < file.length; length += 1) {
      assert.match(faultOf(file.subarray(0, length)), /^The (photo|body) (ends|is|says)/);
    }
  });
}

const told: readonly [what: string, file: Uint8Array, bare: Uint8Array][] = [
  ['Exif', jpegWith([exifSegment(1)]), jpegFile],
  ['XMP', jpegWith([segmentOf(0xe1, `http://ns.adobe.com/xap/1.0/\0${secret}`)]), jpegFile],
  ['Photoshop', jpegWith([segmentOf(0xed, `Photoshop 3.0\0${secret}`)]), jpegFile],
  ['a comment', jpegWith([segmentOf(0xfe, secret)]), jpegFile],
  ['an index of further pictures', jpegWith([segmentOf(0xe2, `MPF\0${secret}`)]), jpegFile],
  ['what devices call their own', jpegWith([segmentOf(0xe5, secret)]), jpegFile],
  ['another picture after its end', jpegWith([], `\xff\xd8${secret}`), jpegFile],
  ['all of it', jpegWith([exifSegment(0), segmentOf(0xfe, secret)], secret), jpegFile],
  ['a text', pngWith('tEXt', secret), pngFile],
  ['Exif in a PNG', pngWith('eXIf', secret), pngFile],
  ['a chunk of a program', pngWith('prVW', secret), pngFile],
  ['bytes after a PNG', bytesOf([...pngFile], secret), pngFile],
];

for (const [what, file, bare] of told) {
  test(`takes ${what} out, and nothing else`, () => {
    assert.ok(Buffer.from(file).includes(secret));
    assert.deepEqual(Uint8Array.from(pictureIn(file).bytes), bare);
  });
}

test('takes Exif and XMP out of a WebP, and what promises them', () => {
  const file = webpWith(secret);
  const kept = Buffer.from(pictureIn(file).bytes);
  assert.ok(Buffer.from(file).includes(secret));
  assert.ok(!kept.includes(secret));
  assert.equal(kept.readUInt32LE(4), kept.length - 8);
  assert.equal(kept[20], 0);
  assert.ok(kept.includes(Buffer.from(webpFile.slice(12))));
});

test('keeps the colours of a JPEG', () => {
  const profile = segmentOf(0xe2, 'ICC_PROFILE\0', [1, 1], 'colours');
  const adobe = segmentOf(0xee, 'Adobe', [0, 100, 0, 0, 0, 0, 1]);
  const file = jpegWith([profile, adobe]);
  assert.deepEqual(Uint8Array.from(pictureIn(file).bytes), file);
});

for (const order of ['II', 'MM'] as const) {
  for (const orientation of [2, 3, 6, 8]) {
    test(`keeps that a photo lies on side ${orientation}, told in the order ${order}, and no more of its Exif`, () => {
      const kept = Buffer.from(pictureIn(jpegWith([exifSegment(orientation, order)])).bytes);
      assert.ok(!kept.includes(secret));
      const tag = kept.indexOf(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation]));
      assert.ok(tag > 0);
      assert.deepEqual(pictureIn(kept).bytes, kept);
    });
  }
}

test('takes a broken Exif out without reading beyond it', () => {
  const whole = exifSegment(6);
  for (let length = 6; length < whole.length - 4; length += 1) {
    const contents = [...whole.subarray(4, 4 + length)];
    assert.ok(
      !Buffer.from(pictureIn(jpegWith([segmentOf(0xe1, contents)])).bytes).includes(secret),
    );
  }
});

const strangers: readonly [what: string, file: Uint8Array, words: RegExp][] = [
  ['nothing', new Uint8Array(), /^The body is empty\. Send a JPEG, PNG or WebP/],
  ['a GIF', bytesOf('GIF89a', [6, 0, 4, 0]), /is not a JPEG, PNG or WebP picture/],
  [
    'a page',
    bytesOf('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">'),
    /is not a JPEG/,
  ],
  ['HEIC', bytesOf([0, 0, 0, 24], 'ftypheic'), /is HEIC, AVIF or a film/],
  ['a PDF', bytesOf('%PDF-1.7'), /is not a JPEG/],
];

for (const [what, file, words] of strangers) {
  test(`refuses ${what} in words`, () => assert.match(faultOf(file), words));
}

/** The file with another size in its header. */
function sized(width: number, height: number): Uint8Array {
  const file = Uint8Array.from(pngFile);
  const view = new DataView(file.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return file;
}

test('refuses more pixels than a phone can open, told by the header alone', () => {
  assert.match(faultOf(sized(100_000, 100_000)), /100000 × 100000 pixels; 64 million/);
  assert.match(faultOf(sized(0, 5)), /no pixels/);
  assert.ok(pictureIn(sized(pixelsMax / 8_000, 8_000)));
});

test('never throws on bytes that begin as a picture, and bares twice as once', () => {
  const starts = [jpegFile, pngFile, webpFile, webpWith(secret), jpegWith([exifSegment(6)])];
  const spoilt = fc.tuple(fc.constantFrom(...starts), fc.nat(), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(spoilt, ([file, at, value]) => {
      const copy = Uint8Array.from(file);
      copy[at % copy.length] = value;
      const read = readPicture(copy);
      if ('fault' in read) return;
      assert.deepEqual(pictureIn(read.picture.bytes).bytes, read.picture.bytes);
    }),
    { numRuns: 2_000 },
  );
});
