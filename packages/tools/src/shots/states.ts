// The shape of `<element>.states.ts`, beside each element: every state that a person can see it in.
// Screenshots are taken of them here; the elements' own tests go through the same states.
import { type EndpointName, routes } from '@kindcart/contract/routes';

/**
 * What the platform answers to an endpoint in a state: a body with its status (200 when left
 * out), nothing for ever (`pending`), or a cut connection (`offline`). Endpoints that a state says
 * nothing about answer with the contract's example.
 */
export type Answer = { readonly status?: number; readonly body: unknown } | 'pending' | 'offline';

/** One state of one element. */
export interface State {
  /** The markup, as a page's author writes it; a function when words depend on the language. */
  readonly html: string | ((locale: string) => string);
  readonly answers?: Readonly<Partial<Record<EndpointName, Answer>>>;
  /**
   * What a person does before the picture is taken, one step a line:
   * `click SELECTOR`, `fill SELECTOR = TEXT`, `press KEY`, `hover SELECTOR`, `wait SELECTOR`.
   * Selectors step into shadow roots with `>>>`.
   */
  readonly act?: readonly string[];
  /** What stands behind the `#` of the page's address. */
  readonly fragment?: string;
  /** What a stand-in of Stripe.js plays, by its name; no page of pictures reaches Stripe itself. */
  readonly stripe?: string;
}

/** The states of one element by their names, in the order in which a contact sheet shows them. */
export type States = Readonly<Record<string, State>>;

/** One step of {@link State.act}. */
export type Step =
  | { readonly verb: 'click' | 'hover' | 'wait'; readonly selector: string }
  | { readonly verb: 'fill'; readonly selector: string; readonly text: string }
  | { readonly verb: 'press'; readonly key: string };

/** Reads one line of {@link State.act}. Throws when it is none. */
export function parseStep(line: string): Step {
  const [, verb = '', rest = ''] = /^(\w+) +(.+)$/.exec(line.trim()) ?? [];
  switch (verb) {
    case 'click':
    case 'hover':
    case 'wait':
      return { verb, selector: rest };
    case 'press':
      return { verb, key: rest };
    case 'fill': {
      const at = rest.lastIndexOf(' = ');
      if (at > 0) return { verb, selector: rest.slice(0, at), text: rest.slice(at + 3) };
      break;
    }
  }
  throw new Error(
    `"${line}" is no step: click, hover or wait SELECTOR, fill SELECTOR = TEXT, press KEY.`,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isAnswer(value: unknown): value is Answer {
  return value === 'pending' || value === 'offline' || (isRecord(value) && 'body' in value);
}

function isState(value: unknown): value is State {
  if (!isRecord(value)) return false;
  const { html, answers = {}, act = [], fragment = '', stripe = '' } = value;
  if (typeof html !== 'string' && typeof html !== 'function') return false;
  if (typeof stripe !== 'string' || typeof fragment !== 'string') return false;
  if (!isRecord(answers) || !Object.values(answers).every(isAnswer)) return false;
  if (!Object.keys(answers).every((name) => Object.hasOwn(routes, name))) return false;
  return Array.isArray(act) && act.every((line) => typeof line === 'string');
}

function isStates(value: Record<string, unknown>): value is Record<string, State> {
  return Object.values(value).every(isState);
}

/** The `states` that a module exports. Throws, naming the file, when they have another shape. */
export function readStates(file: string, module: object): States {
  const states: unknown = Reflect.get(module, 'states');
  if (!isRecord(states)) throw new Error(`${file} exports no \`states\`.`);
  if (!isStates(states)) {
    const wrong = Object.keys(states).filter((name) => !isState(states[name]));
    throw new Error(`${file}: these states have another shape: ${wrong.join(', ')}.`);
  }
  for (const { act = [] } of Object.values(states)) act.forEach(parseStep);
  return states;
}
