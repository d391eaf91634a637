/** PostgreSQL's two checksums: CRC-32C of its control files, and that of data pages. */

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  return crc;
});

/** CRC-32C (Castagnoli) of the bytes. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Bytes of a page of data. */
export const pageBytes = 8192;
/** Where a page keeps its checksum, two bytes. */
const checksumAt = 8;
const lanes = 32;

// Where the 32 lanes start, from PostgreSQL's storage/checksum_impl.h: so that zeros are seen too.
const laneStarts = Uint32Array.of(
  0x5b1f36e9,
  0xb8525960,
  0x02ab50aa,
  0x1de66d2a,
  0x79ff467a,
  0x9bb9f8a3,
  0x217e7cd2,
  0x83e13d2c,
  0xf8d4474f,
  0xe39eb970,
  0x42c6ae16,
  0x993216fa,
  0x7b093b5d,
  0x98daff3c,
  0xf718902a,
  0x0b1c9cdb,
  0xe58f764b,
  0x187636bc,
  0x5d7b3bb1,
  0xe73de7de,
  0x92bec979,
  0xcca6c0b2,
  0x304a0979,
  0x85aa43d4,
  0x783125bb,
  0x6ca8eaa2,
  0xe407eac6,
  0x4b5cfc3e,
  0x9fbf8c76,
  0x15ca20be,
  0xf2ca9fd3,
  0x959bd756,
);

/** One step of Fowler, Noll and Vo's hash, with a shift that spreads the high bits. */
function step(sum: number, word: number): number {
  const mixed = sum ^ word;
  return Math.imul(mixed, 16_777_619) ^ (mixed >>> 17);
}

/**
 * The checksum that a page should hold.
 *
 * @param words the page as 2048 words of 32 bits, little end first
 * @param block which page of its relation it is
 */
export function pageChecksum(words: Uint32Array, block: number): number {
  const sums = Uint32Array.from(laneStarts);
  for (let place = 0; place < words.length; place += 1) {
    const lane = place % lanes;
    // The checksum itself, in the low half of the third word, counts as zero.
    const word = place === checksumAt / 4 ? (words[place] ?? 0) & 0xffff0000 : (words[place] ?? 0);
    sums[lane] = step(sums[lane] ?? 0, word);
  }
  let sum = 0;
  for (const lane of sums) sum ^= step(step(lane, 0), 0);
  return (((sum ^ block) >>> 0) % 65_535) + 1;
}

/** Whether the page is as it was written: its checksum is right, or nothing was ever written to it. */
export function isWholePage(page: Buffer, block: number): boolean {
  const words = new Uint32Array(page.buffer, page.byteOffset, pageBytes / 4);
  // An upper bound of free space of zero is what marks a page that is new.
  if (page.readUInt16LE(14) === 0) return words.every((word) => word === 0);
  return pageChecksum(words, block) === page.readUInt16LE(checksumAt);
}
