/**
 * The part `forest`: a million trees on plots around the world, their tiles through HTTP as a map asks for
 * them, first by themselves and then while people adopt trees.
 */
import { Agent, get } from 'node:http';
import { isId } from '@kindcart/contract/ids';
import { openDatabase } from '../../../platform/src/database/open.ts';
import { type Cell, cellOf } from '../../../platform/src/forest/tiles/curve.ts';
import {
  type Planted,
  plantForest,
} from '../../../platform/src/forest/tiles/testing/large-forest.ts';
import { startThrowawayPostgres } from '../../../platform/src/testing/postgres.ts';
import { Connection } from './connection.ts';
import { found, gift, paidRequest, startTarget, type Target } from './donor-load.ts';
import { percentile } from './percentile.ts';

const treesWanted = 1_000_000;
const zoomMax = 18;
/** Tiles that are asked for at each zoom, one after the other. */
const tilesPerZoom = 60;
/** A map of 4 by 3 tiles that moves a tile at a time, as a browser asks: six at once. */
const window = [4, 3] as const;
const panSteps = 12;
const browserConnections = 6;
const adopters = 8;
const adoptSeconds = 12;

const tenths = (value: number) => Math.round(value * 10) / 10;

/** Runs the part and resolves to its figures. */
export async function benchForest(say: (line: string) => void): Promise<Record<string, number>> {
  const postgres = await startThrowawayPostgres();
  try {
    const target = await startTarget({ DATABASE_URL: postgres.url }, 1);
    try {
      const planted = await load(postgres.url, target, say);
      return await measure(target, planted, say);
    } finally {
      await target.platform.stop('SIGTERM');
    }
  } finally {
    await postgres.remove();
  }
}

async function load(url: string, target: Target, say: (line: string) => void): Promise<Planted> {
  const database = await openDatabase({ url, queryTimeoutMs: 0 });
  const { organizationId, projectIds } = target;
  const [projectId = ''] = projectIds;
  if (!isId('organization', organizationId) || !isId('project', projectId)) {
    throw new Error('The platform said no ids');
  }
  try {
    const began = performance.now();
    const book = { organizationId, livemode: false };
    const planted = await plantForest(database.db, book, projectId, treesWanted);
    const seconds = Math.round((performance.now() - began) / 1_000);
    say(
      `${planted.trees} trees on ${planted.plots.length} plots, planted and counted in ${seconds} s`,
    );
    return planted;
  } finally {
    await database.close();
  }
}

/** How a tile was answered. */
interface Asked {
  readonly ms: number;
  readonly bytes: number;
}

async function measure(
  target: Target,
  planted: Planted,
  say: (line: string) => void,
): Promise<Record<string, number>> {
  const tiles = createTiles(target);
  const all: Asked[] = [];
  say('zoom       tiles     p50 ms     p99 ms     max kB');
  for (let zoom = 0; zoom <= zoomMax; zoom += 1) {
    const asked: Asked[] = [];
    for (const tile of tilesWithTrees(zoom, planted)) asked.push(await tiles.get(tile));
    all.push(...asked);
    say(rowOf(String(zoom), asked));
  }
  const panned = await pan(tiles, planted);
  say(rowOf('panning', panned));
  const busy = await adoptWhile(target, planted, () => pan(tiles, planted));
  say(rowOf('adopting', busy.asked));
  say(
    `${tenths(busy.adoptionsPerSecond)} adoptions in a second, from the choice to the numbered tree`,
  );
  tiles.close();
  return {
    trees: planted.trees,
    tile_p50_ms: tenths(percentile(msOf([...all, ...panned]), 0.5)),
    tile_p99_ms: tenths(percentile(msOf([...all, ...panned]), 0.99)),
    tile_max_kb: tenths(Math.max(...[...all, ...panned].map(({ bytes }) => bytes)) / 1_000),
    busy_tile_p99_ms: tenths(percentile(msOf(busy.asked), 0.99)),
    adoptions_per_s: tenths(busy.adoptionsPerSecond),
  };
}

const msOf = (asked: readonly Asked[]) => asked.map(({ ms }) => ms);

function rowOf(name: string, asked: readonly Asked[]): string {
  const figures = [
    asked.length,
    tenths(percentile(msOf(asked), 0.5)),
    tenths(percentile(msOf(asked), 0.99)),
    tenths(Math.max(...asked.map(({ bytes }) => bytes)) / 1_000),
  ];
  return (
    name.padEnd(8) +
    figures
      .map((figure) => String(figure).padStart(11))
      .join('')
      .slice(3)
  );
}

/** Different tiles of a zoom, each of which holds a tree. */
function tilesWithTrees(zoom: number, { samples }: Planted): Cell[] {
  const step = Math.max(1, Math.floor(samples.length / (4 * tilesPerZoom)));
  const cells = samples.filter((_, at) => at % step === 0).map((at) => cellOf(at, zoom));
  const once = [...new Map(cells.map((cell) => [`${cell.x}/${cell.y}`, cell])).values()];
  return once.filter((_, at) => at % Math.ceil(once.length / tilesPerZoom) === 0);
}

interface Tiles {
  get(cell: Cell): Promise<Asked>;
  close(): void;
}

