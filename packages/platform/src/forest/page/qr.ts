/** A QR code as the path of a drawing. */
import { encode } from 'uqr';

/** A code that is drawn by one path, in squares of one unit. */
export interface QrCode {
  /** Squares along a side; four empty ones belong around it (ISO/IEC 18004). */
  readonly size: number;
  readonly path: string;
}

/** The code of a text; a quarter of it may be dirty or torn and it is read all the same. */
export function qrOf(text: string): QrCode {
  const { data, size } = encode(text, { ecc: 'Q', border: 0 });
  const runs = data.flatMap((row, y) =>
    [
      ...row
        .map((isDark) => (isDark ? '1' : '0'))
        .join('')
        .matchAll(/1+/g),
    ].map(({ index, 0: { length } }) => `M${index} ${y}h${length}v1h${-length}z`),
  );
  return { size, path: runs.join('') };
}
