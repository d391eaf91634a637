// The page script for a plain <script> tag: a small loader, and chunks that it loads when a page
// has the element. Minified, production conditions, names with a hash of their content. And the
// style sheet that keeps room for the elements until the script is there.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import {
  type OutputBundle,
  type OutputChunk,
  type Plugin,
  type RollupOptions,
  rollup,
} from 'rollup';
import { minified, smallTemplates, typescript } from './plugins.ts';
import { workers } from './workers.ts';

/** What a page links beside the script. */
const styleSheetName = 'kindcart.css';

/** What the manifest says of one file. */
export interface ManifestFile {
  /** For the `integrity` attribute of a script or link. */
  readonly integrity: string;
  /** Size as it is. */
  readonly bytes: number;
  /** Size as it is sent, gzip at its best. */
  readonly gzip: number;
  /** The source files in it. */
  readonly modules: readonly string[];
  /** Files that are loaded with it. */
  readonly imports: readonly string[];
  /** Files that it may load later. */
  readonly dynamicImports: readonly string[];
}

/** `manifest.json`: every script and style sheet of the build, by its name. */
export interface Manifest {
  readonly entry: string;
  readonly files: Readonly<Record<string, ManifestFile>>;
}

/**
 * What draws maps lies beside the chunks as it was published: it finds its worker by its own address, and
 * is small already.
 */
const mapEngine = 'maplibre-gl';
const mapEngineParts = ['maplibre-gl.mjs', 'maplibre-gl-worker.mjs'] as const;

/** Where a page script is built from and to. */
export interface PageScript {
  /** The folder that sources in the manifest are named from. */
  readonly root: string;
  readonly input: string;
  /** A module that exports as `reserved` the rules of the style sheet beside the script. */
  readonly rules: string;
  readonly outDir: string;
}

/** The page script's build. The same sources give the same bytes. */
export function pageScriptBuild({ root, input, rules, outDir }: PageScript): RollupOptions {
  return {
    input,
    external: [mapEngine],
    plugins: [
      nodeResolve({
        browser: true,
        exportConditions: ['@kindcart/source', '@kindcart/page-script', 'production'],
      }),
      typescript(),
      workers('chunks'),
      smallTemplates(),
      minified(),
      emptied(outDir),
      styleSheet(rules),
      mapEngineFiles(root),
      manifest(root, rules),
    ],
    output: {
      dir: outDir,
      format: 'es',
      // Beside the scripts, which do not name them: that would cost each donor 170 bytes.
      sourcemap: 'hidden',
      entryFileNames: '[name].js',
      // Each name stands in other chunks, and what is random in it does not compress.
      chunkFileNames: 'chunks/[name]-[hash:7].js',
      manualChunks: chunkOf,
      paths: { [mapEngine]: './maplibre-gl.mjs' },
      // Nobody else has a hand on what an import() inside a chunk gives.
      freeze: false,
    },
  };
}