/** Asks as a browser does: on connections that stay, and compressed. */
function createTiles({ platform, publishableKey }: Target): Tiles {
  const agent = new Agent({ keepAlive: true, maxSockets: browserConnections });
  const options = { host: '127.0.0.1', port: platform.port, agent };
  const headers = { Origin: 'https://charity.example', 'Accept-Encoding': 'gzip' };
  return {
    get({ level, x, y }) {
      const path = `/v1/forest/tiles/${level}/${x}/${y}?key=${publishableKey}`;
      const began = performance.now();
      return new Promise((resolve, reject) => {
        const request = get({ ...options, path, headers }, (response) => {
          let bytes = 0;
          response.on('data', (chunk: Buffer) => {
            bytes += chunk.length;
          });
          response.on('end', () => {
            if (response.statusCode === 200) resolve({ ms: performance.now() - began, bytes });
            else reject(new Error(`Tile ${path} was answered with ${response.statusCode}`));
          });
          response.on('error', reject);
        });
        request.on('error', reject);
      });
    },
    close: () => agent.destroy(),
  };
}

/** Moves a map over the forest at several zooms. Milliseconds count from when a tile is sent for. */
async function pan(tiles: Tiles, { samples }: Planted): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const [turn, zoom] of [3, 6, 9, 12, 14, 16, 17].entries()) {
    const start = samples[Math.floor((samples.length * (turn + 1)) / 9)];
    if (start === undefined) continue;
    const { x, y } = cellOf(start, zoom);
    const known = new Set<string>();
    for (let step = 0; step < panSteps; step += 1) {
      const cells = viewAt({ level: zoom, x: x + step - panSteps / 2, y }, known);
      for (let at = 0; at < cells.length; at += browserConnections) {
        const some = cells.slice(at, at + browserConnections);
        asked.push(...(await Promise.all(some.map((cell) => tiles.get(cell)))));
      }
    }
  }
  return asked;
}

/** The tiles in view that the map does not have yet. */
function viewAt({ level, x, y }: Cell, known: Set<string>): Cell[] {
  const side = 2 ** level;
  const [wide, high] = window;
  const cells: Cell[] = [];
  for (let across = 0; across < wide; across += 1) {
    for (let down = 0; down < high; down += 1) {
      const cell = { level, x: (x + across + side) % side, y: y + down - 1 };
      const name = `${cell.x}/${cell.y}`;
      if (cell.y < 0 || cell.y >= side || known.has(name)) continue;
      known.add(name);
      cells.push(cell);
    }
  }
  return cells;
}

/** Adopts trees for some seconds, and meanwhile looks again and again. */
async function adoptWhile(
  target: Target,
  { plots }: Planted,
  look: () => Promise<Asked[]>,
): Promise<{ readonly asked: readonly Asked[]; readonly adoptionsPerSecond: number }> {
  const began = performance.now();
  const end = began + adoptSeconds * 1_000;
  const adoptions: string[] = [];
  const adopt = async (adopter: number) => {
    const connection = await Connection.open(target.platform.port);
    for (let turn = 0; performance.now() < end; turn += 1) {
      const plot = plots[(adopter + turn * adopters) % plots.length];
      if (plot !== undefined)
        adoptions.push(await adoptOnce(connection, target, plot, `${adopter}-${turn}`));
    }
    connection.close();
  };
  const asked: Asked[] = [];
  const watch = async () => {
    while (performance.now() < end) asked.push(...(await look()));
  };
  await Promise.all([watch(), ...Array.from({ length: adopters }, (_, at) => adopt(at))]);
  await adopted(target, adoptions.at(-1) ?? '');
  return { asked, adoptionsPerSecond: (adoptions.length * 1_000) / (performance.now() - began) };
}

/** Holds a place, gives for it, and is told to have paid. @throws when anything but success is answered */
async function adoptOnce(
  connection: Connection,
  target: Target,
  { id: plotId, speciesId }: Planted['plots'][number],
  key: string,
): Promise<string> {
  const post = async (path: string, headers: string, body: string, status: number) => {
    const answer = await connection.post(path, headers, body);
    if (answer.status === status) return answer.body;
    throw new Error(`${path} was answered with ${answer.status}: ${answer.body}`);
  };
  const headers = `Authorization: Bearer ${target.secretKey}\r\nIdempotency-Key: adopt-${key}\r\n`;
  const wish = { plotId, speciesId, placeNumber: null, shares: 1, teamName: null, gift: null };
  const held = await post('/v1/adoptions', headers, JSON.stringify(wish), 201);
  const adoptionId = found(held, /adp_\w+/);
  const [projectId] = target.projectIds;
  const donation = {
    projectId,
    adoptionId,
    gift,
    coverFee: false,
    donorName: null,
    anonymous: true,
    message: null,
  };
  const created = await post('/v1/donations', headers, JSON.stringify(donation), 201);
  const paid = paidRequest(target, created);
  await post(paid.path, paid.headers, paid.body, 200);
  return adoptionId;
}

/** Resolves when the last that was paid has its tree. */
async function adopted(target: Target, adoptionId: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${target.platform.url}/v1/adoptions/${adoptionId}`, {
      headers: { Authorization: `Bearer ${target.secretKey}` },
    });
    if (/"state":"adopted"/.test(await response.text())) return;
  }
}
