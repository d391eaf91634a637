/**
 * Tiles that were drawn, compressed, by their tags: on the day on which a forest is shown to many, all of
 * them look at the same dozen. Whoever asks for one that is being drawn waits for it.
 */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

/** A tile as it is kept; undefined is one with nothing in it. */
export type PackedTile = Uint8Array<ArrayBuffer> | undefined;

export interface DrawnTiles {
  /** The tile of a tag, drawn when it is not kept. One that could not be drawn is not kept. */
  of(tag: string, draw: () => Promise<Uint8Array<ArrayBuffer>>): Promise<PackedTile>;
}

const bytesMaxDefault = 16_000_000;
/** What a tile costs beside its bytes. */
const overheadBytes = 500;

/** @param bytesMax - what is kept at the most; then those go that were not asked for the longest */
export function createDrawnTiles(bytesMax = bytesMaxDefault): DrawnTiles {
  const tiles = new Map<string, { readonly tile: Promise<PackedTile>; bytes: number }>();
  let kept = 0;

  function forget(tag: string): void {
    kept -= tiles.get(tag)?.bytes ?? 0;
    tiles.delete(tag);
  }

  async function pack(draw: () => Promise<Uint8Array<ArrayBuffer>>): Promise<PackedTile> {
    const bytes = await draw();
    return bytes.length === 0 ? undefined : new Uint8Array(await compress(bytes));
  }

  return {
    async of(tag, draw) {
      const known = tiles.get(tag);
      if (known !== undefined) {
        tiles.delete(tag);
        tiles.set(tag, known);
        return known.tile;
      }
      const entry = { tile: pack(draw), bytes: 0 };
      tiles.set(tag, entry);
      try {
        const tile = await entry.tile;
        // It may be gone already, when many others came meanwhile.
        if (tiles.get(tag) === entry) {
          entry.bytes = overheadBytes + (tile?.length ?? 0);
          kept += entry.bytes;
        }
        for (const oldest of tiles.keys()) {
          if (kept <= bytesMax) break;
          forget(oldest);
        }
        return tile;
      } catch (error) {
        if (tiles.get(tag) === entry) forget(tag);
        throw error;
      }
    },
  };
}
