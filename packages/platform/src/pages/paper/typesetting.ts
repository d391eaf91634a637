/** Text of any script set on a page of a PDF, in the fonts that have its characters. */
import { visualRuns } from './bidi.ts';
import { type FontName, type FontRun, fontFile, fontRuns } from './fonts.ts';

/** Where something is written, and how. */
export interface Place {
  readonly x: number;
  readonly width: number;
  readonly size: number;
  readonly color: string;
  /** Whether the line ends at the right end of its place, for amounts. */
  readonly isAtEnd?: boolean;
}

/** Sets lines on one document; of each font that it uses, only those glyphs go into the file. */
export class Typesetter {
  readonly #doc: PDFKit.PDFDocument;
  readonly #fonts = new Set<FontName>();
  #isMissing = false;

  constructor(doc: PDFKit.PDFDocument) {
    this.#doc = doc;
  }

  /** Whether a character was set that no font has. */
  get isMissing(): boolean {
    return this.#isMissing;
  }

  /** Lines of a text that fit into the width; a word that is wider than that is broken. */
  wrap(text: string, { width, size }: Pick<Place, 'width' | 'size'>): string[] {
    const lines: string[] = [];
    let line = '';
    for (const piece of pieces(text)) {
      if (this.widthOf((line + piece).trimEnd(), size) <= width) {
        line += piece;
        continue;
      }
      if (line !== '') lines.push(line.trimEnd());
      line = '';
      for (const character of piece) {
        if (line !== '' && this.widthOf(line + character, size) > width) {
          lines.push(line);
          line = '';
        }
        line += character;
      }
    }
    return [...lines, line.trimEnd()];
  }

  widthOf(text: string, size: number): number {
    return fontRuns(text).reduce((sum, run) => sum + this.#runWidth(run, size), 0);
  }

  /** Sets one line, whose first baseline is a size below `y`; from right to left it ends at the right. */
  line(text: string, place: Place, y: number, isRtl: boolean): void {
    const runs = visualRuns(text, isRtl).flatMap((run) => {
      const parts = fontRuns(run.text);
      return run.isRtl ? parts.reverse().map(turned) : parts;
    });
    const widths = runs.map((run) => this.#runWidth(run, place.size));
    const total = widths.reduce((sum, width) => sum + width, 0);
    const isAtEnd = place.isAtEnd === true || isRtl;
    let x = isAtEnd ? place.x + place.width - total : place.x;
    for (const [number, run] of runs.entries()) {
      if (run.isMissing) this.#isMissing = true;
      this.#font(run.font).fontSize(place.size).fillColor(place.color);
      // One baseline for all fonts, whatever room each wants above it.
      this.#doc.text(run.text, x, y + place.size, {
        ...shaping,
        lineBreak: false,
        baseline: 'alphabetic',
      });
      x += widths[number] ?? 0;
    }
  }

  #runWidth({ font, text }: FontRun, size: number): number {
    this.#font(font).fontSize(size);
    return this.#doc.widthOfString(text, shaping);
  }

  /** Chooses a font, which is told to the document at its first use. */
  #font(name: FontName): PDFKit.PDFDocument {
    if (!this.#fonts.has(name)) this.#doc.registerFont(name, fontFile(name));
    this.#fonts.add(name);
    return this.#doc.font(name);
  }
}

/** Only the Arabic font is set from right to left by itself. */
function turned(run: FontRun): FontRun {
  if (run.font === 'noto-naskh-arabic') return run;
  return { ...run, text: [...run.text].reverse().join('') };
}

// With features named, a run is shaped as a whole; without, pdfkit sets it word by word.
const shaping = { features: ['kern'] satisfies PDFKit.Mixins.OpenTypeFeatures[] };

const breakable =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

/** Where a line may end: after spaces, and after each Chinese or Japanese character. */
function pieces(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of text) {
    part += character;
    if (character === ' ' || breakable.test(character)) {
      parts.push(part);
      part = '';
    }
  }
  return part === '' ? parts : [...parts, part];
}
