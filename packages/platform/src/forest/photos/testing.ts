/** Small real pictures, 6 by 4 pixels, and what cameras and programs write into files besides. */
import { bytesOf, viewOf } from './bytes.ts';

const fromBase64 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'));

/** A progressive JPEG: four scans with tables between them. */
export const jpegFile = fromBase64(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsICQoKCgoKBggLDAsKDAkKCgr/2wBDAQICAgICAgUDAwUKBwYHCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgr/wgARCAAEAAYDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAVAQEBAAAAAAAAAAAAAAAAAAAFB//aAAwDAQACEAMQAAABmD4P/8QAFRABAQAAAAAAAAAAAAAAAAAAAwT/2gAIAQEAAQUCVVoX/8QAFREBAQAAAAAAAAAAAAAAAAAAADH/2gAIAQMBAT8Br//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQIBAT8Bf//EABoQAQACAwEAAAAAAAAAAAAAAAIBAwARElH/2gAIAQEABj8CV99iba6bU7lT7n//xAAYEAEAAwEAAAAAAAAAAAAAAAABABExQf/aAAgBAQABPyFx5EaDal1Xs//aAAwDAQACAAMAAAAQB//EABcRAQADAAAAAAAAAAAAAAAAAAEAETH/2gAIAQMBAT8QVVuz/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAgBAgEBPxB//8QAFRABAQAAAAAAAAAAAAAAAAAAAQD/2gAIAQEAAT8Qeiq4srKwqlVVb//Z',
);
export const pngFile = fromBase64(
  'iVBORw0KGgoAAAANSUhEUgAAAAYAAAAECAIAAAAiZtkUAAAAHklEQVR4nGP8//+/5up8BiTAqLEqjwEVMDFgACxCAHw9BYfRBZbIAAAAAElFTkSuQmCC',
);
export const webpFile = fromBase64(
  'UklGRjQAAABXRUJQVlA4ICgAAACQAQCdASoGAAQABABoJag2wBDgCzAA/N+d83c+VAP8H8W/aP72woAA',
);
export const losslessWebpFile = fromBase64(
  'UklGRiQAAABXRUJQVlA4TBcAAAAvBcAAAA/w1f+n/P/tf/7jAff5ieh/OAA=',
);

/** What must be nowhere in a kept picture. */
export const secret = 'GPS 38.78N 103.09E';

/** A segment of a JPEG. */
export function segmentOf(code: number, ...parts: readonly (string | readonly number[])[]) {
  const contents = bytesOf(...parts);
  const length = contents.length + 2;
  return bytesOf([0xff, code, length >> 8, length & 0xff], [...contents]);
}

/** Exif with a secret, and which way up. */
export function exifSegment(orientation: number, order: 'II' | 'MM' = 'II') {
  const short = (value: number) => (order === 'II' ? [value, 0] : [0, value]);
  const long = (value: number) => (order === 'II' ? [value, 0, 0, 0] : [0, 0, 0, value]);
  const tag = order === 'II' ? [0x12, 0x01] : [0x01, 0x12];
  const entry = [...tag, ...short(3), ...long(1), ...short(orientation), 0, 0];
  const other = [...short(1), ...short(2), ...long(18), ...long(38)];
  const directory = [...short(42), ...long(8), ...short(2), ...other, ...entry, ...long(0)];
  return segmentOf(0xe1, 'Exif\0\0', order, directory, secret);
}

/** A JPEG with segments after its beginning, and whatever follows its end. */
export function jpegWith(segments: readonly Uint8Array[], after = ''): Uint8Array {
  return bytesOf([0xff, 0xd8], ...segments.map((each) => [...each]), [...jpegFile.slice(2)], after);
}

/** A PNG with a further chunk before its end. Readers pass over its check. */
export function pngWith(name: string, contents: string): Uint8Array {
  const end = pngFile.length - 12;
  const head = [0, 0, 0, contents.length];
  return bytesOf([...pngFile.slice(0, end)], head, name, contents, 'CRC!', [...pngFile.slice(end)]);
}

/** A WebP in its larger form, with Exif and XMP. */
export function webpWith(contents: string): Uint8Array {
  const chunk = (name: string, bytes: readonly number[]) => {
    const length = bytes.length;
    return bytesOf(name, [length & 0xff, length >> 8, 0, 0], bytes, length % 2 === 1 ? [0] : []);
  };
  const text = [...bytesOf(contents)];
  const chunks = [
    chunk('VP8X', [0x0c, 0, 0, 0, 5, 0, 0, 3, 0, 0]),
    webpFile.slice(12),
    chunk('EXIF', text),
    chunk('XMP ', [...text, 33]),
  ];
  const file = bytesOf('RIFF\0\0\0\0WEBP', ...chunks.map((each) => [...each]));
  viewOf(file).setUint32(4, file.length - 8, true);
  return file;
}
