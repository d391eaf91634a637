// Reads an OpenAPI description for people: fields with their types in words.
import { arrayAt, isObject, objectAt, textAt } from '../tidy/json.ts';

/** One field of a request or an answer, with its path. */
export interface Field {
  /** `gift.amount`, `items[].id`. */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

/** What an operation takes and gives, as JSON Schemas. */
export interface Operation {
  /** Those in the address. */
  readonly parameters: unknown;
  /** Those in the head of the request. */
  readonly headers: unknown;
  readonly body: unknown;
  readonly answer: unknown;
}

/** The operations of a description by their ids. References into it are followed. */
export function operationsOf(description: unknown): ReadonlyMap<string, Operation> {
  const found = new Map<string, Operation>();
  for (const path of Object.values(objectAt(description, 'paths'))) {
    for (const operation of isObject(path) ? Object.values(path) : []) {
      const id = textAt(operation, 'operationId');
      if (id === undefined) continue;
      found.set(id, {
        parameters: parameterSchema(arrayAt(operation, 'parameters'), ['path', 'query']),
        headers: parameterSchema(arrayAt(operation, 'parameters'), ['header']),
        body: jsonSchema(description, objectAt(operation, 'requestBody')),
        answer: jsonSchema(description, successOf(operation)),
      });
    }
  }
  return found;
}

function parameterSchema(parameters: readonly unknown[], places: readonly string[]): unknown {
  const there = parameters.filter((each) => places.includes(textAt(each, 'in') ?? ''));
  const named = there.map((each) => [
    textAt(each, 'name') ?? '',
    { description: textAt(each, 'description'), ...objectAt(each, 'schema') },
  ]);
  const required = there.filter((each) => isObject(each) && each.required === true);
  return {
    type: 'object',
    properties: Object.fromEntries(named),
    required: required.map((each) => textAt(each, 'name')),
  };
}

function successOf(operation: unknown): unknown {
  const answers = Object.entries(objectAt(operation, 'responses'));
  return answers.find(([status]) => status.startsWith('2'))?.[1];
}

function jsonSchema(description: unknown, holder: unknown): unknown {
  const content = objectAt(objectAt(holder, 'content'), 'application/json');
  return resolved(description, content.schema);
}

/** Replaces every `$ref` into the description by what it leads to. */
function resolved(description: unknown, schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map((each) => resolved(description, each));
  if (!isObject(schema)) return schema;
  const reference = textAt(schema, '$ref');
  if (reference !== undefined) {
    const steps = reference.replace(/^#\//, '').split('/');
    const target = steps.reduce<unknown>(
      (at, step) => (isObject(at) ? at[step] : undefined),
      description,
    );
    return resolved(description, target);
  }
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, resolved(description, value)]),
  );
}

/** The fields of a schema, inner ones after the one that holds them. Money is one field. */
export function fieldsOf(schema: unknown, prefix = ''): readonly Field[] {
  const required = arrayAt(schema, 'required');
  return Object.entries(objectAt(schema, 'properties')).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    const own = {
      name,
      type: typeOf(value),
      required: required.includes(key),
      description: textAt(value, 'description') ?? '',
    };
    const inner = withoutNull(value);
    if (isMoney(inner)) return [own];
    const items = objectAt(inner, 'items');
    const below = isMoney(items) ? [] : fieldsOf(items, `${name}[].`);
    return [own, ...fieldsOf(inner, `${name}.`), ...below];
  });
}

function alternativesOf(schema: unknown): readonly unknown[] {
  const all = [...arrayAt(schema, 'anyOf'), ...arrayAt(schema, 'oneOf')];
  return all.length > 0 ? all : [schema];
}

function withoutNull(schema: unknown): unknown {
  return alternativesOf(schema).find((each) => textAt(each, 'type') !== 'null');
}

function isMoney(schema: unknown): boolean {
  return Object.keys(objectAt(schema, 'properties')).join() === 'amount,currency';
}

/** A type in a word or two. */
function typeOf(schema: unknown): string {
  return [...new Set(alternativesOf(schema).flatMap(wordsOf))].join(' or ');
}

function wordsOf(schema: unknown): readonly string[] {
  const listed = isObject(schema) && 'const' in schema ? [schema.const] : arrayAt(schema, 'enum');
  if (listed.length > 0) return listed.map((value) => `\`${JSON.stringify(value)}\``);
  if (isMoney(schema)) return ['Money'];
  const type = textAt(schema, 'type') ?? 'any';
  if (type === 'array') return [`list of ${typeOf(objectAt(schema, 'items'))}`];
  const prefix = /^\^([a-z]+)_/.exec(textAt(schema, 'pattern') ?? '')?.[1];
  if (type === 'string' && prefix !== undefined) return [`id \`${prefix}_…\``];
  if (type === 'string' && textAt(schema, 'format') === 'date-time') return ['time'];
  return [type];
}
