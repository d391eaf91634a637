/** The certificate of a tree as a drawing: who, what, where and when, beside the tree and its code. Pure. */

import {
  type Drawing,
  type Line,
  roughWidth,
  type Shape,
  wrapped,
} from '../../pages/paper/drawing.ts';
import { circle, hillShapes, treeShapes } from './artwork.ts';
import { qrOf } from './qr.ts';
import { coordinatesOf, dayIn, endOf, numberIn, type TreeFacts, textIn } from './rules.ts';
import type { TreeWords } from './words.ts';

/** A4, lying; in points. */
const page = { width: 842, height: 595 } as const;
const inner = { left: 27, top: 27, right: 815, bottom: 568 } as const;
const column = { left: 68, width: 430 } as const;
const ink = {
  text: '#21302a',
  quiet: '#53605a',
  deep: '#17583f',
  gold: '#b08d3c',
  paper: '#fcfaf3',
  mark: '#8a1c1c',
  sand: '#f9ebcb',
} as const;

/** What a certificate is drawn from. */
export interface CertificateModel extends Pick<TreeFacts, 'species' | 'plotNames'> {
  readonly tree: TreeFacts['tree'];
  readonly organizationName: string;
  readonly isGiftWaiting: boolean;
  readonly words: TreeWords;
  /** Address of the tree's page, which the code leads to. */
  readonly address: string;
  readonly isRtl: boolean;
}

/** The whole certificate. */
export function certificateOf(model: CertificateModel): Drawing {
  const { tree, words, isRtl } = model;
  const number = words.number(numberIn(words.language, tree.number));
  const text = [...head(model), ...dedication(model), ...facts(model)];
  return {
    ...page,
    title: `${words.certificate}, ${number}`,
    language: words.language,
    shapes: [...ground(model), ...scene(tree.number, isRtl), ...code(model)],
    lines: [...(isRtl ? text.map(mirrored) : text), ...signs(model)],
  };
}

/** Paper, hills that fill the frame's lower part, and the frame over them. */
function ground({ tree, isRtl }: CertificateModel): Shape[] {
  const { left, top, right, bottom } = inner;
  const box = (by: number) =>
    `M${left - by} ${top - by}H${right + by}V${bottom + by}H${left - by}z`;
  const hills = { left, top: 420, right, bottom };
  const grove = isRtl ? ([left + 16, 310] as const) : ([532, right - 16] as const);
  return [
    { path: `M0 0H${page.width}V${page.height}H0z`, fill: ink.paper },
    ...hillShapes(tree.number, hills, grove),
    ...(tree.livemode ? [] : [{ path: `M${left} ${top}H${right}v28H${left}z`, fill: ink.sand }]),
    { path: box(0), stroke: ink.gold, strokeWidth: 0.75 },
    { path: box(6), stroke: ink.deep, strokeWidth: 1.5 },
  ];
}

/** The sun behind the tree, and the tree. */
function scene(seed: number, isRtl: boolean): Shape[] {
  const x = isRtl ? page.width - 640 : 640;
  return [
    { path: circle(x + 44, 190, 92), fill: '#f6ebc8' },
    { path: ellipseUnder(x, 434), fill: '#8fb385', opacity: 0.6 },
    ...treeShapes(seed, [x, 434], 330),
  ];
}

function ellipseUnder(x: number, y: number): string {
  return `M${x - 110} ${y}a110 9 0 1 0 220 0a110 9 0 1 0 -220 0z`;
}

const card = { size: 92, padding: 9, right: 790, top: 448 } as const;

/** The code on a card of its own, with the empty squares around it that readers ask for. */
function code({ address, isRtl }: CertificateModel): Shape[] {
  const { size, padding, top } = card;
  const left = cardLeft(isRtl);
  const { size: squares, path } = qrOf(address);
  const side = size - 2 * padding;
  return [
    {
      path: `M${left} ${top}h${size}v${size}h${-size}z`,
      fill: '#ffffff',
      stroke: '#d9d2bd',
      strokeWidth: 0.75,
    },
    {
      path,
      fill: '#111111',
      at: { x: left + padding, y: top + padding, scale: side / squares },
    },
  ];
}

const cardLeft = (isRtl: boolean) => (isRtl ? page.width - card.right : card.right - card.size);

/** A line of the column in which one reads. */
function line(
  text: string,
  y: number,
  size: number,
  color: string,
  more: Partial<Line> = {},
): Line {
  const { left: x, width } = column;
  return { text, x, y, size, color, anchor: 'left', width, ...more };
}

function mirrored(one: Line): Line {
  const anchor = one.anchor === 'left' ? 'right' : one.anchor === 'right' ? 'left' : 'middle';
  return { ...one, x: page.width - one.x, anchor };
}

