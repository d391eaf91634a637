// `npm run size`: builds the page script and holds it against the recorded budgets. The last line
// is JSON; over budget is exit code 1.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { budgets } from './build/budgets.ts';
import { buildPageScript, kindcartPageScript, type Manifest } from './build/cdn.ts';
import { filesFor, gzipOf } from './build/closure.ts';

const root = resolve(fileURLToPath(new URL('../../../', import.meta.url)));

interface Row {
  readonly key: string;
  readonly what: string;
  readonly bytes: number;
  readonly maxBytes: number;
  readonly files: readonly string[];
}

function measure(manifest: Manifest): Row[] {
  return budgets.map(({ key, what, maxBytes, need }) => {
    const files = filesFor(manifest, need);
    return { key, what, maxBytes, files, bytes: gzipOf(manifest, files) };
  });
}

function print(manifest: Manifest, rows: readonly Row[]): void {
  for (const [name, { bytes, gzip }] of Object.entries(manifest.files)) {
    console.log(`${kilobytes(gzip)}  ${kilobytes(bytes)}  ${name}`);
  }
  console.log('\n    gzip     budget');
  for (const { what, bytes, maxBytes, files } of rows) {
    const mark = bytes > maxBytes ? '✗' : '✓';
    console.log(
      `${mark} ${kilobytes(bytes)}  ${kilobytes(maxBytes)}  ${what} (${files.length} files)`,
    );
  }
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 10) / 100} kB`.padStart(9);
}

const manifest = await buildPageScript(kindcartPageScript(root));
const rows = measure(manifest);
print(manifest, rows);
const failed = rows.filter(({ bytes, maxBytes }) => bytes > maxBytes).length;
const file = process.env.TEST_COUNTS;
if (file !== undefined) {
  writeFileSync(file, JSON.stringify({ passed: rows.length - failed, failed }));
}
console.log(JSON.stringify(Object.fromEntries(rows.map(({ key, bytes }) => [key, bytes]))));
process.exitCode = failed > 0 ? 1 : 0;
