import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { CallError } from '@kindcart/client';
import { html, LitElement } from 'lit';
import { until } from '../internal/testing/stage.ts';
import '../kit/kit/define.ts';
import { type Connection, Source, type Wanted } from './source.ts';

/** Something to watch that a test changes. */
class Thing {
  static readonly opened: Thing[] = [];
  readonly connection: Connection;
  readonly name: string;
  value = 'first';
  readonly listeners = new Set<() => void>();

  constructor(name: string, connection: Connection) {
    this.name = name;
    this.connection = connection;
    Thing.opened.push(this);
  }

  readonly get = () => this.value;

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  tell(value: string): void {
    this.value = value;
    for (const listener of this.listeners) listener();
  }
}

class Watcher extends LitElement {
  static override properties = { name: {} };
  declare name?: string;
  readonly source = new Source<string, Thing>(
    this,
    () => ({}),
    () => this.#wanted(),
  );

  #wanted(): Wanted<Thing> {
    const name = this.name ?? '';
    if (name === 'nothing') return 'nothing';
    if (name === '') return { fault: 'the attribute name is missing.' };
    return { name, open: (connection) => new Thing(name, connection) };
  }

  override render() {
    return html`${this.source.isFaulty ? 'faulty' : (this.source.value ?? 'unknown')}`;
  }
}
customElements.define('kind-test-watcher', Watcher);

function put(t: TestContext, name: string, key = 'pk_test_1') {
  Thing.opened.length = 0;
  const kit = document.createElement('kind-kit');
  kit.setAttribute('key', key);
  kit.setAttribute('base-url', 'https://give.test');
  const watcher = new Watcher();
  watcher.name = name;
  kit.append(watcher);
  document.body.append(kit);
  t.after(() => kit.remove());
  return { kit, watcher };
}

const shows = (watcher: Watcher, text: string) =>
  until(() => watcher.shadowRoot?.textContent === text, text);

function listen(t: TestContext): string[] {
  const real = console.error;
  const lines: string[] = [];
  console.error = (line: string) => lines.push(line);
  t.after(() => {
    console.error = real;
  });
  return lines;
}

test('opens what is wanted once, and draws each change of it', async (t) => {
  const { watcher } = put(t, 'one');
  await shows(watcher, 'first');
  const [thing] = Thing.opened;
  ok(thing);
  deepEqual(thing.connection, { ok: true, baseUrl: 'https://give.test', key: 'pk_test_1' });
  thing.tell('second');
  await shows(watcher, 'second');
  equal(Thing.opened.length, 1);
});

test('leaves the first for another that is wanted', async (t) => {
  const { watcher } = put(t, 'one');
  await shows(watcher, 'first');
  watcher.name = 'two';
  await until(() => Thing.opened.length === 2, 'the other');
  equal(Thing.opened[0]?.listeners.size, 0);
  equal(watcher.source.entry?.name, 'two');
});

test('opens it anew where the kit names another key', async (t) => {
  const { kit, watcher } = put(t, 'one');
  await shows(watcher, 'first');
  kit.setAttribute('key', 'pk_test_2');
  await until(() => Thing.opened.length === 2, 'the other');
  equal(Thing.opened[1]?.connection.key, 'pk_test_2');
});

test('leaves it when the host leaves the page, and comes back with it', async (t) => {
  const { kit, watcher } = put(t, 'one');
  await shows(watcher, 'first');
  watcher.remove();
  equal(Thing.opened[0]?.listeners.size, 0);
  kit.append(watcher);
  await until(() => Thing.opened.length === 2, 'it again');
});

test('tells the author what to mend, and opens nothing', async (t) => {
  const lines = listen(t);
  const { watcher } = put(t, '');
  await shows(watcher, 'faulty');
  equal(Thing.opened.length, 0);
  match(lines.join(), /<kind-test-watcher>: the attribute name is missing\./);
  watcher.name = 'one';
  await shows(watcher, 'first');
});

test('opens nothing with a key that is secret', async (t) => {
  const lines = listen(t);
  const { watcher } = put(t, 'one', 'sk_test_1');
  await shows(watcher, 'faulty');
  equal(Thing.opened.length, 0);
  await until(() => lines.some((line) => /Revoke it now/.test(line)), 'what to do');
});

test('wants neither key nor platform for nothing', async (t) => {
  const { watcher } = put(t, 'nothing', '');
  await watcher.updateComplete;
  await shows(watcher, 'unknown');
  equal(watcher.source.isFaulty, false);
});

test('tells failures that only the author can mend from others', (t) => {
  const lines = listen(t);
  const { watcher } = put(t, 'one');
  const error = (code: CallError['code']): CallError => ({
    code,
    status: 400,
    message: `It was ${code}.`,
    retryable: false,
    retryAfterMs: null,
    fields: [],
    requestId: null,
  });
  equal(watcher.source.isAuthors(error('internal')), false);
  equal(watcher.source.isAuthors(error('merchant_unknown')), false);
  deepEqual(lines, []);
  equal(watcher.source.isAuthors(error('request_invalid')), true);
  equal(watcher.source.isAuthors(error('merchant_unknown'), 'merchant_unknown'), true);
  equal(lines.length, 2);
});
