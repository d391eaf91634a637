/** The part `panning`: a visitor in Chromium who moves over a map of a million trees on PostgreSQL. */
import type { Position } from '@kindcart/contract';
import { plantForest } from '../../../platform/src/forest/tiles/testing/large-forest.ts';
import { startThrowawayPostgres } from '../../../platform/src/testing/postgres.ts';
import { openSiteWith } from '../e2e/forest/testing/forest-site.ts';
import { panOver } from '../e2e/forest/testing/pan.ts';

const treesWanted = 1_000_000;

/** Runs the part and resolves to its figures. */
export async function benchPanning(say: (line: string) => void): Promise<Record<string, number>> {
  const postgres = await startThrowawayPostgres();
  let trees: readonly Position[] = [];
  try {
    const site = await openSiteWith(async (db, book, projectId) => {
      const planted = await plantForest(db, book, projectId, treesWanted);
      const { plots, samples } = planted;
      trees = samples;
      say(`${planted.trees} trees on ${plots.length} plots`);
      return plots.map(({ id }) => id);
    }, postgres.url);
    try {
      // Where trees stand all around.
      const start = trees[Math.floor(trees.length / 100)] ?? [0, 0];
      const { oursMs, allMs } = await panOver(site, start);
      say(
        `Longest stretch of the main thread: ${oursMs} ms of our code, ${allMs} ms of everything`,
      );
      return { trees: treesWanted, our_task_max_ms: oursMs, any_task_max_ms: allMs };
    } finally {
      await site.close();
    }
  } finally {
    await postgres.remove();
  }
}
