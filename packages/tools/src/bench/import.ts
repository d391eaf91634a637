/**
 * The part `import`: an Apple Health export of 300 MB, made for the purpose, read by the module that pages run:
 * in this process, to see what memory it takes, and in Chromium, in a worker and in the page itself.
 */
import { once } from 'node:events';
import {
  createReadStream,
  mkdtempSync,
  openAsBlob,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFiles } from '../../../elements/src/deeds/sources/import/reading.ts';
import { healthExport, record } from '../../../elements/src/deeds/sources/import/testing.ts';
import { launch } from '../browsers/page.ts';
import { buildPageScript } from '../build/cdn.ts';

const megabytesWanted = 300;
const megabyte = 1_048_576;
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const source = join(root, 'packages/elements/src/deeds/sources/import');
const days = { first: '2024-05-01', last: '2024-05-31' };

/** Runs the part and resolves to its figures. */
export async function benchImport(say: (line: string) => void): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'kindcart-import-'));
  try {
    const path = join(folder, 'export.xml');
    await writeExport(path);
    say(`${Math.round(statSync(path).size / megabyte)} MB written`);
    return { ...(await inNode(path, say)), ...(await inChromium(folder, path, say)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ten years of two devices' walks among eight times as many records of other things. */
async function writeExport(path: string): Promise<void> {
  const file = await open(path, 'w');
  const [head = '', tail = ''] = [healthExport('').split('</HealthData>')[0], '</HealthData>\n'];
  await file.write(head);
  let bytes = 0;
  for (let walk = 0; bytes < megabytesWanted * megabyte; walk += 1) {
    const at = new Date(Date.UTC(2014, 11, 1) + walk * 60 * 60_000).toISOString();
    const startDate = `${at.slice(0, 10)} ${at.slice(11, 16)}:00 +0800`;
    const endDate = `${at.slice(0, 10)} ${at.slice(11, 14)}50:00 +0800`;
    const other = record({
      type: 'HKQuantityTypeIdentifierHeartRate',
      startDate,
      endDate,
      value: '61',
    });
    const walks = ['iPhone', 'Watch'].map((sourceName) =>
      record({ sourceName, startDate, endDate, value: '900' }),
    );
    const { bytesWritten } = await file.write(other.repeat(8) + walks.join(''));
    bytes += bytesWritten;
  }
  await file.write(tail);
  await file.close();
}

async function inNode(path: string, say: (line: string) => void): Promise<Record<string, number>> {
  const file = new File([await openAsBlob(path)], 'export.xml');
  const before = process.memoryUsage();
  let most = 0;
  const startedMs = performance.now();
  const { days: read, problems } = await readFiles(
    { files: [file], days, timeZone: 'Asia/Shanghai' },
    {
      onProgress: () => {
        const { heapUsed, arrayBuffers } = process.memoryUsage();
        most = Math.max(most, heapUsed + arrayBuffers - before.heapUsed - before.arrayBuffers);
      },
      pause: () => undefined,
    },
  );
  const seconds = (performance.now() - startedMs) / 1_000;
  const figures = {
    import_mb_per_s: Math.round(file.size / megabyte / seconds),
    import_memory_mb: Math.round(most / megabyte),
  };
  say(`Node: ${read.length} days, ${problems.length} problems; ${JSON.stringify(figures)}`);
  return figures;
}

/** What the page runs: reads the file as the browser keeps it, and looks how long it cannot do anything else. */
const script = `
  import { importSteps } from '${join(source, 'import-steps.ts')}';
  Object.assign(globalThis, {
    measure: async (inWorker: boolean) => {
      const file = new File([await (await fetch('/export.xml')).blob()], 'export.xml');
      let lastMs = performance.now();
      let stallMs = 0;
      const look = () => {
        const nowMs = performance.now();
        stallMs = Math.max(stallMs, nowMs - lastMs);
        lastMs = nowMs;
        channel.port2.postMessage(0);
      };
      const channel = new MessageChannel();
      channel.port1.onmessage = look;
      look();
      const startedMs = performance.now();
      const wish = { files: [file], days: ${JSON.stringify(days)}, timeZone: 'Asia/Shanghai' };
      const { days } = await importSteps(wish, inWorker ? {} : { startWorker: null });
      const seconds = (performance.now() - startedMs) / 1000;
      channel.port1.close();
      return JSON.stringify({ days: days.length, seconds, stallMs });
    },
  });`;

async function inChromium(
  folder: string,
  path: string,
  say: (line: string) => void,
): Promise<Record<string, number>> {
  const input = join(folder, 'kindcart.ts');
  writeFileSync(input, script);
  const outDir = join(folder, 'dist');
  await buildPageScript({
    root,
    input,
    rules: join(root, 'packages/elements/src/reserved.ts'),
    outDir,
  });
  const server = createServer((request, response) => {
    if (request.url === '/export.xml') {
      createReadStream(path).pipe(response);
    } else if (request.url?.endsWith('.js')) {
      response.setHeader('Content-Type', 'text/javascript');
      response.end(readFileSync(join(outDir, request.url)));
    } else {
      response.setHeader('Content-Type', 'text/html');
      response.end('<!doctype html><script type="module" src="/kindcart.js"></script>');
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const browser = await launch('chromium');
  try {
    const figures: Record<string, number> = {};
    for (const where of ['worker', 'page'] as const) {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${port}/`);
      const told: string = await page.evaluate(
        (inWorker) => Reflect.apply(Reflect.get(window, 'measure'), null, [inWorker]),
        where === 'worker',
      );
      const { days: read, seconds, stallMs } = JSON.parse(told);
      say(`Chromium, in the ${where}: ${read} days in ${Math.round(seconds)} s`);
      figures[`import_${where}_s`] = Math.round(seconds * 10) / 10;
      figures[`import_${where}_stall_ms`] = Math.round(stallMs);
    }
    return figures;
  } finally {
    await browser.close();
    server.close();
  }
}
