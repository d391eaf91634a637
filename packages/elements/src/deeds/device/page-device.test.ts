import { deepEqual, equal, notEqual, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64url } from '@kindcart/contract';
import { openKept } from './kept.ts';
import { canHaveKeys, makeKeys } from './keys.ts';
import { pageDevice } from './page-device.ts';

let made = 0;
/** A device that no test before has used. */
function newName(): string {
  made += 1;
  return `test ${Date.now()} ${made}`;
}

const total = {
  challengeId: 'chl_01k9p4m8q2fz3t6v8w0x2y4z7d',
  day: '2026-11-23',
  source: 'motion',
  quantity: 10,
} as const;

async function isSignedBy(publicKey: string, text: string, signature: string): Promise<boolean> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
  const [raw, bytes] = [fromBase64url(publicKey), fromBase64url(signature)];
  if (!raw || !bytes) return false;
  const key = await crypto.subtle.importKey('raw', raw, algorithm, false, ['verify']);
  return crypto.subtle.verify(algorithm, key, bytes, new TextEncoder().encode(text));
}

test('makes a key whose private half nobody can take out', async () => {
  ok(canHaveKeys());
  const { pair } = await makeKeys();
  equal(pair.privateKey.extractable, false);
  await rejects(crypto.subtle.exportKey('pkcs8', pair.privateKey));
  await rejects(crypto.subtle.exportKey('jwk', pair.privateKey));
});

test('signs so that anybody with the public key can check it', async () => {
  const { publicKey, device, sign } = await pageDevice(newName()).keys();
  const signature = await sign('kindcart-deed-v1\nten steps');
  equal(fromBase64url(signature)?.length, 64);
  equal(fromBase64url(publicKey)?.length, 65);
  equal(fromBase64url(device)?.length, 32);
  equal(await isSignedBy(publicKey, 'kindcart-deed-v1\nten steps', signature), true);
  equal(await isSignedBy(publicKey, 'kindcart-deed-v1\neleven steps', signature), false);
});

test('finds its key and record again on the next visit, and the key still signs', async () => {
  const name = newName();
  const first = pageDevice(name);
  const { publicKey } = await first.keys();
  await first.update((record) => ({ ...record, counter: 7, counted: [total] }));
  const again = pageDevice(name);
  const keys = await again.keys();
  equal(keys.publicKey, publicKey);
  equal(await isSignedBy(publicKey, 'again', await keys.sign('again')), true);
  const { counter, counted } = await again.update((record) => record);
  deepEqual([counter, counted], [7, [total]]);
  equal(again.keeping(), 'lasting');
});

test('two tabs that come first at once have one key', async () => {
  const name = newName();
  const [one, other] = await Promise.all([pageDevice(name).keys(), pageDevice(name).keys()]);
  equal(one.publicKey, other.publicKey);
});

test('keeps devices of different platforms apart', async () => {
  const [one, other] = [pageDevice(newName()), pageDevice(newName())];
  notEqual((await one.keys()).publicKey, (await other.keys()).publicKey);
  await one.update((record) => ({ ...record, counter: 3 }));
  equal((await other.update((record) => record)).counter, 0);
});

test('loses no change of tabs that change at once', async () => {
  const name = newName();
  const tabs = [pageDevice(name), pageDevice(name)];
  await Promise.all(
    Array.from({ length: 40 }, (_, turn) =>
      tabs[turn % 2]?.update((record) => ({ ...record, counter: record.counter + 1 })),
    ),
  );
  equal((await tabs[0]?.update((record) => record))?.counter, 40);
});

test('takes a new key only once it is adopted', async () => {
  const device = pageDevice(newName());
  const { publicKey } = await device.keys();
  const next = await device.newKeys();
  equal((await device.keys()).publicKey, publicKey);
  await device.adopt(next);
  equal((await device.keys()).publicKey, next.publicKey);
});

test('lets one work at a time, over all that share a name', async () => {
  const name = newName();
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = pageDevice(name).alone(async () => {
    order.push('first begins');
    await gate.promise;
    order.push('first ends');
  });
  const second = pageDevice(name).alone(async () => {
    order.push('second');
  });
  gate.resolve();
  await Promise.all([first, second]);
  deepEqual(order, ['first begins', 'first ends', 'second']);
});

