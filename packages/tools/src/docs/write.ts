// `npm run docs`: writes the reference, the custom-elements manifest, and the API reference.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readRepository } from '../tidy/repository.ts';
import { manifestPath, writeManifest, writeWhenDifferent } from './files.ts';
import { referencePages } from './reference.ts';
import { apiFolder, writeApiReference } from './typedoc.ts';

const { values } = parseArgs({ options: { 'without-api': { type: 'boolean', default: false } } });
const root = resolve(fileURLToPath(new URL('../../../../', import.meta.url)));
const repository = readRepository(root);

function report(path: string, written: boolean): void {
  console.log(`${written ? 'written  ' : 'unchanged'}  ${path}`);
}

for (const [path, page] of Object.entries(referencePages)) {
  report(path, writeWhenDifferent(root, path, page(repository)));
}
report(manifestPath, writeManifest(root, repository));
if (!values['without-api']) {
  const { warnings } = await writeApiReference(root);
  console.log(`written    ${apiFolder}/index.html (${warnings} warnings)`);
}
