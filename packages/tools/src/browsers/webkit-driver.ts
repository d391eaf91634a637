// WebKitGTK has no headless mode of its own: it draws into a virtual screen, and one driver
// process speaks for it. Xvfb is started directly, not through xvfb-run, because its -displayfd
// finds a free display without a race and leaves one process to stop, not a shell's tree.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { requireProgram } from '../bootstrap/programs.mjs';

/** A running WebKitWebDriver with a screen of its own. */
export interface WebKitDriver {
  /** The port of 127.0.0.1 on which it answers WebDriver commands. */
  readonly port: number;
  /** Ends the driver, its browser and its screen; safe to call twice. */
  stop(): Promise<void>;
}

const startTimeoutMs = 20_000;

/**
 * Starts Xvfb and WebKitWebDriver on free numbers and waits until the driver answers.
 * `env` is added to what the browser sees, for example `LANGUAGE` or `GTK_THEME`.
 * Throws when a program is missing or does not come up within 20 s.
 */
export async function startWebKitDriver(env: Record<string, string> = {}): Promise<WebKitDriver> {
  const running: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(running.splice(0).reverse().map(endProcess));
  };
  try {
    const screen = startScreen();
    running.push(screen.process);
    const display = await screen.display;
    const port = await freePort();
    const driver = spawn(requireProgram('webKitDriver'), [`--port=${port}`, '--host=127.0.0.1'], {
      stdio: 'ignore',
      env: {
        ...process.env,
        DISPLAY: display,
        GDK_BACKEND: 'x11',
        NO_AT_BRIDGE: '1',
        // The process sandbox needs user namespaces, which containers commonly refuse.
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
        ...env,
      },
    });
    running.push(driver);
    endWithThisProcess(running);
    await answers(port, driver);
    return { port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startScreen(): { process: ChildProcess; display: Promise<string> } {
  const screen = spawn(
    requireProgram('xvfb'),
    ['-displayfd', '3', '-screen', '0', '1600x3000x24', '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const display = new Promise<string>((resolve, reject) => {
    let said = '';
    screen.stdio[3]?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('\n')) resolve(`:${said.trim()}`);
    });
    screen.once('error', reject);
    screen.once('exit', (code) => reject(new Error(`Xvfb ended with code ${code} at its start.`)));
  });
  return { process: screen, display };
}

/** A port of 127.0.0.1 that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port was given.');
  return address.port;
}

async function answers(port: number, driver: ChildProcess): Promise<void> {
  const giveUpAt = Date.now() + startTimeoutMs;
  while (Date.now() < giveUpAt) {
    if (driver.exitCode !== null) {
      throw new Error(`WebKitWebDriver ended with code ${driver.exitCode} at its start.`);
    }
    try {
      const response = await fetch(`http://127.0.0.1:${port}/status`);
      if (response.ok) return;
    } catch {
      // Not listening yet: that is what the loop is for.
    }
    await delay(50);
  }
  throw new Error(`WebKitWebDriver did not answer on port ${port} within ${startTimeoutMs} ms.`);
}

/** A test process that dies must not leave a screen and a browser behind. */
function endWithThisProcess(children: readonly ChildProcess[]): void {
  process.once('exit', () => {
    for (const child of children) child.kill('SIGKILL');
  });
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 2_000);
  await ended;
  clearTimeout(patience);
}