test('keeps values as long as the page where the browser keeps nothing', async () => {
  const forbidden = {
    open() {
      throw new DOMException('not here', 'SecurityError');
    },
  };
  const open = Reflect.get(indexedDB, 'open');
  Object.defineProperty(indexedDB, 'open', { value: forbidden.open, configurable: true });
  try {
    const device = pageDevice(newName(), () => openKept());
    const { publicKey } = await device.keys();
    equal((await device.keys()).publicKey, publicKey);
    await device.update((record) => ({ ...record, counter: 2 }));
    equal((await device.update((record) => record)).counter, 2);
    equal(device.keeping(), 'page');
  } finally {
    Object.defineProperty(indexedDB, 'open', { value: open, configurable: true });
  }
});

/** What the browser keeps, whose connections the test closes as a browser does behind a page that is left. */
function losable() {
  const connections: IDBDatabase[] = [];
  let opensLeft = Number.POSITIVE_INFINITY;
  const open: IDBFactory['open'] = (...what) => {
    if (opensLeft === 0) throw new DOMException('Connection to the server lost', 'UnknownError');
    opensLeft -= 1;
    const request = indexedDB.open(...what);
    request.addEventListener('success', () => connections.push(request.result));
    return request;
  };
  return {
    open: () => openKept({ open }),
    /** Closes what is open; so many may be opened after it. */
    lose(opens = Number.POSITIVE_INFINITY) {
      opensLeft = opens;
      for (const connection of connections) connection.close();
    },
  };
}

test('opens anew what was closed under it, and loses no value', async () => {
  const browser = losable();
  const kept = await browser.open();
  await kept.change('closed', () => 1);
  browser.lose();
  equal(await kept.change('closed', (before) => Number(before) + 1), 2);
  equal(kept.isLasting(), true);
  equal(await (await openKept()).change('closed', (before) => before), 2);
});

test('opens anew once for all that fails at once', async () => {
  const browser = losable();
  const kept = await browser.open();
  await kept.change('closed at once', () => 0);
  browser.lose(1);
  const more = () => kept.change('closed at once', (before) => Number(before) + 1);
  await Promise.all([more(), more(), more()]);
  equal(kept.isLasting(), true);
  equal(await (await openKept()).change('closed at once', (before) => before), 3);
});

test('goes on in memory when what keeps the values cannot be opened anew', async () => {
  const browser = losable();
  const kept = await browser.open();
  await kept.change('breaking', () => 1);
  browser.lose(0);
  equal(await kept.change('breaking', (before) => Number(before) + 1), 2);
  equal(kept.isLasting(), false);
});

test('keeps its key when what it is kept in goes away, though nobody had asked for it', async () => {
  const name = newName();
  const { publicKey } = await pageDevice(name).keys();
  const browser = losable();
  const device = pageDevice(name, browser.open);
  await device.update((record) => ({ ...record, counter: 4 }));
  equal(device.keeping(), 'lasting');
  browser.lose(0);
  equal((await device.keys()).publicKey, publicKey);
  equal((await device.update((record) => record)).counter, 4);
  equal(device.keeping(), 'page');
});

test('makes no other key where the one that may be kept cannot be read', async () => {
  const name = newName();
  const { publicKey } = await pageDevice(name).keys();
  const browser = losable();
  const device = pageDevice(name, async () => {
    const kept = await browser.open();
    browser.lose(0);
    return kept;
  });
  await rejects(device.keys(), /key of this device cannot be read/);
  equal(device.keeping(), 'lost');
  equal((await pageDevice(name).keys()).publicKey, publicKey);
});

test('begins anew where what it finds is not its own', async () => {
  const name = newName();
  const kept = await openKept();
  await kept.change(`record ${name}`, () => 'something else');
  await kept.change(`keys ${name}`, () => 42);
  const device = pageDevice(name);
  equal((await device.update((record) => record)).counter, 0);
  equal(fromBase64url((await device.keys()).publicKey)?.length, 65);
});
