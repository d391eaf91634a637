/** One live connection for everything that a page shows. */
import { idsMax } from '@kindcart/contract/routes';
import { type Clock, type OpenLive, platformClock } from './ports.ts';

/** Names of the events that a live stream sends. */
export const liveNames = ['project', 'item', 'challenge'] as const;
export type LiveName = (typeof liveNames)[number];

/** What a live stream tells. */
export interface LiveHandlers {
  /** The stream stands, for the first time or again. */
  readonly onOpen: () => void;
  /** Data of an event with the name, as text. */
  readonly onNews: (name: LiveName, data: string) => void;
  /** The stream broke; `final` when it will not come back by itself. */
  readonly onDown: (final: boolean) => void;
}

/** What the live part is made of. */
export interface LiveOptions<Id extends string> {
  readonly open: OpenLive;
  readonly urlOf: (ids: readonly Id[]) => string;
  readonly clock?: Clock;
  /** A number from 0 up to, not including, 1; spreads the pages that come back to the live stream. */
  readonly random?: () => number;
  /** Most ids of one stream; those wanted later than so many stay without live news. */
  readonly max?: number;
}

/** Who wants to hear what the stream tells. */
export interface LiveListener {
  /** Data of an event with the name, as text. */
  readonly onNews: (name: LiveName, data: string) => void;
  /**
   * Something may have been missed: the stream stands again after it was down, or an attempt to open
   * it anew has failed. Where it is refused for long, the page so asks as often as it is refused.
   */
  readonly onMissed: () => void;
}

/** One stream, for all stores of a page. */
export interface Live<Id extends string> {
  readonly want: (id: Id) => void;
  readonly release: (id: Id) => void;
  /** Tells a listener from now on. */
  readonly listen: (listener: LiveListener) => void;
}

/** Which tells nothing, for stores without live news. */
export const silent: Live<string> = { want() {}, release() {}, listen() {} };

interface Stream<Id> {
  readonly ids: readonly Id[];
  readonly close: () => void;
}

const settleMs = 100;
const reopenFirstMs = 1_000;
const reopenMaxMs = 60_000;

/**
 * Keeps one stream open while any id is wanted. A new id opens a new stream, and the old one is
 * closed only when the new one stands, so that nothing is missed in between. An id released is
 * only ignored. Nothing wanted any more closes everything.
 */
export function createLive<Id extends string>(options: LiveOptions<Id>): Live<Id> {
  const { clock = platformClock, random = Math.random, max = idsMax } = options;
  const audience = createAudience();
  const wanted = new Set<Id>();
  /** The newest last; more than one only until the newest stands. */
  let streams: Stream<Id>[] = [];
  let missed = false;
  let failures = 0;
  let callOff: (() => void) | undefined;

  function settleIn(ms: number): void {
    callOff?.();
    callOff = clock.after(ms, settle);
  }

  function settle(): void {
    callOff = undefined;
    const ids = [...wanted].slice(0, max).sort();
    const covered = streams.at(-1)?.ids;
    if (ids.length === 0) {
      closeStreams();
      missed = false;
    } else if (!ids.every((id) => covered?.includes(id))) open(ids);
  }

  function open(ids: readonly Id[]): void {
    const older = streams;
    const close = options.open(options.urlOf(ids), {
      onOpen() {
        failures = 0;
        for (const stream of older) stream.close();
        streams = streams.filter((stream) => !older.includes(stream));
        if (missed) audience.onMissed();
        missed = false;
      },
      onNews: audience.onNews,
      onDown(final) {
        missed = true;
        // An older stream is about to be closed anyhow.
        if (final && streams.at(-1)?.close === close) reopen();
      },
    });
    streams = [...older, { ids, close }];
  }

  /** The platform refused the stream, or a proxy did: the browser will not try again, so we do. */
  function reopen(): void {
    closeStreams();
    if (failures > 0) audience.onMissed();
    settleIn(random() * Math.min(reopenMaxMs, reopenFirstMs * 2 ** failures));
    failures += 1;
  }

  function closeStreams(): void {
    for (const { close } of streams) close();
    streams = [];
  }

  return {
    want(id) {
      wanted.add(id);
      if (!callOff) settleIn(settleMs);
    },
    release(id) {
      wanted.delete(id);
      if (wanted.size === 0) settleIn(settleMs);
    },
    listen: audience.listen,
  };
}

/** All who listen, as one. */
function createAudience(): LiveListener & Pick<Live<string>, 'listen'> {
  const listeners: LiveListener[] = [];
  return {
    onNews(name, data) {
      for (const listener of listeners) listener.onNews(name, data);
    },
    onMissed() {
      for (const listener of listeners) listener.onMissed();
    },
    listen: (listener) => void listeners.push(listener),
  };
}
