/** Exports as apps write them, for tests. */

/** A step record; attributes that are left out are those of an iPhone on 1 May 2024. */
export function record(more: Readonly<Record<string, string>> = {}): string {
  const attributes = {
    type: 'HKQuantityTypeIdentifierStepCount',
    sourceName: 'iPhone',
    sourceVersion: '17.4.1',
    device: '&lt;&lt;HKDevice: 0x301&gt;, name:iPhone&gt;',
    unit: 'count',
    creationDate: '2024-05-01 08:10:00 +0800',
    startDate: '2024-05-01 08:00:00 +0800',
    endDate: '2024-05-01 08:10:00 +0800',
    value: '1000',
    ...more,
  };
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  return ` <Record${written.join('')}/>\n`;
}

/** As the head of a file by an iPhone: with a document type that lists what may follow. */
const head = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 13 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!-- Note: Any Records that appear as children of a correlation also appear as top-level records in this document. -->
<!ELEMENT Record ((MetadataEntry|HeartRateVariabilityMetadataList)*)>
<!ATTLIST Record
  type          CDATA #REQUIRED
  value         CDATA #IMPLIED
>
]>
`;

/** An `export.xml` with this between the tags of its root. */
export function healthExport(content: string): string {
  return `${head}<HealthData locale="zh_CN">
 <ExportDate value="2024-05-20 09:00:00 +0800"/>
 <Me HKCharacteristicTypeIdentifierBiologicalSex="HKBiologicalSexFemale"/>
${content}</HealthData>
`;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** In place of a length or place that stands elsewhere. */
const in64 = 0xffffffff;

/** What an entry of a zip is made of. */
interface Entry {
  readonly path: string;
  readonly content: string | Bytes;
  readonly isStored?: boolean;
  readonly flags?: number;
  readonly method?: number;
}

async function deflated(bytes: Bytes): Promise<Bytes> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function numbers(...fields: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Bytes {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [bytes]) => sum + bytes, 0)));
  let place = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(place, value, true);
    else if (bytes === 4) view.setUint32(place, value, true);
    else view.setBigUint64(place, BigInt(value), true);
    place += bytes;
  }
  return new Uint8Array(view.buffer);
}

interface Placed extends Entry {
  readonly name: Bytes;
  readonly bytes: Bytes;
  readonly packed: Bytes;
  readonly headerAt: number;
}

/** What both headers of an entry say alike. */
function about({ flags = 0, isStored, method = isStored ? 0 : 8 }: Entry) {
  return [
    [2, 20],
    [2, flags],
    [2, method],
    [4, 0],
    [4, 0],
  ] as const;
}

function headerOf(entry: Placed): readonly Bytes[] {
  const { name, bytes, packed } = entry;
  const lengths = [
    [4, packed.length],
    [4, bytes.length],
    [2, name.length],
    [2, 4],
  ] as const;
  const extra = numbers([2, 0xcafe], [2, 0]);
  return [numbers([4, 0x04034b50], ...about(entry), ...lengths), name, extra, packed];
}

function listedOf(entry: Placed, is64: boolean): readonly Bytes[] {
  const { name, bytes, packed, headerAt } = entry;
  const long = [bytes.length, packed.length, headerAt].map((value) => [8, value] as const);
  // One that nobody knows stands before the one that is wanted.
  const extra = is64 ? numbers([2, 0xcafe], [2, 2], [2, 7], [2, 1], [2, 24], ...long) : numbers();
  const short = (value: number) => [4, is64 ? in64 : value] as const;
  const lengths = [
    short(packed.length),
    short(bytes.length),
    [2, name.length],
    [2, extra.length],
  ] as const;
  const rest = [[2, 0], [2, 0], [2, 0], [4, 0], short(headerAt)] as const;
  return [numbers([4, 0x02014b50], [2, 20], ...about(entry), ...lengths, ...rest), name, extra];
}

function end64Of(count: number, listBytes: number, listAt: number): readonly Bytes[] {
  return [
    numbers([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0]),
    numbers([8, count], [8, count], [8, listBytes], [8, listAt]),
    numbers([4, 0x07064b50], [4, 0], [8, listAt + listBytes], [4, 1]),
  ];
}

function sizeOf(parts: readonly Bytes[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

/** A zip; with `is64` all lengths and places stand where those beyond 4 GB would. */
export async function zipOf(
  entries: readonly Entry[],
  { is64 = false, comment = '' } = {},
): Promise<File> {
  const bodies: Bytes[] = [];
  const list: Bytes[] = [];
  for (const entry of entries) {
    const { path, content, isStored } = entry;
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const packed = isStored ? bytes : await deflated(bytes);
    const name = new TextEncoder().encode(path);
    const placed = { ...entry, name, bytes, packed, headerAt: sizeOf(bodies) };
    bodies.push(...headerOf(placed));
    list.push(...listedOf(placed, is64));
  }
  const listBytes = sizeOf(list);
  const listAt = sizeOf(bodies);
  const count = is64 ? 0xffff : entries.length;
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count]);
  const where = numbers([4, is64 ? in64 : listBytes], [4, is64 ? in64 : listAt]);
  const words = new TextEncoder().encode(comment);
  const end64 = is64 ? end64Of(entries.length, listBytes, listAt) : [];
  const parts = [...bodies, ...list, ...end64, end, where, numbers([2, words.length]), words];
  return new File(parts, 'export.zip');
}