function head({ words, tree, organizationName }: CertificateModel): Line[] {
  const number = words.number(numberIn(words.language, tree.number));
  return [
    line(organizationName, 84, 13, ink.quiet),
    line(words.certificate, 130, 36, ink.deep),
    line(number, 160, 17, ink.gold),
  ];
}

/** Whose it is, in the largest letters of the page, and what is said to whom it was given. */
function dedication({ words, tree, isGiftWaiting, isRtl }: CertificateModel): Line[] {
  const { kind, giftTo, giftMessage, teamName } = tree.adopter;
  const donors = donorsOf(tree, words);
  const giver = teamName ?? donors;
  const name = giftTo ?? giver;
  const size = roughWidth(name, 28) > column.width * 1.6 ? 20 : 28;
  const names = wrapped(name, size, column.width, 2);
  const label = giftTo === null ? words.adopters[kind] : words.giftFor;
  let y = 228;
  const lines = names.map((one, place) => line(one, y + place * size * 1.2, size, ink.text));
  y += (names.length - 1) * size * 1.2 + 8;
  const add = (text: string, linesMax: number, color: string, more: Partial<Line> = {}) => {
    for (const one of wrapped(text, 12.5, column.width, linesMax)) {
      y += 17;
      lines.push(line(one, y, 12.5, color, more));
    }
  };
  if (giftTo !== null && giver !== words.somebody) add(words.from(giver), 1, ink.quiet, { isRtl });
  if (teamName !== null && donors !== words.somebody) add(donors, 2, ink.quiet, { isRtl });
  if (isGiftWaiting) add(words.giftToCome, 1, ink.quiet);
  y += 5;
  // The message has what room the names left.
  add(giftMessage ?? '', Math.max(1, Math.floor((330 - y) / 17)), ink.deep);
  return [line(label, 194, 12, ink.quiet), ...lines];
}

/** The donors who want to be named, and how many do not. */
export function donorsOf(
  { adopter: { names, shares } }: Pick<TreeFacts['tree'], 'adopter'>,
  words: TreeWords,
): string {
  if (names.length === 0) return words.somebody;
  const list = new Intl.ListFormat(words.language, { type: 'conjunction' }).format(names);
  const unnamed = shares - names.length;
  return unnamed > 0 ? `${list} ${words.andOthers(numberIn(words.language, unnamed))}` : list;
}

/** Two columns of what there is to know. */
function facts({ words, tree, species, plotNames, isRtl }: CertificateModel): Line[] {
  const { language } = words;
  const end = endOf(tree);
  const plot = textIn(plotNames, language);
  const planted = tree.plantedOn === null ? words.notPlantedYet : dayIn(language, tree.plantedOn);
  const pairs: readonly (readonly [label: string, value: string, isRtl: boolean])[] = [
    [words.species, `${textIn(species.names, language)} · ${species.latinName}`, isRtl],
    [words.adoptedOn, dayIn(language, tree.createdAt), isRtl],
    [words.place, words.placeIn(plot, numberIn(language, tree.place.number)), isRtl],
    [words.plantedOn, planted, isRtl],
    [words.coordinates, coordinatesOf(tree.place.position), false],
    ...(end === undefined
      ? []
      : [[words.states[end.state].name, dayIn(language, end.on), isRtl] as const]),
  ];
  return pairs.flatMap(([label, value, runsRtl], at) => {
    const isSecond = at % 2 === 1;
    const place = {
      x: column.left + (isSecond ? 300 : 0),
      width: isSecond ? 180 : 280,
      isRtl: runsRtl,
    };
    const y = 366 + Math.floor(at / 2) * 58;
    const values = wrapped(value, 13, place.width, 2);
    return [
      line(label, y, 10, ink.quiet, { ...place, isRtl }),
      ...values.map((one, row) => line(one, y + 18 + 16 * row, 13, ink.text, place)),
    ];
  });
}

/** What stands at the same side in every language: the words of the code, and that a test is one. */
function signs({ words, tree, address, isRtl }: CertificateModel): Line[] {
  const anchor = isRtl ? 'left' : 'right';
  const x = isRtl ? page.width - card.right : card.right;
  const marks = tree.livemode
    ? []
    : [line(words.test, 45.5, 11.5, ink.mark, { x: page.width / 2, anchor: 'middle', width: 760 })];
  return [
    ...marks,
    line(words.scan, 553, 9.5, ink.deep, { x, anchor, width: 300 }),
    line(address.replace(/^https?:\/\//, ''), 563, 6.5, ink.quiet, { x, anchor, width: 400 }),
  ];
}
