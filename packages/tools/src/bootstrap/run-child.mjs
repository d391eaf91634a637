// Runs a program in the foreground as if it were this process: its output, its exit code, and
// every signal once.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

// Ctrl-C reaches this process from the terminal and again from npm, a few milliseconds later.
const sameSignalMs = 500;

const parentCheckMs = 500;

/**
 * Calls `gone` when the shell that npm runs its scripts in has ended: npm ends that shell when it
 * is told to end itself, and the shell tells nobody.
 * @param {() => void} gone
 * @returns {() => void} stops watching
 */
function watchParent(gone) {
  if (process.env.npm_lifecycle_event === undefined) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) gone();
  }, parentCheckMs);
  return () => clearInterval(timer);
}

/**
 * Runs `command` and resolves to the exit code to pass on.
 *
 * The child gets a process group of its own. Otherwise a Ctrl-C would reach it from the terminal
 * and a second time from here, and a second Ctrl-C means "at once" to a server that is closing.
 * @param {string} command
 * @param {readonly string[]} args
 *
 * @param {object} options
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {(message: unknown) => void} [options.onMessage] hears what the program says by `process.send`
 * @param {AbortSignal} [options.ended] tells the program to end, as a SIGTERM does, unless a signal did before
 * @returns {Promise<number>}
 */
export function runChild(command, args, { onMessage, ended, ...options }) {
  return new Promise((resolve, reject) => {
    /** @type {import('node:child_process').StdioOptions} */
    const stdio = [
      'inherit',
      'inherit',
      'inherit',
      ...(onMessage ? [/** @type {const} */ ('ipc')] : []),
    ];
    const child = spawn(command, args, { ...options, stdio, detached: true });
    if (onMessage) child.on('message', onMessage);
    const lastSentAt = new Map();
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => {
      const now = Date.now();
      if (now - (lastSentAt.get(signal) ?? 0) < sameSignalMs) return;
      lastSentAt.set(signal, now);
      child.kill(signal);
    };
    for (const signal of signals) process.on(signal, forward);
    // A program that a signal has reached ends already, and would take another for "at once".
    const end = () => {
      if (lastSentAt.size === 0) forward('SIGTERM');
    };
    ended?.addEventListener('abort', end);
    if (ended?.aborted) end();
    const stopWatching = watchParent(() => {
      stopWatching();
      forward('SIGTERM');
    });
    const letGo = () => {
      for (const name of signals) process.off(name, forward);
      ended?.removeEventListener('abort', end);
      stopWatching();
    };
    child.once('error', (error) => {
      letGo();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      letGo();
      resolve(code ?? 128 + (signal === null ? 1 : constants.signals[signal]));
    });
  });
}
