/**
 * TypeIDs: a type prefix, an underscore, and a UUIDv7 in 26 characters of Crockford base 32
 * (https://github.com/jetify-com/typeid, spec 0.3). They sort by time and say what they name.
 */

/** What each prefix names. */
export const idPrefixes = {
  organization: 'org',
  key: 'key',
  project: 'prj',
  donation: 'don',
  gift: 'gft',
  recurringGift: 'rec',
  refund: 'ref',
  dispute: 'dsp',
  receipt: 'rcp',
  event: 'evt',
  payment: 'pay',
  transfer: 'trf',
  hold: 'hld',
  webhookEndpoint: 'whe',
  webhookDelivery: 'whd',
  mail: 'eml',
  request: 'req',
  note: 'nte',
  alert: 'alt',
  merchant: 'mer',
  charityItem: 'chi',
  order: 'ord',
  shopSource: 'src',
  shopEvent: 'she',
  statement: 'sta',
  species: 'spc',
  plot: 'plt',
  adoption: 'adp',
  tree: 'tre',
  observation: 'obs',
  photo: 'pho',
  fieldPass: 'fpa',
  challenge: 'chl',
  funding: 'fnd',
  participant: 'par',
  deed: 'ded',
  team: 'tem',
} as const;

export type IdKind = keyof typeof idPrefixes;
export type IdPrefix = (typeof idPrefixes)[IdKind];
/** The textual id of one kind, such as `don_01k9…` for a donation. */
export type Id<Kind extends IdKind> = `${(typeof idPrefixes)[Kind]}_${string}`;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const suffixPattern = /^[0-7][0-9abcdefghjkmnpqrstvwxyz]{25}$/;

/** Where an id takes its time and its randomness from, so that tests can fix both. */
export interface IdSource {
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: () => number;
  /** Fills the array with random bytes and returns it. */
  readonly fillRandom: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array;
}

/** The 16 bytes of a UUIDv7 (RFC 9562 §5.7) made of the source's time and randomness. */
export function uuidV7Bytes(source: IdSource): Uint8Array {
  const bytes = source.fillRandom(new Uint8Array(16));
  let timeMs = source.nowMs();
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = timeMs % 256;
    timeMs = Math.floor(timeMs / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes;
}

/** 16 bytes as 26 characters of Crockford base 32, most significant first. */
function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  // 26 characters hold 130 bits: the first two bits are always zero.
  let bits = 2;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((buffer >>> bits) & 31);
    }
    buffer &= (1 << bits) - 1;
  }
  return text;
}

/** A new id of the kind, unique without any coordination. */
export function newId<Kind extends IdKind>(kind: Kind, source: IdSource): Id<Kind> {
  return `${idPrefixes[kind]}_${encodeBase32(uuidV7Bytes(source))}`;
}

/** The id of the kind that stands for these 16 bytes, such as a digest of somebody else's id. */
export function idOfBytes<Kind extends IdKind>(kind: Kind, bytes: Uint8Array): Id<Kind> {
  if (bytes.length !== 16) throw new RangeError(`An id is 16 bytes, not ${bytes.length}`);
  return `${idPrefixes[kind]}_${encodeBase32(bytes)}`;
}

function hasPrefix(prefix: IdPrefix, text: string): boolean {
  return text.startsWith(`${prefix}_`) && suffixPattern.test(text.slice(prefix.length + 1));
}

/** Whether the text is a well-formed id of the kind; says nothing of whether the thing exists. */
export function isId<Kind extends IdKind>(kind: Kind, text: string): text is Id<Kind> {
  return hasPrefix(idPrefixes[kind], text);
}

/** The same of a project, for pages: they look at no other ids and need no table of the kinds. */
export function isProjectId(text: string): text is Id<'project'> {
  return hasPrefix('prj', text);
}

/** The same of a donation. */
export function isDonationId(text: string): text is Id<'donation'> {
  return hasPrefix('don', text);
}

/** The same of a charity item. */
export function isCharityItemId(text: string): text is Id<'charityItem'> {
  return hasPrefix('chi', text);
}

/** The same of a merchant. */
export function isMerchantId(text: string): text is Id<'merchant'> {
  return hasPrefix('mer', text);
}

/** The same of a kind of trees. */
export function isSpeciesId(text: string): text is Id<'species'> {
  return hasPrefix('spc', text);
}

/** The same of a plot. */
export function isPlotId(text: string): text is Id<'plot'> {
  return hasPrefix('plt', text);
}

/** The same of an adoption. */
export function isAdoptionId(text: string): text is Id<'adoption'> {
  return hasPrefix('adp', text);
}

/** The same of a tree. */
export function isTreeId(text: string): text is Id<'tree'> {
  return hasPrefix('tre', text);
}

/** The same of a challenge. */
export function isChallengeId(text: string): text is Id<'challenge'> {
  return hasPrefix('chl', text);
}

/** The same of a participant. */
export function isParticipantId(text: string): text is Id<'participant'> {
  return hasPrefix('par', text);
}

/** When a well-formed id was made, in milliseconds since the Unix epoch. */
export function idTimeMs(id: Id<IdKind>): number {
  const suffix = id.slice(id.indexOf('_') + 1);
  let timeMs = 0;
  // The first 10 characters hold 2 zero bits and the 48 bits of time.
  for (const character of suffix.slice(0, 10)) {
    timeMs = timeMs * 32 + alphabet.indexOf(character);
  }
  return timeMs;
}
