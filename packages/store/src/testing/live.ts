/** Live streams that a test opens, breaks and speaks through. */
import type { LiveHandlers } from '../live.ts';
import type { OpenLive } from '../ports.ts';

export interface HandStream extends LiveHandlers {
  readonly url: string;
  closed: boolean;
}

export interface HandLive {
  readonly open: OpenLive;
  /** Every stream that was ever opened, the closed ones too. */
  readonly streams: readonly HandStream[];
  /** The last stream opened. */
  readonly last: () => HandStream;
  /** How many streams stand. */
  readonly standing: () => number;
}

export function handLive(): HandLive {
  const streams: HandStream[] = [];
  return {
    streams,
    open(url, handlers) {
      const stream = { url, closed: false, ...handlers };
      streams.push(stream);
      return () => {
        stream.closed = true;
      };
    },
    last() {
      const stream = streams.at(-1);
      if (!stream) throw new Error('No stream was opened');
      return stream;
    },
    standing: () => streams.filter(({ closed }) => !closed).length,
  };
}
