/**
 * Draws the image to share, as a PNG. Upon a canvas and not by way of an `<img>` of an SVG: strict policies let a page
 * show images of its own origin alone, and this one has none.
 */

/** What stands on the image. */
export interface PictureText {
  readonly title: string;
  readonly number: string;
  readonly unit: string;
  /** Empty where nothing was given yet. */
  readonly given: string;
  readonly foot: string;
  /** Of the ring that is filled, from 0 to 1. */
  readonly share: number;
  readonly isRightToLeft: boolean;
}

const side = 1_080;
const colors = { paper: '#f5f8f4', ink: '#1b201d', accent: '#17684c', line: '#d5ddd6' } as const;
const ringAt = { x: side / 2, y: 560, radius: 310, width: 46 } as const;

/** The image; null where the browser cannot draw. */
export async function drawPicture(text: PictureText): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.fillStyle = colors.paper;
  pen.fillRect(0, 0, side, side);
  drawRing(pen, 1, colors.line);
  if (text.share > 0) drawRing(pen, Math.min(text.share, 1), colors.accent);
  pen.textAlign = 'center';
  pen.direction = text.isRightToLeft ? 'rtl' : 'ltr';
  write(pen, text.title, { y: 150, size: 64, weight: 700, color: colors.ink });
  write(pen, text.number, { y: 590, size: 150, weight: 700, color: colors.ink, width: 500 });
  write(pen, text.unit, { y: 665, size: 44, weight: 400, color: colors.ink, width: 500 });
  write(pen, text.given, { y: 730, size: 40, weight: 600, color: colors.accent, width: 480 });
  write(pen, text.foot, { y: 1_010, size: 38, weight: 400, color: colors.ink });
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

function drawRing(pen: CanvasRenderingContext2D, share: number, color: string): void {
  const { x, y, radius, width } = ringAt;
  const top = -Math.PI / 2;
  pen.beginPath();
  pen.arc(x, y, radius, top, top + share * 2 * Math.PI);
  pen.lineWidth = width;
  pen.lineCap = 'round';
  pen.strokeStyle = color;
  pen.stroke();
}

interface Line {
  readonly y: number;
  readonly size: number;
  readonly weight: number;
  readonly color: string;
  readonly width?: number;
}

/** One line, as large as it fits. */
function write(pen: CanvasRenderingContext2D, text: string, line: Line): void {
  const { y, size, weight, color, width = side - 120 } = line;
  const fontOf = (px: number) => `${weight} ${px}px system-ui, sans-serif`;
  pen.font = fontOf(size);
  const measured = pen.measureText(text).width;
  if (measured > width) pen.font = fontOf(Math.max(22, (size * width) / measured));
  pen.fillStyle = color;
  pen.fillText(text, side / 2, y, width);
}
