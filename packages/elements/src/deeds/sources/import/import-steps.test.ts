import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { startWorker } from '#import-worker';
import { type ImportOptions, importSteps } from './import-steps.ts';
import type { ImportProgress } from './outcome.ts';
import { healthExport, record, zipOf } from './testing.ts';

const days = { first: '2024-05-01', last: '2024-05-31' };
const timeZone = 'Asia/Shanghai';
const health = healthExport(record());
const ofHealth = [{ day: '2024-05-01', steps: 1_000 }];

function importFiles(files: readonly File[], options: ImportOptions) {
  return importSteps({ files, days, timeZone }, options);
}

/** An export of so many megabytes. */
function largeExport(megabytes: number): File {
  const tail = '</HealthData>';
  const [head = ''] = healthExport('').split(tail);
  const other = record({ type: 'HKQuantityTypeIdentifierHeartRate' });
  const megabyte = other.repeat(Math.ceil(1_048_576 / other.length));
  const parts = Array.from({ length: megabytes }, () => megabyte);
  return new File([head, ...parts, record(), tail], 'export.xml');
}

/** Workers that were started, and whether each is still at work. */
function watchedWorkers() {
  const ended: boolean[] = [];
  const start = (): Worker => {
    const worker = startWorker();
    const index = ended.push(false) - 1;
    const { terminate } = worker;
    worker.terminate = () => {
      ended[index] = true;
      terminate.call(worker);
    };
    return worker;
  };
  return { ended, start };
}

test('reads in a worker, which is let go of afterwards', async () => {
  const { ended, start } = watchedWorkers();
  const zip = await zipOf([{ path: 'apple_health_export/export.xml', content: health }]);
  for (const file of [new File([health], 'export.xml'), zip]) {
    const imported = await importFiles([file], { startWorker: start });
    deepEqual([imported.days, imported.problems], [ofHealth, []]);
  }
  deepEqual(ended, [true, true]);
});

test('reads the same in the page', async () => {
  const files = [largeExport(4), new File(['photo'], 'a.jpg')];
  const inWorker = await importFiles(files, {});
  const inPage = await importFiles(files, { startWorker: null });
  deepEqual(inPage, inWorker);
  deepEqual(inPage.days, ofHealth);
  deepEqual(inPage.problems, [{ file: 'a.jpg', problem: 'not_steps' }]);
});

/** A worker of another kind than the import's. */
function workerOf(script: string): () => Worker {
  return () => new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
}

test('reads in the page where there can be no worker', async () => {
  const starts: readonly (readonly [what: string, start: () => Worker])[] = [
    [
      'the browser refuses it at once',
      () => {
        throw new DOMException('of another origin', 'SecurityError');
      },
    ],
    ['its script is not there', () => new Worker('/none-such.js', { type: 'module' })],
    ['its script breaks', workerOf('throw new Error("broken")')],
  ];
  for (const [what, start] of starts) {
    const { days: read } = await importFiles([new File([health], 'export.xml')], {
      startWorker: start,
    });
    deepEqual(read, ofHealth, what);
  }
});

test('tells of a worker that breaks off in the middle', async () => {
  const start = workerOf(
    'postMessage({ type: "ready" }); onmessage = () => { throw new Error("broken"); }',
  );
  await rejects(importFiles([new File([health], 'a.xml')], { startWorker: start }), /broke off/);
  const failing = workerOf(
    'postMessage({ type: "ready" }); onmessage = () => postMessage({ type: "failed", message: "no memory" });',
  );
  await rejects(importFiles([new File([health], 'a.xml')], { startWorker: failing }), /no memory/);
});

test('lets the page work while it reads in it', async () => {
  const file = largeExport(24);
  let turns = 0;
  let longestMs = 0;
  let lastMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - lastMs);
    lastMs = nowMs;
    turns += 1;
  });
  const startedMs = performance.now();
  const { days: read } = await importFiles([file], { startWorker: null });
  deepEqual(read, ofHealth);
  const tookMs = performance.now() - startedMs;
  clearInterval(timer);
  // Of a page that was kept busy throughout there would be none. How long a turn takes is the machine's.
  ok(turns >= Math.min(10, tookMs / 50), `${turns} turns in ${tookMs} ms, ${longestMs} ms at most`);
});

test('tells how far it is, from a worker and from the page', async () => {
  const file = largeExport(8);
  for (const start of [startWorker, null]) {
    const told: ImportProgress[] = [];
    await importFiles([file], {
      startWorker: start,
      onProgress: (progress) => told.push(progress),
    });
    deepEqual(told.at(-1), { bytesRead: file.size, bytesTotal: file.size });
    ok(told.every(({ bytesRead }, at) => bytesRead >= (told[at - 1]?.bytesRead ?? 0)));
  }
});

test('ends when it is called off, in a worker and in the page', async () => {
  const file = largeExport(16);
  const { ended, start } = watchedWorkers();
  for (const startIn of [start, null]) {
    const controller = new AbortController();
    const reading = importFiles([file], {
      startWorker: startIn,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await rejects(reading, { name: 'AbortError' });
  }
  deepEqual(ended, [true]);
});

test('begins nothing that was called off before, or while its worker starts', async () => {
  const { ended, start } = watchedWorkers();
  const file = new File([health], 'export.xml');
  const before = importFiles([file], { startWorker: start, signal: AbortSignal.abort() });
  await rejects(before, { name: 'AbortError' });
  equal(ended.length, 0);
  const controller = new AbortController();
  const starting = importFiles([file], { startWorker: start, signal: controller.signal });
  controller.abort();
  await rejects(starting, { name: 'AbortError' });
  deepEqual(ended, [true]);
});
