/** A drawing of shapes and lines of text, which becomes SVG or PDF alike. Pure. */

/** An area in one colour; `path` is in the words of SVG. */
export interface Shape {
  readonly path: string;
  readonly fill?: string;
  readonly stroke?: string;
  readonly strokeWidth?: number;
  readonly opacity?: number;
  /** Moves and then enlarges it: for what is drawn in units of its own. */
  readonly at?: { readonly x: number; readonly y: number; readonly scale: number };
}

/** A line of text. */
export interface Line {
  readonly text: string;
  /** Where it begins, ends or has its middle. */
  readonly x: number;
  /** Its baseline. */
  readonly y: number;
  readonly size: number;
  readonly color: string;
  /** Side of the drawing on which `x` is, whatever direction the text runs in. */
  readonly anchor: 'left' | 'middle' | 'right';
  /** The most that it may take; a line that is wider is drawn smaller. */
  readonly width: number;
  /** Whether it runs from right to left; its first letter says so unless said. */
  readonly isRtl?: boolean;
}

/** Points, as wide and high as it says. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly language: string;
  readonly shapes: readonly Shape[];
  readonly lines: readonly Line[];
}

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u30ff\uff00-\uffef]|\p{Emoji_Presentation}/u;
const mark = /\p{M}|\u200c|\u200d|\ufe0e|\ufe0f/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** How wide a text is at most, roughly: whoever opens a drawing may have other fonts than we. */
export function roughWidth(text: string, size: number): number {
  let widths = 0;
  for (const character of text) {
    if (mark.test(character)) continue;
    if (wide.test(character)) widths += 1;
    else if (/[\p{Lu}mwMW@%—]/u.test(character)) widths += 0.72;
    else if (/[ .,:;'’|!iltjfr()-]/.test(character)) widths += 0.36;
    else widths += 0.57;
  }
  return widths * size;
}

/** Parts a text into lines of a width, and at most so many; what is over ends in an ellipsis. */
export function wrapped(text: string, size: number, width: number, linesMax: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text)) {
    const isOver = line !== '' && roughWidth((line + piece).trimEnd(), size) > width;
    if (isOver) {
      lines.push(line.trim());
      line = '';
    }
    line += piece;
  }
  if (line.trim() !== '') lines.push(line.trim());
  if (lines.length <= linesMax) return lines;
  const last = `${lines[linesMax - 1] ?? ''}…`;
  return [...lines.slice(0, linesMax - 1), last];
}

/** Where a line may end: after a space, after each wide character, and anywhere in a long word. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of graphemes.segment(text.replaceAll(/\s+/g, ' '))) {
    piece += segment;
    if (segment === ' ' || wide.test(segment) || piece.length >= 24) {
      pieces.push(piece);
      piece = '';
    }
  }
  return [...pieces, piece];
}
