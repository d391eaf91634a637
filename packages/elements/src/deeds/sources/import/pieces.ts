/** The bytes of a file or of a zip's entry, in pieces small enough to stop between. */

const pieceBytes = 65_536;
/** When an unpacker fails, what it had unpacked of the same chunk is lost with it: so it is fed little by little. */
const packedBytes = 16_384;

export interface Packed {
  readonly packed: Blob;
  readonly isDeflated: boolean;
}

/** What is thrown when packed bytes end too early or are none. */
export class UnpackingFailed extends Error {
  override readonly name = 'UnpackingFailed';
}

/**
 * @param onBytes told how many packed bytes more have been read
 * @throws UnpackingFailed; or what the file says when the device no longer gives it
 */
export async function* piecesOf(
  { packed, isDeflated }: Packed,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const counted = packed.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        onBytes(chunk.length);
        const size = isDeflated ? packedBytes : chunk.length;
        for (let place = 0; place < chunk.length; place += size) {
          controller.enqueue(chunk.subarray(place, place + size));
        }
      },
    }),
  );
  const reader = isDeflated
    ? counted.pipeThrough(new DecompressionStream('deflate-raw')).getReader()
    : counted.getReader();
  try {
    for (;;) {
      const { done, value } = await read(reader, isDeflated);
      if (done) return;
      for (let place = 0; place < value.length; place += pieceBytes) {
        yield value.subarray(place, place + pieceBytes);
      }
    }
  } finally {
    // Whoever has seen enough wants no more bytes; whether that was in time is nobody's concern.
    reader.cancel().catch(() => undefined);
  }
}

async function read(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  isDeflated: boolean,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    return await reader.read();
  } catch (error) {
    // Files fail with names of their own, what unpacks with a TypeError.
    if (isDeflated && error instanceof TypeError) throw new UnpackingFailed(error.message);
    throw error;
  }
}
