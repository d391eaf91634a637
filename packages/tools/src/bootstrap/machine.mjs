// Brings to the machine what the tests need and npm has not: browsers, a screen, PostgreSQL,
// other languages, fonts.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { stopWith } from './install.mjs';
import { locateProgram, programs } from './programs.mjs';

// Screenshots and text layout need letters for every finished language.
const fonts = ['fonts-noto-cjk', 'fonts-noto-core'];

/** @param {string} name */
function isDebianPackageInstalled(name) {
  const { stdout } = spawnSync('dpkg', ['--status', name], { encoding: 'utf8' });
  return stdout?.includes('install ok installed') ?? false;
}

/**
 * The Debian packages that are missing, from what is on this machine.
 * @param {boolean} isDebian whether fonts can be asked for, too
 * @returns {string[]}
 */
export function missingPackages(isDebian) {
  const names = /** @type {(keyof typeof programs)[]} */ (Object.keys(programs));
  const missing = names
    .filter((name) => locateProgram(name) === undefined)
    .map((name) => programs[name].debian);
  const missingFonts = isDebian ? fonts.filter((name) => !isDebianPackageInstalled(name)) : [];
  return [...new Set([...missing, ...missingFonts])];
}

/** Installs the programs that the tests need, or says in one line what to install. */
export function installPrograms() {
  const isDebian = existsSync('/usr/bin/apt-get');
  const missing = missingPackages(isDebian);
  if (missing.length === 0) return;
  const isRoot = process.getuid?.() === 0;
  if (!isDebian || !isRoot) {
    stopWith(`Please install first: ${missing.join(' ')} (these are Debian's names).`);
  }
  console.log(`Installing with apt: ${missing.join(' ')} …`);
  apt(['update', '-qq']);
  apt(['install', '-y', '-qq', '--no-install-recommends', ...missing]);
  const still = missingPackages(isDebian);
  if (still.length > 0) stopWith(`apt-get did not bring ${still.join(' ')}; install them by hand.`);
}

/** @param {string[]} args */
function apt(args) {
  const { status, stdout, stderr } = spawnSync('apt-get', args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status === 0) return;
  console.error(stdout, stderr);
  stopWith(`apt-get ${args[0]} failed; what it said is above.`);
}
