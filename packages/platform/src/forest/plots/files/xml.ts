/**
 * XML as far as KML needs it: elements, texts and attributes that are passed over. A document type is
 * refused, so that a file has no entities of its own: what they could do (grow a thousandfold, read other
 * files) is not there to be done.
 */
import { LandFileError } from './shapes.ts';

/** An element; its name is without a prefix. */
export interface XmlElement {
  readonly name: string;
  /** What `name="…"` says, where there is such an attribute. */
  readonly label: string | undefined;
  readonly children: XmlElement[];
  /** Its texts put together. */
  text: string;
}

/** No map program nests deeper. */
const depthMax = 50;

const named: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** One piece of markup, from its `<` to its end; comments, data and instructions are pieces of their own. */
const piece =
  /<(?:!--[\s\S]*?-->|!\[CDATA\[([\s\S]*?)\]\]>|\?[\s\S]*?\?>|(\/?)([^\s<>/!?]+)((?:\s(?:[^<>"']|"[^"<]*"|'[^'<]*')*?)?)(\/?)>)/y;

/** The outermost element of a text. @throws LandFileError */
export function parseXml(text: string): XmlElement {
  const root: XmlElement = { name: '', label: undefined, children: [], text: '' };
  const open = [root];
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const inside = open.at(-1) ?? root;
    inside.text += decoded(text.slice(at, next === -1 ? undefined : next));
    if (next === -1) break;
    at = takePiece(text, next, open);
  }
  const [outermost] = root.children;
  if (open.length > 1) {
    throw new LandFileError(
      `ends before <${open.at(-1)?.name}> does: it was cut off. Export or copy it again`,
    );
  }
  return outermost ?? root;
}

/** Takes the piece that begins at a place, and says where it ends. */
function takePiece(text: string, at: number, open: XmlElement[]): number {
  piece.lastIndex = at;
  const found = piece.exec(text);
  if (found === null) {
    throw new LandFileError(
      text.startsWith('<!DOCTYPE', at)
        ? 'has a document type, which KML does without. Remove it, or export the file again'
        : `is no whole XML after ${at} characters: it was cut off or changed. Export or copy it again`,
    );
  }
  const [whole, data, slash, name, attributes = '', empty] = found;
  const inside = open.at(-1);
  if (data !== undefined && inside !== undefined) inside.text += data;
  if (name !== undefined && slash === '/') close(open, local(name));
  if (name !== undefined && slash !== '/') {
    const label = /\sname\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes);
    const element: XmlElement = {
      name: local(name),
      label: label === null ? undefined : decoded(label[1] ?? label[2] ?? ''),
      children: [],
      text: '',
    };
    inside?.children.push(element);
    if (empty !== '/') open.push(element);
    if (open.length > depthMax) throw new LandFileError('is nested too deep to be KML');
  }
  return at + whole.length;
}

function close(open: XmlElement[], name: string): void {
  const inside = open.at(-1);
  if (open.length > 1 && inside?.name === name) {
    open.pop();
    return;
  }
  throw new LandFileError(
    `has </${name}> where ${inside?.name === '' ? 'nothing is open' : `<${inside?.name}> is open`}: it was changed or cut. Export it again`,
  );
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function decoded(text: string): string {
  return text.replaceAll(/&(#x[\da-f]{1,6}|#\d{1,7}|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) {
      const character = named.get(name);
      if (character !== undefined) return character;
      throw new LandFileError(`has ${whole}, which stands for nothing in KML. Write it out`);
    }
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return isCharacter(code) ? String.fromCodePoint(code) : '�';
  });
}

/** Zero and halves of characters stand for nothing, and no database keeps them. */
function isCharacter(code: number): boolean {
  return code > 0 && code <= 0x10_ffff && !(code >= 0xd800 && code <= 0xdfff);
}
