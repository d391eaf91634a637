/** What a PDF holds, as far as tests look into it. */
import { inflateSync } from 'node:zlib';

/** Every stream of a PDF, unpacked. */
export function streamsOf(bytes: Uint8Array): string[] {
  const file = Buffer.from(bytes);
  const text = file.toString('latin1');
  return [...text.matchAll(/stream\r?\n/g)].flatMap(({ index, 0: mark }) => {
    if (text.slice(index - 3, index) === 'end') return [];
    const start = index + mark.length;
    const packed = file.subarray(start, text.indexOf('endstream', start));
    return packed[0] === 0x78 ? [inflateSync(packed).toString('latin1')] : [];
  });
}

/** The characters that a PDF's text can be searched for. */
export function charactersIn(bytes: Uint8Array): Set<string> {
  const maps = streamsOf(bytes).filter((text) => text.includes('beginbfrange'));
  const codes = maps.flatMap((text) =>
    [...text.matchAll(/<([\da-f ]{4,})>/gi)].flatMap(([, hex = '']) => [
      Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
    ]),
  );
  return new Set(codes.flatMap((text) => [...text]));
}