/** What is always loaded together is one file: small files compress badly and each costs a request. */
const together: Readonly<Record<string, RegExp>> = {
  element:
    /\/node_modules\/(@lit|lit|lit-html|lit-element)\/|\/elements\/src\/internal\/(base|define|settings|script-settings|safe-url|open-place)\.ts$/,
  // Before the store that it belongs to: nearly no page is ever asked for a proof of work.
  proof: /\/store\/src\/checkout\/proof\.ts$/,
  // Before what it shares with others: a page without a wall carries nothing of it.
  wall: /\/(client|store)\/src\/gifts\.ts$|\/gift-route\.ts$|\/giving\/donor-wall\/|\/locales\/wall\.en\.ts$/,
  // Badges and carts ask by the same client, and share nothing else.
  shops: /\/(client\/src\/(shops|shop-codes)|commerce\/shop-route)\.ts$/,
  // Before the cart, whose elements it serves as well.
  source: /\/elements\/src\/commerce\/source\.ts$/,
  // The cart's elements share words, marks and arithmetic; each is a file of its own beside that.
  cart: /\/elements\/src\/commerce\/(cart\.styles|cart-locale|marks|figures|projects)\.ts$|\/locales\/sums\.en\.ts$|\/events\/cart\.ts$|\/contract\/src\/commerce\/exact\.ts$|\/contract\/src\/money\/exact\.ts$/,
  cartPledge: /\/commerce\/cart-pledge\/|\/store\/src\/cart\.ts$|\/locales\/pledge\.en\.ts$/,
  roundUp: /\/commerce\/round-up\/|\/locales\/roundup\.en\.ts$|\/money\/round-up\.ts$/,
  causePicker: /\/commerce\/cause-picker\/|\/store\/src\/cause\.ts$|\/locales\/causes\.en\.ts$/,
  orderImpact:
    /\/commerce\/(order-impact\/|order-route\.ts$)|\/(client\/src\/orders|store\/src\/order-impact)\.ts$|\/locales\/order\.en\.ts$/,
  // The donor's own page in its three steps: the door, the visit, and what changes a monthly gift.
  panels:
    /\/giving\/donor-page\/(panels|panel-context|\w+-panel)\.ts$|\/store\/src\/donor\/card(-way)?\.ts$/,
  visit:
    /\/giving\/donor-page\/(\w+-view|act-note|dates|isolated|visit\.styles)\.ts$|\/locales\/visit\.en\.ts$/,
  door: /\/giving\/donor-page\/|\/locales\/door\.en\.ts$|\/(client\/src\/donors|giving\/donor-routes)\.ts$|\/store\/src\/donor\//,
  // What follows a gift, for the form and for thanks on a page of their own.
  after:
    /\/(client\/src\/receipts|store\/src\/receipt|giving\/receipt-route|giving\/thank-you\/(after|receipt-view|thanks))\.ts$|\/locales\/after\.en\.ts$/,
  thankYou:
    /\/store\/src\/donation\.ts$|\/giving\/thank-you\/(define|thank-you|thank-you\.styles|donation-controller)\.ts$|\/locales\/thank-you\.en\.ts$/,
  // Few donors ask for a dedication.
  dedication: /\/giving\/donate-form\/dedication\.ts$|\/locales\/dedication\.en\.ts$/,
  // What a form shares with thanks, monthly giving and the donor's page, which do without its rest.
  giving:
    /\/(thank-you\/thanks\.styles|giving\/next-payment|internal\/paper-link)\.ts$|\/locales\/thanks\.en\.ts$|\/contract\/src\/money\/parse\.ts$/,
  // Behind the form's first page: fetched while a donor fills that in.
  paying: /\/giving\/donate-form\/(paying|pay-screens|details|offer)\.ts$/,
  // What of the form the donor's own page needs to take another amount or card, and no more.
  amounts:
    /\/giving\/donate-form\/draft\.ts$|\/locales\/form\.en\.ts$|\/contract\/src\/money\/fee\.ts$|\/payments\/providers\.ts$/,
  failures: /\/giving\/donate-form\/failures\.ts$|\/locales\/pay\.en\.ts$/,
  // Test cards are not for donors of a charity that gives by another provider.
  card: /\/elements\/src\/payments\/sandbox-card\/|\/locales\/card\.en\.ts$/,
  // Or it would go along with the first element that has it, and the others would load that.
  fields: /\/elements\/src\/internal\/(adopt|focus|fields\.styles)\.ts$/,
  // What a shop's page opens, shows and asks for: nothing of it goes along with gifts, or the other way round.
  details: /\/charity-item\/(details|details\.styles|exact)\.ts$|\/locales\/details\.en\.ts$/,
  item: /\/charity-item\/(define|charity-item|charity-item\.styles|promise)\.ts$|\/locales\/item\.en\.ts$/,
  shop: /\/(store\/src\/shop|internal\/(shop-registry|shop-words|leaf))\.ts$|\/locales\/shop\.en\.ts$/,
  treeCard: /\/forest\/tree-card\/|\/locales\/tree\.en\.ts$/,
  plotProgress: /\/forest\/plot-progress\/|\/locales\/plot\.en\.ts$/,
  forestCounter: /\/forest\/forest-counter\/|\/locales\/counter\.en\.ts$/,
  // Before the forest, which shares it with good deeds: names in several languages, and what stands there instead.
  named: /\/forest\/named\.ts$|\/internal\/failure-view\.ts$/,
  challengeProgress: /\/deeds\/challenge-progress\/|\/locales\/challenge\.en\.ts$/,
  stepHistory: /\/deeds\/step-history\/|\/locales\/history\.en\.ts$/,
  // A page with a challenge asks by a client of its own; each of its elements is a file beside that.
  deeds:
    /\/(client\/src\/deeds(-codes)?|store\/src\/deeds|internal\/deeds-(registry|words)|deeds\/(entries|measures|day-turn|deeds-route|days))\.ts$|\/locales\/deeds\.en\.ts$/,
  // What a device keeps: the tracker's ring shows it before who the device is has come.
  record: /\/store\/src\/participant\/record\.ts$/,
  // The tracker's ring; behind it counting and giving, and what few open.
  stepSensor: /\/deeds\/sources\/bluetooth\//,
  // What reads files is the worker's, and the page's where there is no worker: neither goes along with the other.
  stepImport:
    /\/step-tracker\/import-panel\.ts$|\/sources\/import\/(import-steps|worker-beside)\.ts$/,
  stepReading: /\/deeds\/sources\/import\/(?!worker\.ts$)/,
  stepMore:
    /\/step-tracker\/(more|days-view|you|teams|image|picture|qr|figures)\.ts$|\/locales\/walker\.en\.ts$|\/node_modules\/uqr\//,
  stepWalk:
    /\/step-tracker\/(body|walk|walk-view|declared-panel|typed-steps|counting-view|counter|said|invitation|focus-keeper)\.ts$|\/deeds\/(pedometer\/|(sources\/(motion|awake)|device\/turn)\.ts$)|\/events\/steps\.ts$|\/locales\/walking\.en\.ts$/,
  stepTracker:
    /\/deeds\/step-tracker\/|\/contract\/src\/deeds\/(kinds|counting)\.ts$|\/internal\/steps-words\.ts$|\/locales\/tracker\.en\.ts$/,
  // Who a device is: its key, what it counted and what it tells.
  device: /\/deeds\/device\/|\/store\/src\/participant\/|\/contract\/src\/deeds\/signing\.ts$/,
  // What stands until a map is there, what stands in its place, and what speaks to MapLibre.
  forestPlaces: /\/forest-map\/(places|list|plan|plan-geometry)\.ts$/,
  forestCanvas: /\/forest-map\/(canvas|layers|engine|worker-beside)\.ts$/,
  forestArchive: /\/forest-map\/archive\.ts$|\/node_modules\/(pmtiles|fflate)\//,
  forestMap:
    /\/forest\/forest-map\/|\/store\/src\/land\.ts$|\/locales\/map\.en\.ts$|\/events\/tree-selected\.ts$/,
  // A page with a forest asks by a client of its own; each of its elements is a file beside that.
  forest:
    /\/(client\/src\/forest(-codes)?|store\/src\/forest|internal\/forest-(registry|words)|forest\/(named|measures|tree-page)|forest\/forest-route|forest\/growth)\.ts$|\/locales\/forest\.en\.ts$/,
  // Adopting a tree: the choice, and behind it the way to one's own.
  treeWay:
    /\/tree-picker\/(way|place-choice|plan-view|who-view|wish|held-view|end-views|names|pay-form|refusal|time-left)\.ts$|\/store\/src\/adoption\/(adopting|effects|paying|transition|countdown|places)\.ts$|\/forest\/own-trees\.ts$|\/internal\/forest-registry\.ts$|\/store\/src\/forest\.ts$|\/locales\/adopting\.en\.ts$/,
  treePicker:
    /\/tree-picker\/|\/store\/src\/adoption\/|\/forest\/(flat|named|growth)\.ts$|\/client\/src\/forest(-codes)?\.ts$|\/forest-route\.ts$|\/internal\/forest-words\.ts$|\/locales\/(forest|picker)\.en\.ts$/,
  share: /\/internal\/share\.ts$/,
  announcer: /\/internal\/announcer\.ts$/,
  data: /\/(client|store)\/src\/|\/contract\/src\/(routes|ids|money\/(format|currency|money|error))\.ts$|\/elements\/src\/(locales\/common\.en|internal\/(lazy|words|store-registry|tab-storage|word-files|report|surroundings|live-registry|(locale|speech|entry|project)-controller|(parts|tokens)\.styles))\.ts$/,
  checkout:
    /\/elements\/src\/(events|giving\/donate-form|kit\/dialog)\/|\/elements\/src\/internal\/scroll-lock\.ts$|\/donate-dialog\.ts$/,
  stripe: /\/elements\/src\/payments\/stripe\/|\/node_modules\/@stripe\/stripe-js\//,
};

