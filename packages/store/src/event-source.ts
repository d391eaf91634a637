/** Live streams over the platform's EventSource. */
import { liveNames } from './live.ts';
import type { OpenLive } from './ports.ts';

interface EventSourceLike {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
  close(): void;
}

const closed = 2;

/** Opens live streams with this EventSource: `liveOver(EventSource)`. */
export function liveOver(EventSource: new (url: string) => EventSourceLike): OpenLive {
  return (url, handlers) => {
    const source = new EventSource(url);
    source.addEventListener('open', () => handlers.onOpen());
    for (const name of liveNames) {
      source.addEventListener(name, (event) => handlers.onNews(name, String(event.data)));
    }
    source.addEventListener('error', () => handlers.onDown(source.readyState === closed));
    return () => source.close();
  };
}
