/**
 * What a reader of XML passes over: comments, CDATA, instructions, and the document type with its own list
 * of declarations. Byte by byte, so that it may be cut anywhere. Nothing in it is kept and no entity is made.
 */

const gt = 0x3e;
const lt = 0x3c;
const quote = 0x22;
const apostrophe = 0x27;
const dash = 0x2d;
const bang = 0x21;
const question = 0x3f;
const bracket = 0x5b;
const bracketEnd = 0x5d;

/** What the bytes so far have begun. */
type Kind =
  | 'opened'
  | 'banged'
  | 'dashed'
  | 'comment'
  | 'cdata'
  | 'instruction'
  | 'doctype'
  | 'quoted';

/** A passage from the byte after its `<`, which is `!` or `?`, to its end. */
export class XmlPassage {
  #kind: Kind = 'opened';
  /** How many of the bytes that may end it were just there: of `--`, `]]` or `?`. */
  #ending = 0;
  /** Inside of the document type: the quote that is open, and how many `<` are. */
  #quote = 0;
  #nested = 0;

  /** Takes the next byte; true when the passage ends with it. */
  take(byte: number): boolean {
    switch (this.#kind) {
      case 'opened':
        return this.#takeOpened(byte);
      case 'banged':
        return this.#takeBanged(byte);
      case 'dashed':
        return byte === dash ? this.#begin('comment') : this.#declare(byte);
      case 'comment':
        return this.#takeUntil(byte, dash, 2);
      case 'cdata':
        return this.#takeUntil(byte, bracketEnd, 2);
      case 'instruction':
        return this.#takeUntil(byte, question, 1);
      case 'quoted':
        if (byte === this.#quote) this.#kind = 'doctype';
        return false;
      default:
        return this.#takeDoctype(byte);
    }
  }

  #begin(kind: Kind): false {
    this.#kind = kind;
    this.#ending = 0;
    return false;
  }

  #takeOpened(byte: number): boolean {
    if (byte === bang) return this.#begin('banged');
    if (byte === question) return this.#begin('instruction');
    return this.#declare(byte);
  }

  #takeBanged(byte: number): boolean {
    if (byte === dash) return this.#begin('dashed');
    if (byte === bracket) return this.#begin('cdata');
    return this.#declare(byte);
  }

  /** The document type, or one more declaration in it. */
  #declare(byte: number): boolean {
    this.#kind = 'doctype';
    this.#nested += 1;
    return this.#takeDoctype(byte);
  }

  #takeUntil(byte: number, kind: number, times: number): boolean {
    if (byte === gt && this.#ending >= times) {
      this.#kind = 'doctype';
      return this.#nested === 0;
    }
    this.#ending = byte === kind ? this.#ending + 1 : 0;
    return false;
  }

  #takeDoctype(byte: number): boolean {
    if (byte === quote || byte === apostrophe) {
      this.#quote = byte;
      this.#kind = 'quoted';
    } else if (byte === lt) {
      this.#kind = 'opened';
    } else if (byte === gt) {
      this.#nested -= 1;
    }
    return this.#nested === 0;
  }
}
