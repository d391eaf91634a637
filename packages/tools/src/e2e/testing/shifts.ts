/** Layout shifts as Chromium tells them; other engines do not. */
import type { Page } from '../../browsers/page.ts';

/** One frame in which something moved without a person's doing. */
export interface Shift {
  /** Share of the screen that moved, times how far; the sum of a page's is its CLS. */
  readonly score: number;
  /** Names of the elements that moved. */
  readonly moved: readonly string[];
}

/** Everything that has moved since the page was opened, once the frames are drawn that would tell. */
export function shiftsOf(page: Page): Promise<Shift[]> {
  return page.evaluate(async () => {
    const entries: PerformanceEntry[] = [];
    const observer = new PerformanceObserver((list) => void entries.push(...list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    entries.push(...observer.takeRecords());
    observer.disconnect();
    return entries.map((entry) => {
      const sources: { node?: Element }[] = Reflect.get(entry, 'sources');
      const moved = sources.map(({ node }) => node?.localName ?? node?.nodeName ?? '?');
      return { score: Number(Reflect.get(entry, 'value')), moved };
    });
  });
}
