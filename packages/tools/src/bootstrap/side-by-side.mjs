// Two programs as one: the second is started once the first says so, and neither is left alone.
// Plain JavaScript for Node 20, with nothing installed.
import { createServer } from 'node:net';
import { runChild } from './run-child.mjs';

/**
 * @typedef {object} Program
 * @property {string} command
 * @property {readonly string[]} args
 */

/**
 * Runs `first`, and what `then` makes of its first message beside it. Each signal reaches both. When the
 * first ends, so does the second; when the second fails, so does the first.
 * @param {Program} first
 * @param {(message: unknown) => Program} then
 * @param {{ cwd: string }} options
 * @returns {Promise<number>} the exit code: that of the first, or of the second if it failed
 */
export async function runSideBySide(first, then, { cwd }) {
  const firstEnds = new AbortController();
  const secondEnds = new AbortController();
  /** @type {Promise<number> | undefined} */
  let second;
  /** @param {unknown} message */
  const onMessage = (message) => {
    if (second !== undefined) return;
    const { command, args } = then(message);
    second = runChild(command, args, { cwd, ended: secondEnds.signal });
    second.then(
      (code) => code === 0 || firstEnds.abort(),
      () => firstEnds.abort(),
    );
  };
  const code = await runChild(first.command, first.args, {
    cwd,
    onMessage,
    ended: firstEnds.signal,
  });
  secondEnds.abort();
  const secondCode = (await second) ?? 0;
  return code === 0 ? secondCode : code;
}

/**
 * The value of a flag, said as `--name value` or `--name=value`.
 * @param {readonly string[]} args
 * @param {string} name
 * @returns {string | undefined}
 */
export function flagOf(args, name) {
  const at = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  if (at < 0) return undefined;
  return args[at] === name ? args[at + 1] : args[at]?.slice(name.length + 1);
}

/**
 * The port after this one; any free one where that is for the machine to say.
 * @param {string} port
 * @returns {Promise<number>}
 */
export function portAfter(port) {
  if (port !== '0') return Promise.resolve(Number(port) + 1);
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const free = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(free));
    });
  });
}
