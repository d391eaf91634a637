/** A paper as PDF. */
import PDFDocument from 'pdfkit';
import { isRtlText } from './bidi.ts';
import type { Paper } from './paper.ts';
import { type Place, Typesetter } from './typesetting.ts';

/** Points; A4 is 595 by 842. */
const margin = 56;
const sizes = { title: 20, text: 10.5, small: 8.5 } as const;
const leading = 1.5;
const ink = { text: '#1c1c1c', quiet: '#595959', mark: '#a61b1b' } as const;

/** The PDF; its text can be searched and read aloud. */
export async function paperPdf(paper: Paper): Promise<Uint8Array<ArrayBuffer>> {
  const page = new PdfPage(paper);
  page.write();
  return page.bytes();
}

class PdfPage {
  readonly #paper: Paper;
  readonly #doc: PDFKit.PDFDocument;
  readonly #chunks: Buffer[] = [];
  readonly #done: Promise<void>;
  readonly #type: Typesetter;
  #y: number = margin;

  constructor(paper: Paper) {
    this.#paper = paper;
    this.#doc = new PDFDocument({
      size: 'A4',
      margin,
      bufferPages: true,
      autoFirstPage: false,
      lang: paper.words.language,
      displayTitle: true,
      info: {
        Title: paper.title,
        CreationDate: paper.madeAt,
        Producer: 'Kindcart',
        Creator: 'Kindcart',
      },
    });
    this.#type = new Typesetter(this.#doc);
    this.#done = new Promise((resolve, reject) => {
      this.#doc.on('data', (chunk: Buffer) => void this.#chunks.push(chunk));
      this.#doc.on('end', resolve);
      this.#doc.on('error', reject);
    });
  }

  get #width(): number {
    return this.#doc.page.width - 2 * margin;
  }

  write(): void {
    const { title, issuer, facts, rows, section, totals, notes, signature, words } = this.#paper;
    this.#newPage();
    for (const line of issuer) this.#text(line);
    this.#space(14);
    this.#text(title, { size: sizes.title });
    this.#space(8);
    for (const [label, value] of facts) this.#fact(label, value);
    this.#space(8);
    for (const row of rows) this.#row(row);
    if (section !== undefined) {
      this.#space(12);
      this.#text(section.title);
      this.#space(4);
      for (const row of section.rows) this.#row(row);
    }
    for (const total of totals) this.#text(`${words.total}: ${total}`, { isAtEnd: true });
    this.#space(8);
    for (const note of notes) this.#text(note);
    if (signature !== null) this.#signature(signature);
    if (this.#type.isMissing) {
      this.#space(8);
      this.#text(words.missing, { size: sizes.small, color: ink.quiet });
    }
    this.#footers();
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    this.#doc.end();
    await this.#done;
    return Uint8Array.from(Buffer.concat(this.#chunks));
  }

  /** A new page, with what must not be overlooked at its head. */
  #newPage(): void {
    this.#doc.addPage();
    this.#y = margin;
    for (const mark of this.#paper.marks) {
      const top = this.#y;
      this.#y += 5;
      this.#text(mark, { x: margin + 8, width: this.#width - 16, color: ink.mark });
      this.#y += 5;
      this.#doc
        .rect(margin, top, this.#width, this.#y - top)
        .strokeColor(ink.mark)
        .stroke();
      this.#space(8);
    }
  }

  #space(points: number): void {
    this.#y += points;
  }

  /** Goes on a new page where the next lines would not fit. */
  #keepRoom(points: number): void {
    if (this.#y + points > this.#doc.page.height - margin - 24) this.#newPage();
  }

  #text(text: string, where: Partial<Place> = {}): void {
    const place = { ...this.#place(), ...where };
    for (const line of this.#type.wrap(text, place)) {
      this.#keepRoom(place.size * leading);
      this.#type.line(line, place, this.#y, isRtlText(text));
      this.#y += place.size * leading;
    }
  }

  #place(): Place {
    return { x: margin, width: this.#width, size: sizes.text, color: ink.text };
  }

  #fact(label: string, value: string): void {
    const left = { ...this.#place(), width: this.#width * 0.34 - 10, color: ink.quiet };
    const right = { ...this.#place(), x: margin + this.#width * 0.34, width: this.#width * 0.66 };
    this.#columns([
      [label, left],
      [value, right],
    ]);
  }

  #row(cells: readonly string[]): void {
    const { shares = [0.2, 0.38, 0.17, 0.25] } = this.#paper;
    let x = margin;
    const columns = cells.map((cell, place): [string, Place] => {
      const width = this.#width * (shares[place] ?? 0.25);
      const isAtEnd = place === cells.length - 1;
      const column = { ...this.#place(), x, width: width - 8, size: 9.5, isAtEnd };
      x += width;
      return [cell, column];
    });
    this.#columns(columns);
  }

  /** Texts beside each other, and a thin line below. */
  #columns(columns: readonly Column[]): void {
    const isRtl = this.#paper.words.direction === 'rtl';
    const placed = isRtl ? columns.map(mirrored(this.#width)) : columns;
    const wrapped = placed.map(([text, place]) => ({
      text,
      place,
      lines: this.#type.wrap(text, place),
    }));
    const heights = wrapped.map(({ lines, place }) => lines.length * place.size * leading);
    const height = Math.max(...heights);
    this.#keepRoom(height);
    for (const { text, place, lines } of wrapped) {
      for (const [number, line] of lines.entries()) {
        this.#type.line(line, place, this.#y + number * place.size * leading, isRtlText(text));
      }
    }
    this.#y += height + 2;
    const end = margin + this.#width;
    this.#doc
      .moveTo(margin, this.#y)
      .lineTo(end, this.#y)
      .lineWidth(0.5)
      .strokeColor('#c9c9c9')
      .stroke();
    this.#space(5);
  }

  #signature(signature: string): void {
    this.#keepRoom(80);
    this.#space(44);
    this.#doc
      .moveTo(margin, this.#y)
      .lineTo(margin + 200, this.#y)
      .lineWidth(0.5)
      .strokeColor(ink.quiet)
      .stroke();
    this.#space(4);
    const { words } = this.#paper;
    this.#text(`${words.signature}: ${signature}`, { size: sizes.small, color: ink.quiet });
  }

  #footers(): void {
    const { words, title } = this.#paper;
    const { start, count } = this.#doc.bufferedPageRange();
    const place = { ...this.#place(), size: sizes.small, color: ink.quiet };
    for (let page = start; page < start + count; page += 1) {
      this.#doc.switchToPage(page);
      const text = `${title} · ${words.page(String(page + 1), String(count))}`;
      this.#type.line(text, place, this.#doc.page.height - margin, false);
    }
  }
}

type Column = readonly [text: string, place: Place];

/** A column where it is in writing from right to left. */
function mirrored(width: number): (column: Column) => Column {
  return ([text, place]) => {
    const x = 2 * margin + width - place.x - place.width;
    return [text, { ...place, x, isAtEnd: place.isAtEnd !== true }];
  };
}
