/** A drawing as a PDF of one page. */
import PDFDocument from 'pdfkit';
import { isRtlText } from './bidi.ts';
import type { Drawing, Line, Shape } from './drawing.ts';
import { Typesetter } from './typesetting.ts';

/** The file; its text can be searched and read aloud. */
export async function pdfOf(drawing: Drawing, madeAt: Date): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height, title, language, shapes, lines } = drawing;
  const doc = new PDFDocument({
    size: [width, height],
    margin: 0,
    lang: language,
    displayTitle: true,
    info: { Title: title, CreationDate: madeAt, Producer: 'Kindcart', Creator: 'Kindcart' },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => void chunks.push(chunk));
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  for (const shape of shapes) drawShape(doc, shape);
  const type = new Typesetter(doc);
  for (const line of lines) drawLine(type, line);
  doc.end();
  await done;
  return Uint8Array.from(Buffer.concat(chunks));
}

function drawShape(doc: PDFKit.PDFDocument, shape: Shape): void {
  const { path, fill, stroke, strokeWidth = 1, opacity = 1, at } = shape;
  doc.save();
  if (at !== undefined) doc.translate(at.x, at.y).scale(at.scale);
  doc.path(path).opacity(opacity);
  if (fill !== undefined && stroke !== undefined) {
    doc.lineWidth(strokeWidth).fillAndStroke(fill, stroke);
  } else if (fill !== undefined) doc.fill(fill);
  else if (stroke !== undefined) doc.lineWidth(strokeWidth).stroke(stroke);
  doc.restore();
}

function drawLine(type: Typesetter, line: Line): void {
  const { text, x, y, color, anchor, isRtl = isRtlText(text) } = line;
  const wanted = type.widthOf(text, line.size);
  const isOver = wanted > line.width;
  const size = isOver ? (line.size * line.width) / wanted : line.size;
  const width = isOver ? line.width : wanted;
  const left = anchor === 'left' ? x : anchor === 'right' ? x - width : x - width / 2;
  // As wide as the text, so that it stands where it is told whichever side it begins on.
  type.line(text, { x: left, width, size, color }, y - size, isRtl);
}
