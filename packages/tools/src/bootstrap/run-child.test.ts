import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { runChild } from './run-child.mjs';

const wrapper = new URL('./run-child.mjs', import.meta.url).href;

function runNode(code: string): Promise<number> {
  return runChild(process.execPath, ['--eval', code], { cwd: process.cwd() });
}

test('passes the exit code on', async () => {
  assert.equal(await runNode('process.exit(0)'), 0);
  assert.equal(await runNode('process.exit(3)'), 3);
});

test('says by the exit code which signal ended the program', async () => {
  assert.equal(await runNode("process.kill(process.pid, 'SIGKILL')"), 128 + 9);
});

test('says when a program cannot be started', async () => {
  const before = process.listenerCount('SIGINT');
  await assert.rejects(runChild('/nowhere/program', [], { cwd: '/' }), { code: 'ENOENT' });
  assert.equal(process.listenerCount('SIGINT'), before, 'It listens to signals no longer.');
});

/** A wrapper in a process of its own around a program that counts the signals it gets. */
async function wrapped(t: TestContext): Promise<{ wrapper: ChildProcess; said: () => string }> {
  const inner = `
    let count = 0;
    process.on('SIGINT', () => { count += 1; console.log('int ' + count); });
    process.on('SIGTERM', () => { console.log('term'); process.exit(count); });
    setInterval(() => {}, 1000);
    console.log('ready');`;
  const outer = `
    import { runChild } from ${JSON.stringify(wrapper)};
    const args = ['--eval', ${JSON.stringify(inner)}];
    process.exitCode = await runChild(process.execPath, args, { cwd: process.cwd() });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', outer]);
  t.after(() => child.kill('SIGKILL'));
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  while (!text.includes('ready')) await once(child.stdout, 'data');
  return { wrapper: child, said: () => text };
}

test('passes a signal on once, however often it comes at the same moment', async (t) => {
  const { wrapper, said } = await wrapped(t);
  wrapper.kill('SIGINT');
  wrapper.kill('SIGINT');
  while (!said().includes('int')) await once(wrapper.stdout ?? wrapper, 'data');
  wrapper.kill('SIGTERM');
  const [code] = await once(wrapper, 'exit');
  assert.equal(code, 1, 'One SIGINT was counted, and the count is the exit code.');
  assert.match(said(), /^ready\nint 1\nterm\n$/);
});

const endings: readonly [what: string, signal: string, heard: string][] = [
  ['tells a program to end', '', 'SIGTERM'],
  ['leaves a program alone that ends already, because a signal told it to', 'SIGINT', 'SIGINT'],
];

for (const [what, signal, heard] of endings) {
  test(what, async (t) => {
    // It ends when it is let go on its standard input, and says every signal until then.
    const inner = `
      const heard = [];
      for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => heard.push(signal));
      process.once('SIGINT', () => process.send('told'));
      process.stdin.once('data', () => setImmediate(() => {
        console.log(heard.join());
        process.exit(0);
      }));
      process.send('ready');`;
    const outer = `
      import { runChild } from ${JSON.stringify(wrapper)};
      const ends = new AbortController();
      const onMessage = (message) => {
        if (message === 'ready' && '${signal}' !== '') process.kill(process.pid, '${signal}');
        else {
          ends.abort();
          process.stdout.write('over\\n');
        }
      };
      const options = { cwd: process.cwd(), onMessage, ended: ends.signal };
      process.exitCode = await runChild(process.execPath, ['--eval', ${JSON.stringify(inner)}], options);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', outer]);
    t.after(() => child.kill('SIGKILL'));
    const said: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      said.push(line);
      if (line === 'over') child.stdin.end('go');
    }
    assert.deepEqual(said, ['over', heard]);
  });
}

test('ends the program when the shell that npm started has ended', async (t) => {
  const inner = `
    process.on('SIGTERM', () => { console.log('term'); process.exit(0); });
    setInterval(() => {}, 1000);
    console.log('ready ' + process.ppid);`;
  const outer = `
    import { runChild } from ${JSON.stringify(wrapper)};
    await runChild(process.execPath, ['--eval', ${JSON.stringify(inner)}], { cwd: process.cwd() });`;
  // The shell does not hand its place over to its last command when there is another after it.
  const command = `"$0" --input-type=module --eval "$1"; true`;
  const shell = spawn('sh', ['-c', command, process.execPath, outer], {
    env: { ...process.env, npm_lifecycle_event: 'start' },
  });
  t.after(() => shell.kill('SIGKILL'));
  let said = '';
  shell.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  while (!said.includes('ready')) await once(shell.stdout, 'data');
  shell.kill('SIGTERM');
  await once(shell, 'exit');
  while (!said.includes('term')) await once(shell.stdout, 'data');
});
