import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { flagOf, portAfter, runSideBySide } from './side-by-side.mjs';

const node = (code: string) => ({ command: process.execPath, args: ['--eval', code] });
const options = { cwd: process.cwd() };
const stays = 'setInterval(() => {}, 1000);';
const says = "process.send({ url: 'here' });";
const endsWell = "process.once('SIGTERM', () => process.exit(0));";
const saysPid = "process.send({ url: 'here', pid: process.pid });";

test('starts the second with what the first says, and ends it with the first', async () => {
  let heard: unknown;
  const first = node(`
    process.on('SIGTERM', () => process.exit(9));
    process.on('SIGUSR2', () => process.exit(0));
    ${saysPid}${stays}`);
  const code = await runSideBySide(
    first,
    (message) => {
      heard = message;
      // The first may end once the second is able to end well.
      return node(`
        ${endsWell}${stays}
        process.kill(${JSON.stringify(message)}.pid, 'SIGUSR2');`);
    },
    options,
  );
  assert.partialDeepStrictEqual(heard, { url: 'here' });
  assert.equal(code, 0);
});

test('ends the first when the second fails, and says that it did', async () => {
  const first = node(`${says}${endsWell}${stays}`);
  assert.equal(await runSideBySide(first, () => node('process.exit(3)'), options), 3);
});

test('ends the first when the second cannot be started', async () => {
  const first = node(`${says}${endsWell}${stays}`);
  const missing = { command: '/nowhere/program', args: [] };
  await assert.rejects(
    runSideBySide(first, () => missing, options),
    { code: 'ENOENT' },
  );
});

test('starts no second when the first ends before it is ready', async () => {
  const never = () => assert.fail('It was not ready.');
  assert.equal(await runSideBySide(node('process.exit(4)'), never, options), 4);
});

test('starts one second, however often the first speaks', async () => {
  let started = 0;
  const first = node(`${says}${says} setTimeout(() => process.exit(0), 200);`);
  await runSideBySide(
    first,
    () => {
      started += 1;
      return node(`${endsWell}${stays}`);
    },
    options,
  );
  assert.equal(started, 1);
});

test('passes a signal on to both, and neither hears another', { timeout: 20_000 }, async (t) => {
  const module = new URL('./side-by-side.mjs', import.meta.url).href;
  const each = (name: string, then: string) => `
    let count = 0;
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
      count += 1;
      ${then}
    });
    const end = () => { console.log('${name} ' + count); process.exit(0); };
    ${stays}`;
  const first = `${each('first', 'end();')}${saysPid}`;
  // The second lasts longer than the first, and hears what is sent to it when that has ended.
  const second = `
    const isOver = () => { try { process.kill(pid, 0); } catch { return true; } };
    ${each('second', 'setInterval(() => { if (isOver()) setImmediate(end); }, 1);')}
    console.log('ready');`;
  const outer = `
    import { runSideBySide } from ${JSON.stringify(module)};
    const node = (code) => ({ command: process.execPath, args: ['--eval', code] });
    const second = ({ pid }) => node('const pid = ' + pid + ';' + ${JSON.stringify(second)});
    const first = node(${JSON.stringify(first)});
    process.exitCode = await runSideBySide(first, second, { cwd: process.cwd() });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', outer]);
  t.after(() => child.kill('SIGKILL'));
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'ready') child.kill('SIGINT');
    else said.push(line);
  }
  assert.deepEqual(said.sort(), ['first 1', 'second 1']);
  assert.equal(child.exitCode ?? (await once(child, 'exit'))[0], 0);
});

test('finds flags however they are written', () => {
  assert.equal(flagOf(['--port', '9000'], '--port'), '9000');
  assert.equal(flagOf(['--shop-port=1', '--port=9001'], '--port'), '9001');
  assert.equal(flagOf(['--porthole=1'], '--port'), undefined);
  assert.equal(flagOf([], '--port'), undefined);
});

test('takes the next port, or one that is free where any will do', async () => {
  assert.equal(await portAfter('8787'), 8_788);
  const port = await portAfter('0');
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  server.close();
});
