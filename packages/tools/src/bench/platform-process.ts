/** The platform as a process of its own, as an operator runs it, for benchmarks, crash tests and soaks. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const main = fileURLToPath(new URL('../../../platform/src/cli/main.ts', import.meta.url));
const run = promisify(execFile);
const flags = ['--conditions=@kindcart/source', main];

export interface PlatformProcess {
  readonly pid: number;
  readonly port: number;
  readonly url: string;
  /** Ends it with the signal and resolves when it is gone. */
  stop(signal: NodeJS.Signals): Promise<void>;
}

/** Starts `kindcart start` with these variables on a free port and waits until it answers. */
export async function startPlatform(
  variables: Readonly<Record<string, string>>,
  port = 0,
): Promise<PlatformProcess> {
  const child: ChildProcess = spawn(process.execPath, [...flags, 'start', '--port', String(port)], {
    env: { PATH: process.env.PATH, ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { pid, stdout } = child;
  if (stdout === null || pid === undefined) throw new Error('The platform could not be started');
  const lines = createInterface({ input: stdout });
  const exited = once(child, 'exit');
  const taken = await new Promise<number>((resolve, reject) => {
    lines.on('line', (line) => {
      const found = /^Kindcart answers at http:\/\/[^:]+:(\d+)/.exec(line)?.[1];
      if (found !== undefined) resolve(Number.parseInt(found, 10));
    });
    child.once('exit', (code) =>
      reject(new Error(`The platform ended with ${code} before it answered`)),
    );
  });
  return {
    pid,
    port: taken,
    url: `http://127.0.0.1:${taken}`,
    async stop(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await exited;
    },
  };
}

/** Runs another command of the platform's and resolves to what it printed. */
export async function runPlatform(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  const { stdout } = await run(process.execPath, [...flags, ...args], {
    env: { PATH: process.env.PATH, ...variables },
  });
  return stdout;
}
