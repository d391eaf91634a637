/**
 * A platform with a forest of many trees, and a page of one's own beside it under the strictest policy: in
 * this process, so that trees can be put straight into its tables.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Id, Position } from '@kindcart/contract';
import { issueKey } from '../../../../../platform/src/access/records.ts';
import type { OpenDatabase } from '../../../../../platform/src/database/open.ts';
import { seedLand } from '../../../../../platform/src/forest/testing.ts';
import { countRound } from '../../../../../platform/src/forest/tiles/counts.ts';
import { seedTrees } from '../../../../../platform/src/forest/tiles/testing/trees.ts';
import { listen } from '../../../../../platform/src/http/listen.ts';
import { pagesRoom } from '../../../../../platform/src/http/pages.ts';
import type { Book } from '../../../../../platform/src/ledger/rules.ts';
import {
  testDatabase,
  testId,
  testIds,
  testPlatform,
} from '../../../../../platform/src/testing/platform.ts';
import { buildPageScript, kindcartPageScript } from '../../../build/cdn.ts';

const root = resolve(fileURLToPath(new URL('../../../../../../', import.meta.url)));

/** Where the first place of each plot is. */
const origins: readonly Position[] = [
  [103.09, 38.78],
  [109.5, 38.9],
  [36.8, -1.3],
  [-60.1, -3.2],
];

export interface ForestSite {
  readonly origin: string;
  /** Ids of the plots, the one in Gansu first, whose trees have the lowest numbers. */
  readonly plotIds: readonly string[];
  /** Where the folder of the page script is. */
  readonly scripts: string;
  /** Serves this as the only page, and answers its address. */
  show(body: string): Promise<string>;
  close(): Promise<void>;
}

/** Puts the forest into the tables, and answers the ids of its plots. */
export type Plant = (
  db: OpenDatabase['db'],
  book: Book,
  projectId: Id<'project'>,
) => Promise<readonly string[]>;

/** Opens the site; each of four plots has so many trees, planted from 2020 to 2026. */
export function openForestSite(treesEach: number): Promise<ForestSite> {
  return openSiteWith((db, book, projectId) => plantPlots(db, book, projectId, treesEach));
}

/** Opens the site with a forest of one's own, on PGlite unless the address of a database is given. */
export async function openSiteWith(plant: Plant, databaseUrl?: string): Promise<ForestSite> {
  const folder = await mkdtemp(join(tmpdir(), 'kindcart-forest-'));
  const [scripts, pages] = [join(folder, 'sdk'), join(folder, 'pages')];
  await mkdir(pages);
  await buildPageScript({ ...kindcartPageScript(root), outDir: scripts });
  const database = await testDatabase(databaseUrl);
  let origin = '';
  const mounts = [
    { path: '/', folder: pages },
    { path: '/sdk', folder: scripts },
  ];
  const rooms = [pagesRoom(mounts)];
  const house = await testPlatform(database, { ownOrigins: () => [origin], rooms });
  const { app, drain } = house.platform;
  const server = await listen({ app, drain, host: '127.0.0.1', port: 0 });
  origin = server.ownUrl;
  const { organizationId, book } = house.a;
  const wanted = { organizationId, kind: 'publishable', livemode: false, label: 'page' } as const;
  const { token } = await issueKey(database.db, testIds, { ...wanted, origins: [origin] });
  const projectId = (await house.stage.project()).id;
  const plotIds = await plant(database.db, book, projectId);
  return {
    ...{ origin, plotIds, scripts },
    async show(body) {
      await writeFile(join(pages, 'index.html'), pageWith(body, token));
      return `${origin}/`;
    },
    async close() {
      await server.close({ timeoutMs: 1_000 });
      await house.stop();
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function plantPlots(
  db: OpenDatabase['db'],
  book: Book,
  projectId: Id<'project'>,
  treesEach: number,
): Promise<readonly string[]> {
  const plotIds: string[] = [];
  for (const [nth, from] of origins.entries()) {
    const land = { plotId: testId('plot'), speciesId: testId('species') };
    plotIds.push(land.plotId);
    await seedLand(db, book, { ...land, projectId, places: treesEach, from });
    const trees = Array.from({ length: treesEach }, (_, at) => ({
      state: at % 3 === 0 ? ('established' as const) : ('planted' as const),
      plantedOn: `${2_020 + (at % 7)}-04-${String(1 + (at % 28)).padStart(2, '0')}`,
    }));
    await seedTrees(db, book, { ...land, from: 1 + nth * treesEach, trees });
  }
  await tellStages(db);
  while ((await countRound(db, 20_000)) > 0);
  return plotIds;
}

/** A tree that stands was planted once; the API tells of that, too. */
async function tellStages(db: OpenDatabase['db']): Promise<void> {
  const columns = ['organization_id', 'tree_id', 'ordinal', 'state', 'on_day', 'note'] as const;
  await db
    .insertInto('tree_stage')
    .columns([...columns, 'photo_url', 'recorded_at'])
    .expression(
      db
        .selectFrom('tree')
        .select((row) => [
          'organization_id',
          'id',
          row.lit(1).as('ordinal'),
          'state',
          'planted_on',
          row.cast<string>(row.val('Planted'), 'text').as('note'),
          row.lit(null).as('photo_url'),
          'created_at',
        ]),
    )
    .execute();
}

function pageWith(body: string, key: string): string {
  return `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width">
    <title>Forest</title><link rel="icon" href="/sdk/kindcart.css">
    <link rel="stylesheet" href="/sdk/kindcart.css">
    <script type="module" src="/sdk/kindcart.js" data-key="${key}"></script></head>
    <body><h1>Our forest</h1>${body}</body></html>`;
}
