// Makes a picture small enough for a thin line: at most 1600 pixels along a side and 500 kB, as JPEG.

const sideMax = 1_600;
const bytesMax = 500_000;
const qualities = [0.82, 0.7, 0.55, 0.4];

/**
 * The picture as it is sent, and as it is shown before.
 *
 * @param {Blob} file
 * @returns {Promise<{ bytes: ArrayBuffer, canvas: HTMLCanvasElement } | undefined>} undefined when it is no
 * picture that this browser can read
 */
export async function shrink(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(
    () => undefined,
  );
  if (bitmap === undefined) return undefined;
  try {
    for (let side = sideMax; side >= 400; side *= 0.7) {
      const canvas = draw(bitmap, side);
      for (const quality of qualities) {
        const blob = await toJpeg(canvas, quality);
        if (blob === null) return undefined;
        if (blob.size <= bytesMax) return { bytes: await blob.arrayBuffer(), canvas };
      }
    }
    return undefined;
  } finally {
    bitmap.close();
  }
}

/** @param {ImageBitmap} bitmap @param {number} side */
function draw(bitmap, side) {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** @param {HTMLCanvasElement} canvas @param {number} quality @returns {Promise<Blob | null>} */
function toJpeg(canvas, quality) {
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}
