// The API reference of the published packages, as HTML that git does not keep.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Application, OptionDefaults } from 'typedoc';

/** The entry points a developer imports, from the root. */
const entryPoints = [
  'packages/contract/src/index.ts',
  'packages/contract/src/money/index.ts',
  'packages/client/src/index.ts',
  'packages/store/src/index.ts',
  'packages/elements/src/index.ts',
  'packages/mocks/src/index.ts',
];

/** Where the reference is written, from the root. */
export const apiFolder = 'docs/reference/api';

/** Tags of elements' doc blocks; elements.md shows what they say. */
const elementTags = ['@slot', '@event', '@attr', '@csspart', '@cssproperty'] as const;

/** Writes the API reference, and says on the console what TypeDoc complains of. */
export async function writeApiReference(root: string): Promise<{ readonly warnings: number }> {
  const app = await Application.bootstrap({
    entryPoints: entryPoints.map((path) => join(root, path)).filter((path) => existsSync(path)),
    tsconfig: join(root, 'packages/tools/src/docs/typedoc.tsconfig.json'),
    name: 'Kindcart',
    readme: 'none',
    // Links would name the repository's host, and whoever reads this has the sources.
    disableSources: true,
    disableGit: true,
    excludeInternal: true,
    excludePrivate: true,
    excludeExternals: true,
    // `npm run check` compiles; here a half-written file should not hide the rest.
    skipErrorChecking: true,
    hideGenerator: true,
    githubPages: false,
    blockTags: [...OptionDefaults.blockTags, ...elementTags],
    notRenderedTags: [...OptionDefaults.notRenderedTags, ...elementTags],
    logLevel: 'Warn',
  });
  const project = await app.convert();
  if (project === undefined) throw new Error('TypeDoc could not read the sources.');
  await app.generateDocs(project, join(root, apiFolder));
  return { warnings: app.logger.warningCount + app.logger.errorCount };
}
