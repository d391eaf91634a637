// Where the programs are that no npm package brings: three browsers, a screen, PostgreSQL, other languages.
// Plain JavaScript because `npm test` reads it before anything is installed.
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

const multiarch = ['x86_64-linux-gnu', 'aarch64-linux-gnu'];

/**
 * Every program the tests use: where it may be, which variable names another place for it, and
 * which Debian package brings it.
 */
export const programs = {
  chromium: {
    variable: 'TEST_CHROMIUM',
    candidates: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    debian: 'chromium',
  },
  firefox: {
    variable: 'TEST_FIREFOX',
    candidates: ['firefox-esr', 'firefox'],
    debian: 'firefox-esr',
  },
  webKitDriver: {
    variable: 'TEST_WEBKIT_DRIVER',
    candidates: ['WebKitWebDriver'],
    debian: 'webkit2gtk-driver',
  },
  // The driver's package depends on the library that carries the browser itself.
  miniBrowser: {
    variable: 'TEST_MINI_BROWSER',
    candidates: multiarch.flatMap((arch) => [
      `/usr/lib/${arch}/webkit2gtk-4.1/MiniBrowser`,
      `/usr/lib/${arch}/webkitgtk-6.0/MiniBrowser`,
      `/usr/lib/${arch}/webkit2gtk-4.0/MiniBrowser`,
    ]),
    debian: 'webkit2gtk-driver',
  },
  xvfb: { variable: 'TEST_XVFB', candidates: ['Xvfb'], debian: 'xvfb' },
  initdb: {
    variable: 'TEST_INITDB',
    candidates: [...postgresPrograms('initdb'), 'initdb'],
    debian: 'postgresql',
  },
  // Examples in other languages, and the plug-in for WooCommerce, are run as they are.
  php: { variable: 'TEST_PHP', candidates: ['php'], debian: 'php-cli' },
  python: { variable: 'TEST_PYTHON', candidates: ['python3'], debian: 'python3' },
};

/** @typedef {keyof typeof programs} ProgramName */

/**
 * The newest PostgreSQL first; Debian keeps each version's programs in a folder of its own.
 * @param {string} name
 */
function postgresPrograms(name) {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  const versions = readdirSync(root).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return versions.map((version) => join(root, version, 'bin', name));
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The first of `candidates` that can be run; a bare name is looked for on the PATH.
 * @param {readonly string[]} candidates
 * @param {string} [searchPath]
 * @returns {string | undefined}
 */
export function findProgram(candidates, searchPath = process.env.PATH ?? '') {
  for (const candidate of candidates) {
    const paths = isAbsolute(candidate)
      ? [candidate]
      : searchPath.split(delimiter).map((folder) => join(folder, candidate));
    const found = paths.find(isExecutable);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Where one of {@link programs} is on this machine, or undefined.
 * @param {ProgramName} name
 * @returns {string | undefined}
 */
export function locateProgram(name) {
  const { variable, candidates } = programs[name];
  const chosen = process.env[variable];
  return findProgram(chosen === undefined ? candidates : [chosen]);
}

/**
 * Where one of {@link programs} is, or an error that says how to get it.
 * @param {ProgramName} name
 * @returns {string}
 */
export function requireProgram(name) {
  const found = locateProgram(name);
  if (found !== undefined) return found;
  const { variable, debian } = programs[name];
  throw new Error(
    `${name} was not found. Install it (Debian: apt-get install ${debian}) or name it with ${variable}.`,
  );
}