/** Named as tags are, beside which the loader says their names: what is said twice compresses. */
function chunkOf(id: string): string | undefined {
  return Object.keys(together)
    .find((name) => together[name]?.test(id))
    ?.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Lays the map's own files beside the chunks of a page script that can show one. */
function mapEngineFiles(root: string): Plugin {
  return {
    name: 'kindcart-map-engine',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle);
      const isNeeded = files.some(
        (file) => file.type === 'chunk' && file.dynamicImports.some((id) => id.includes(mapEngine)),
      );
      if (!isNeeded) return;
      for (const name of mapEngineParts) {
        const source = readFileSync(join(root, 'node_modules', mapEngine, 'dist', name));
        this.emitFile({ type: 'asset', fileName: `chunks/${name}`, source });
      }
    },
  };
}

/** Old chunks have other names: what is not written anew has to go. */
function emptied(folder: string): Plugin {
  return {
    name: 'kindcart-emptied',
    generateBundle() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Writes the rules that the script brings along into a file of their own, which a page can link. */
function styleSheet(rules: string): Plugin {
  return {
    name: 'kindcart-style-sheet',
    async generateBundle() {
      const module: object = await import(pathToFileURL(rules).href);
      const text: unknown = Reflect.get(module, 'reserved');
      if (typeof text !== 'string') throw new Error(`${rules} exports no rules as "reserved".`);
      this.emitFile({ type: 'asset', fileName: styleSheetName, source: text.trimStart() });
    },
  };
}

function manifest(root: string, rules: string): Plugin {
  return {
    name: 'kindcart-manifest',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const source = `${JSON.stringify(manifestOf(root, rules, bundle), null, 2)}\n`;
        this.emitFile({ type: 'asset', fileName: 'manifest.json', source });
      },
    },
  };
}

