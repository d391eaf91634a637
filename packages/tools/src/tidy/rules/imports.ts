// Who may import whom. The table is the one of docs/architecture.md: left may import right, and
// whatever a row does not name is not allowed.

import { ModuleGraph } from '../graph.ts';
import { isStates, isTestSupport, packageOf, resolveFrom } from '../paths.ts';
import { type Repository, RepositoryFile } from '../repository.ts';
import type { Finding, Rule } from '../rule.ts';
import { importsOf, type ModuleImport } from '../syntax.ts';

/** What the files of one place may import. Relative imports are judged apart. */
interface Wall {
  /** Which files this is about. */
  readonly files: RegExp;
  /** Modules whose values may be imported. */
  readonly values: RegExp;
  /** Further modules of which only types may be imported. */
  readonly types?: RegExp;
  /** The sentence that says what is allowed. */
  readonly instead: string;
}

const lightContract = /^@kindcart\/contract\/(money|routes|errors|ids|order-token)$/;

/** One row for each place with walls; the first that matches a path holds. */
const walls: readonly Wall[] = [
  {
    files: /^packages\/contract\//,
    values: /^(zod\/mini|#currencies)$/,
    instead: 'contract imports zod/mini and nothing else.',
  },
  {
    files: /^packages\/client\/src\/validate\.ts$/,
    values: /^(@kindcart\/contract(\/.+)?|zod\/mini)$/,
    instead: 'the development validator imports contract and zod/mini.',
  },
  {
    files: /^packages\/client\//,
    values: new RegExp(`^#validate$|${lightContract.source}`),
    types: /^@kindcart\/contract(\/.+)?$/,
    instead:
      'client takes values from contract/money, /routes, /errors, /ids and /order-token only (the rest brings zod), and types from all of contract.',
  },
  {
    files: /^packages\/store\//,
    values: new RegExp(`${lightContract.source}|^@kindcart/contract/signing$`),
    types: /^@kindcart\/(contract|client)(\/.+)?$/,
    instead:
      'store takes values from contract/money, /routes, /errors, /ids and /signing, and types from contract and client.',
  },
  {
    files: /^packages\/elements\//,
    values:
      /^(lit(\/.+)?|@kindcart\/(store(\/(gifts|donation|receipt|donor|donor-card|shop|cart|cause|order-impact|forest|land|adoption|deeds|participant))?|client)|@kindcart\/contract\/(money|routes|ids|growth|deed-kinds|deed-counting|days|signing)|@stripe\/stripe-js\/pure\/index\.mjs|maplibre-gl|pmtiles|#(map|import)-worker|uqr)$/,
    types: /^(@kindcart\/contract(\/.+)?|@stripe\/stripe-js)$/,
    instead:
      'elements take lit, store and client, values from contract/money, /routes and /ids only, and types from all of contract.',
  },
  {
    files: /^packages\/mocks\//,
    values: /^(msw(\/.+)?|@kindcart\/contract(\/.+)?)$/,
    instead: 'mocks import msw and contract.',
  },
  {
    files: /^packages\/react\//,
    values: /^(react|@lit\/react|@kindcart\/elements(\/.+)?)$/,
    instead: 'react wrappers import elements, @lit/react and react.',
  },
  {
    files: /^packages\/platform\/src\/(.+\/)?rules\.ts$/,
    values: /^@kindcart\/contract(\/.+)?$/,
    instead:
      'rules decide from what they are handed: they import contract and other rules, no SQL, no HTTP, nothing of Node.',
  },
  {
    files: /^packages\/platform\/src\/(.+\/)?routes\.ts$/,
    values:
      /^(hono(\/.+)?|@kindcart\/contract(\/.+)?|zod\/mini|node:(crypto|timers\/promises|stream(\/web)?))$/,
    types: /^(kysely|pino|@hono\/node-server)$/,
    instead:
      'routes parse, ask rules and records, and answer; SQL and drivers live in records and database/.',
  },
  {
    files: /^packages\/platform\/src\/(.+\/)?records\.ts$/,
    values: /^(kysely|@kindcart\/contract(\/.+)?|node:crypto)$/,
    instead: 'records read and write through Kysely; HTTP lives in routes, drivers in database/.',
  },
  {
    files: /^packages\/platform\/src\/database\//,
    values: /^(kysely(\/.+)?|pg|@electric-sql\/pglite(\/.+)?|@kindcart\/contract(\/.+)?|node:.+)$/,
    instead: 'database/ imports Kysely, the two drivers and contract.',
  },
  {
    files:
      /^packages\/platform\/src\/payments\/stripe\/(bills|checkout|connection|events|first-payments|new-card|provider|reconcile|renewals|signatures|stripe|subscription-checkout|subscription-steps|subscriptions)\.ts$/,
    values: /^(stripe|kysely|@kindcart\/contract(\/.+)?|node:crypto)$/,
    instead:
      "Stripe's SDK is imported here, and nothing else from outside but Kysely and contract.",
  },
  {
    files: /^packages\/platform\/src\/mail\/mailer\.ts$/,
    values: /^(nodemailer|node:.+)$/,
    instead: 'nodemailer is imported here, and nothing else from outside.',
  },
  {
    files: /^packages\/platform\/src\/pages\/paper\/(?:drawing-)?pdf\.ts$/,
    values: /^pdfkit$/,
    instead: 'pdfkit is imported here, and nothing else from outside.',
  },
  {
    files: /^packages\/platform\/src\/forest\/page\/qr\.ts$/,
    values: /^uqr$/,
    instead: 'uqr is imported here, and nothing else from outside.',
  },
  {
    files: /^packages\/platform\//,
    values:
      /^(kysely|hono(\/.+)?|@hono\/node-server(\/.+)?|pino|zod\/mini|@kindcart\/contract(\/.+)?|node:.+)$/,
    types: /^@electric-sql\/pglite$/,
    instead:
      "the drivers pg and PGlite are imported in database/ only, Stripe's SDK in payments/stripe/ only, and platform imports no other package of ours than contract.",
  },
  {
    files: /^packages\/tools\//,
    values: /./,
    instead: 'tools may import anything.',
  },
];

/** Tests may use the runner, the tools of testing, and the made-up platform of mocks. */
const testModules =
  /^(node:.+|fast-check|axe-core|msw(\/.+)?|@kindcart\/(contract|client|store|mocks|elements)(\/.+)?|@lit-labs\/ssr(-client)?(\/.+)?|lit(\/.+)?|zod\/mini|kysely(\/.+)?|pg|@electric-sql\/pglite(\/.+)?|hono(\/.+)?|@hono\/node-server(\/.+)?|@web\/test-runner-commands|typescript|esbuild|pino|stripe|smtp-server|standardwebhooks|pbf|@mapbox\/vector-tile|@maplibre\/maplibre-gl-style-spec|jsqr)$/;

/** Modules that one file of the repository may import, and how. */
const oneFileOnly: readonly { module: RegExp; how: 'any' | 'dynamic'; why: string }[] = [
  {
    module: /^@stripe\/stripe-js\/pure\//,
    how: 'any',
    why: 'one file loads Stripe.js, when a donor starts to pay.',
  },
  {
    module: /^maplibre-gl$/,
    how: 'dynamic',
    why: 'one file loads the map, with import(), when it is on screen.',
  },
];

/** Checks every import of every package against the table of who may import whom. */
export const imports: Rule = {
  name: 'imports stay within the walls between packages and rooms',
  check: (repository) => [
    ...repository.scripts.flatMap(checkFile),
    ...checkOneFileOnly(repository),
    ...checkLight(repository),
  ],
};

function checkFile(file: RepositoryFile): Finding[] {
  const from = packageOf(file.path);
  if (from === undefined && !file.path.startsWith('examples/')) return [];
  const findings: Finding[] = [];
  for (const found of importsOf(file)) {
    const add = (what: string, instead: string) =>
      findings.push({ path: file.path, line: found.line, what, instead });
    if (/^\.\.?(\/|$)/.test(found.specifier)) {
      checkRelative(file, found, add);
    } else if (/^@kindcart\/(platform|tools)(\/|$)/.test(found.specifier)) {
      if (!/^packages\/(platform|tools)\//.test(file.path)) {
        add(
          `imports ${found.specifier}.`,
          'Nobody imports platform or tools; talk to it over HTTP, or move what both need to contract.',
        );
      }
    } else {
      checkModule(file, found, add);
    }
  }
  return findings;
}

type Add = (what: string, instead: string) => void;

function checkModule(file: RepositoryFile, found: ModuleImport, add: Add): void {
  const { path } = file;
  if (path.startsWith('examples/')) {
    if (/^@kindcart\/[^/]+\/(src|dist)(\/|$)/.test(found.specifier)) {
      add(`imports ${found.specifier}.`, 'Examples use published entry points only.');
    }
    return;
  }
  const wall = walls.find(({ files }) => files.test(path));
  if (wall === undefined) {
    add(
      `imports ${found.specifier}.`,
      'This package has no row in tidy/rules/imports.ts; write one.',
    );
    return;
  }
  if (wall.values.test(found.specifier)) return;
  if (found.typeOnly && wall.types?.test(found.specifier)) return;
  if (isTestSupport(path) || isStates(path)) {
    if (!testModules.test(found.specifier)) {
      add(
        `imports ${found.specifier} in a test.`,
        'Add it to testModules in tidy/rules/imports.ts if tests need it.',
      );
    }
    return;
  }
  if (wall.types?.test(found.specifier)) {
    add(`imports values of ${found.specifier}.`, `Write \`import type\`: ${wall.instead}`);
    return;
  }
  add(`imports ${found.specifier}.`, `Not allowed here: ${wall.instead}`);
}

function checkRelative(file: RepositoryFile, found: ModuleImport, add: Add): void {
  const target = resolveFrom(file.path, found.specifier);
  const from = packageOf(file.path);
  const to = packageOf(target);
  if (from !== undefined && from !== 'tools' && to !== from) {
    add(`reaches out of its package to ${target}.`, `Import it by name: @kindcart/${to ?? '…'}.`);
  } else if (from === undefined && to !== undefined) {
    add(`imports ${target}.`, 'Examples use published entry points only.');
  } else if (file.path.endsWith('.ts') && !/\.[mc]?[jt]s$|\.json$/.test(found.specifier)) {
    add(`imports '${found.specifier}'.`, 'Write the file name with its ending, `.ts`.');
  } else if (isShipped(file.path) && isTestSupport(target)) {
    add(`imports ${target}, which is there for tests.`, 'Move what both need out of it.');
  } else if (from === 'platform') {
    checkRooms(file.path, target, found, add);
  }
}

function isShipped(path: string): boolean {
  return packageOf(path) !== 'tools' && !isTestSupport(path) && !isStates(path);
}

/** Inside platform: which room a file may reach into. */
function checkRooms(path: string, target: string, found: ModuleImport, add: Add): void {
  if (isTestSupport(path)) return;
  const isRules = /\/rules\.ts$/.test(path);
  const isRoutes = /\/routes\.ts$/.test(path);
  const isRecords = /\/records\.ts$/.test(path);
  if (isRules && !/\/rules\.ts$/.test(target) && !found.typeOnly) {
    add(
      `rules import values of ${target}.`,
      'Rules import contract and other rules; hand the value in, or import its type.',
    );
  } else if (isRoutes && /\/database\//.test(target) && !found.typeOnly) {
    add(
      `routes import values of ${target}.`,
      'Routes ask records; only records speak to the database.',
    );
  } else if (isRecords && /\/(http\/.+|routes)\.ts$/.test(target) && !found.typeOnly) {
    add(
      `records import ${target}.`,
      'Records know nothing of HTTP; return a value that routes turn into an answer.',
    );
  } else if (
    !isRoutes &&
    /\/routes\.ts$/.test(target) &&
    !/^packages\/platform\/src\/(?:\w+\/)?rooms\.ts$/.test(path)
  ) {
    add(`imports ${target}.`, 'Only rooms.ts hangs routes on the house.');
  }
}

/** The entries of contract that pages carry must not lead to zod, whatever they import. */
function checkLight(repository: Repository): Finding[] {
  const graph = new ModuleGraph(repository);
  const light = [...graph.entries].filter(([specifier]) => lightContract.test(specifier));
  return light.flatMap(([specifier, files]) =>
    [...graph.reach(files, 'values')].flatMap((path) =>
      importsOf(repository.files.get(path) ?? new RepositoryFile(path, ''))
        .filter((found) => !found.typeOnly && found.specifier.startsWith('zod'))
        .map(({ line }) => ({
          path,
          line,
          what: `brings zod into pages through ${specifier}.`,
          instead: 'Move what pages need to a file without schemas.',
        })),
    ),
  );
}

function checkOneFileOnly(repository: Repository): Finding[] {
  const findings: Finding[] = [];
  for (const { module, how, why } of oneFileOnly) {
    const users = repository.scripts
      .filter(({ path }) => packageOf(path) === 'elements' && !isTestSupport(path))
      .flatMap((file) => importsOf(file).map((found) => ({ file, found })))
      .filter(({ found }) => module.test(found.specifier) && !found.typeOnly);
    const first = users[0]?.file.path;
    for (const { file, found } of users) {
      const place = { path: file.path, line: found.line, what: `imports ${found.specifier}.` };
      if (how === 'dynamic' && !found.dynamic) {
        findings.push({ ...place, instead: `Use import(): ${why}` });
      } else if (file.path !== first) {
        findings.push({ ...place, instead: `${first ?? ''} does already: ${why}` });
      }
    }
  }
  return findings;
}
