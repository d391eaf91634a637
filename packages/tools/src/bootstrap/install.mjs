// Brings node_modules to what package-lock.json says, and finds the Node that comes with it.
// Plain JavaScript for Node 20: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = resolve(fileURLToPath(new URL('../../../../', import.meta.url)));

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [resolved]
 * @property {boolean} [link]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 *
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lock
 */

/** @param {string} folder */
function stampPath(folder) {
  return join(folder, 'node_modules', '.kindcart-lock');
}

/** @param {string} folder */
function lockHash(folder) {
  return createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
}

/**
 * @param {string} path
 * @returns {Record<string, LockedPackage>}
 */
function readLock(path) {
  /** @type {Lock} */
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  return lock.packages ?? {};
}

/**
 * Whether npm's own record of what it installed has everything that the lock file asks for.
 * Packages for other systems are optional and rightly missing.
 * @param {string} folder
 */
function treeMatchesLock(folder) {
  const record = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = readLock(join(folder, 'package-lock.json'));
  const installed = readLock(record);
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.optional || entry.devOptional) return true;
    const found = installed[path];
    return found !== undefined && found.version === entry.version && found.link === entry.link;
  });
}

/**
 * Whether `npm ci` has nothing to do in `folder`. Remembers the answer in a stamp, so that asking
 * again costs one hash of the lock file.
 * @param {string} folder
 * @returns {boolean}
 */
export function isInstalled(folder) {
  if (!existsSync(join(folder, 'node_modules'))) return false;
  const hash = lockHash(folder);
  const stamp = stampPath(folder);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true;
  // Somebody ran npm by hand: what counts is what is there.
  if (!treeMatchesLock(folder)) return false;
  writeFileSync(stamp, hash);
  return true;
}

/** Says what is wrong in one line and ends the process. @param {string} sentence @returns {never} */
export function stopWith(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Installs the npm packages if they are missing or of another lock file. */
export function installPackages() {
  if (isInstalled(root)) return;
  console.log('Installing npm packages, as package-lock.json has them (once, about a minute) …');
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm tells its scripts where it is itself, which is right even when it is not on the PATH.
  const own = process.env.npm_execpath;
  const [command, args] =
    own !== undefined && /\.c?js$/.test(own)
      ? [process.execPath, [own, ...options]]
      : ['npm', options];
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (error) stopWith(`npm could not be started: ${error.message}`);
  if (status !== 0) stopWith('npm ci failed; what it said is above. Nothing else was changed.');
  writeFileSync(stampPath(root), lockHash(root));
}

/** The Node that the repository brings, whatever the machine's own is. @returns {string} */
export function installedNode() {
  const node = join(root, 'node_modules', '.bin', 'node');
  if (!existsSync(node)) {
    stopWith('node_modules/.bin/node is missing: run npm ci with install scripts allowed.');
  }
  return node;
}