/** Describes every script of a finished bundle, and the style sheet. */
function manifestOf(root: string, rules: string, bundle: OutputBundle): Manifest {
  const chunks = Object.values(bundle)
    .filter((file) => file.type === 'chunk')
    .sort((a, b) => a.fileName.localeCompare(b.fileName, 'en'));
  // A worker is an entry as well, among the chunks.
  const entry = chunks.find((chunk) => chunk.isEntry && !chunk.fileName.startsWith('chunks/'));
  if (entry === undefined) throw new Error('The page script has no entry.');
  const sheet = bundle[styleSheetName];
  if (sheet?.type !== 'asset') throw new Error('The page script has no style sheet.');
  const modules = [relative(root, rules)];
  return {
    entry: entry.fileName,
    files: {
      ...Object.fromEntries(chunks.map((chunk) => [chunk.fileName, describe(root, chunk)])),
      [styleSheetName]: { ...sumsOf(sheet.source), modules, imports: [], dynamicImports: [] },
    },
  };
}

function sumsOf(source: string | Uint8Array) {
  const content = Buffer.from(source);
  return {
    integrity: `sha384-${createHash('sha384').update(content).digest('base64')}`,
    bytes: content.length,
    gzip: gzipSync(content, { level: 9 }).length,
  };
}

function describe(root: string, chunk: OutputChunk): ManifestFile {
  return {
    ...sumsOf(chunk.code),
    modules: chunk.moduleIds.map((id) => relative(root, id)).sort(),
    imports: [...chunk.imports].sort(),
    dynamicImports: [...chunk.dynamicImports].sort(),
  };
}

/** The page script of this repository. */
export function kindcartPageScript(root: string): PageScript {
  return {
    root,
    input: join(root, 'packages/elements/src/kindcart.ts'),
    rules: join(root, 'packages/elements/src/reserved.ts'),
    outDir: join(root, 'packages/elements/dist/cdn'),
  };
}

/** Builds a page script and answers what its manifest says. */
export async function buildPageScript(script: PageScript): Promise<Manifest> {
  const { output, ...input } = pageScriptBuild(script);
  const build = await rollup(input);
  try {
    const { output: files } = await build.write({ ...output, dir: script.outDir });
    const bundle = Object.fromEntries(files.map((file) => [file.fileName, file]));
    return manifestOf(script.root, script.rules, bundle);
  } finally {
    await build.close();
  }
}
