/** A QR code as the path of a drawing. */
import { encode } from 'uqr';

/** A code that is drawn by one path, in squares of one unit. */
export interface QrCode {
  /** Squares along a side; four empty ones belong around it (ISO/IEC 18004). */
  readonly size: number;
  readonly path: string;
}

/** The code of a text, as coarse as can be: it is read off one screen by the camera of another device. */
export function qrOf(text: string): QrCode {
  const { data, size } = encode(text, { ecc: 'L', border: 0 });
  const squares = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return { size, path: squares.join('') };
}
