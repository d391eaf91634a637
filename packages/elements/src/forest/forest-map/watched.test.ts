import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { LitElement } from 'lit';
import { Watched } from './watched.ts';

class WatchingHost extends LitElement {
  drawn = 0;

  override requestUpdate(...given: Parameters<LitElement['requestUpdate']>): void {
    this.drawn = (this.drawn ?? 0) + 1;
    super.requestUpdate(...given);
  }
}
customElements.define('test-watching-host', WatchingHost);

/** Something to watch, which says how many do. */
function thing(value: string) {
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    change: () => {
      for (const listener of listeners) listener();
    },
    watchers: () => listeners.size,
  };
}

test('draws its host again when what it watches changes, and not before', () => {
  const host = new WatchingHost();
  const watched = new Watched<ReturnType<typeof thing>>(host);
  const plot = thing('a plot');
  watched.follow(plot);
  const before = host.drawn;
  plot.change();
  plot.change();
  equal(host.drawn, before + 2);
  equal(watched.thing?.get(), 'a plot');
});

test('watches a thing once, however often it is told to', () => {
  const watched = new Watched<ReturnType<typeof thing>>(new WatchingHost());
  const plot = thing('a plot');
  for (let turn = 0; turn < 3; turn += 1) watched.follow(plot);
  equal(plot.watchers(), 1);
});

test('lets go of one thing for the next, and of all for none', () => {
  const host = new WatchingHost();
  const watched = new Watched<ReturnType<typeof thing>>(host);
  const [first, second] = [thing('first'), thing('second')];
  watched.follow(first);
  watched.follow(second);
  deepEqual([first.watchers(), second.watchers()], [0, 1]);
  const before = host.drawn;
  first.change();
  equal(host.drawn, before);
  watched.follow(undefined);
  equal(second.watchers(), 0);
  equal(watched.thing, undefined);
});

test('begins again with what it had let go of', () => {
  const host = new WatchingHost();
  const watched = new Watched<ReturnType<typeof thing>>(host);
  const plot = thing('a plot');
  watched.follow(plot);
  watched.follow(undefined);
  watched.follow(plot);
  equal(plot.watchers(), 1);
});
