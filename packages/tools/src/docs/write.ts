// `npm run docs`: writes the reference, the custom-elements manifest, and the API reference.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readRepository } from '../tidy/repository.ts';
import { manifestOf } from './manifest.ts';
import { referencePages, writeWhenDifferent } from './reference.ts';
import { apiFolder, writeApiReference } from './typedoc.ts';

/** Where the custom-elements manifest goes, beside the built elements. */
const manifestPath = 'packages/elements/dist/custom-elements.json';

const { values } = parseArgs({ options: { 'without-api': { type: 'boolean', default: false } } });
const root = resolve(fileURLToPath(new URL('../../../../', import.meta.url)));
const repository = readRepository(root);

function write(path: string, text: string): void {
  console.log(`${writeWhenDifferent(root, path, text) ? 'written  ' : 'unchanged'}  ${path}`);
}

for (const [path, page] of Object.entries(referencePages)) write(path, page(repository));
write(manifestPath, `${JSON.stringify(manifestOf(repository), null, 2)}\n`);
if (!values['without-api']) {
  const { warnings } = await writeApiReference(root);
  console.log(`written    ${apiFolder}/index.html (${warnings} warnings)`);
}
