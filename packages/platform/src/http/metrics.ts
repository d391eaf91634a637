/** Numbers for Prometheus, in its text format 0.0.4: counters, gauges and histograms. */

/** Name, meaning and labels of one family of numbers. */
export interface MetricDefinition<Labels extends readonly string[]> {
  /** Snake case, with the unit: `http_request_duration_seconds`. */
  readonly name: string;
  /** One sentence. */
  readonly help: string;
  /** Names of labels; each must take few values, so never an id. */
  readonly labels: Labels;
}

type Values<Labels extends readonly string[]> = { [Index in keyof Labels]: string };

/** A number that only rises. */
export interface Counter<Labels extends readonly string[]> {
  add(by: number, ...values: Values<Labels>): void;
}

/** A number that rises and falls. */
export interface Gauge<Labels extends readonly string[]> {
  set(to: number, ...values: Values<Labels>): void;
  add(by: number, ...values: Values<Labels>): void;
}

/** How often values fell below each bound. */
export interface Histogram<Labels extends readonly string[]> {
  observe(value: number, ...values: Values<Labels>): void;
}

/** Where rooms register their numbers. */
export interface Metrics {
  counter<const Labels extends readonly string[]>(
    definition: MetricDefinition<Labels>,
  ): Counter<Labels>;
  gauge<const Labels extends readonly string[]>(
    definition: MetricDefinition<Labels>,
  ): Gauge<Labels>;
  /** A gauge without labels that is read when somebody looks. */
  gaugeOf(name: string, help: string, read: () => number): void;
  histogram<const Labels extends readonly string[]>(
    definition: MetricDefinition<Labels>,
    bounds: readonly number[],
  ): Histogram<Labels>;
  /** All numbers as text. */
  text(): string;
}

const namePattern = /^[a-z][a-z0-9_]*$/;
const separator = '\u0001';

function labelText(names: readonly string[], joined: string, extra = ''): string {
  const values = names.length === 0 ? [] : joined.split(separator);
  const pairs = names.map((name, index) => `${name}="${escapeLabel(values[index] ?? '')}"`);
  if (extra !== '') pairs.push(extra);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function escapeHelp(help: string): string {
  return help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

interface Series {
  readonly counts: number[];
  sum: number;
  count: number;
}

/** A family that a counter and a gauge both are: one number for each set of labels. */
class Numbers<Labels extends readonly string[]> implements Counter<Labels>, Gauge<Labels> {
  readonly #name: string;
  readonly #labels: Labels;
  readonly #values = new Map<string, number>();

  constructor({ name, labels }: MetricDefinition<Labels>) {
    this.#name = name;
    this.#labels = labels;
    // Without labels there is one number, and it is zero before anything happens.
    if (labels.length === 0) this.#values.set('', 0);
  }

  add(by: number, ...given: Values<Labels>): void {
    const joined = given.join(separator);
    this.#values.set(joined, (this.#values.get(joined) ?? 0) + by);
  }

  set(to: number, ...given: Values<Labels>): void {
    this.#values.set(given.join(separator), to);
  }

  lines(): string[] {
    return [...this.#values].map(
      ([joined, value]) => `${this.#name}${labelText(this.#labels, joined)} ${value}`,
    );
  }
}

class Durations<Labels extends readonly string[]> implements Histogram<Labels> {
  readonly #name: string;
  readonly #labels: Labels;
  readonly #bounds: readonly number[];
  readonly #series = new Map<string, Series>();

  constructor({ name, labels }: MetricDefinition<Labels>, bounds: readonly number[]) {
    this.#name = name;
    this.#labels = labels;
    this.#bounds = bounds;
  }

  observe(value: number, ...given: Values<Labels>): void {
    const joined = given.join(separator);
    let one = this.#series.get(joined);
    if (one === undefined) {
      one = { counts: this.#bounds.map(() => 0), sum: 0, count: 0 };
      this.#series.set(joined, one);
    }
    const index = this.#bounds.findIndex((bound) => value <= bound);
    if (index !== -1) one.counts[index] = (one.counts[index] ?? 0) + 1;
    one.sum += value;
    one.count += 1;
  }

  lines(): string[] {
    return [...this.#series].flatMap(([joined, one]) =>
      histogramLines(this.#name, this.#labels, joined, this.#bounds, one),
    );
  }
}

/** An empty registry. */
export function createMetrics(): Metrics {
  const families = new Map<string, () => string[]>();

  function register(name: string, help: string, type: string, lines: () => string[]): void {
    if (!namePattern.test(name)) throw new Error(`"${name}" is not a metric name in snake case`);
    if (families.has(name)) throw new Error(`The metric ${name} is registered already`);
    families.set(name, () => [
      `# HELP ${name} ${escapeHelp(help)}`,
      `# TYPE ${name} ${type}`,
      ...lines(),
    ]);
  }

  function numbers<Labels extends readonly string[]>(
    definition: MetricDefinition<Labels>,
    type: 'counter' | 'gauge',
  ): Numbers<Labels> {
    const made = new Numbers(definition);
    register(definition.name, definition.help, type, () => made.lines());
    return made;
  }

  return {
    counter: (definition) => numbers(definition, 'counter'),
    gauge: (definition) => numbers(definition, 'gauge'),
    gaugeOf(name, help, read) {
      register(name, help, 'gauge', () => [`${name} ${read()}`]);
    },
    histogram(definition, bounds) {
      const made = new Durations(definition, bounds);
      register(definition.name, definition.help, 'histogram', () => made.lines());
      return made;
    },
    text: () => `${[...families.values()].flatMap((lines) => lines()).join('\n')}\n`,
  };
}

function histogramLines(
  name: string,
  labels: readonly string[],
  joined: string,
  bounds: readonly number[],
  one: Series,
): string[] {
  let below = 0;
  const buckets = bounds.map((bound, index) => {
    below += one.counts[index] ?? 0;
    return `${name}_bucket${labelText(labels, joined, `le="${bound}"`)} ${below}`;
  });
  return [
    ...buckets,
    `${name}_bucket${labelText(labels, joined, 'le="+Inf"')} ${one.count}`,
    `${name}_sum${labelText(labels, joined)} ${one.sum}`,
    `${name}_count${labelText(labels, joined)} ${one.count}`,
  ];
}
