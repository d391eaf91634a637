import { deepEqual, equal } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { shareOrCopy } from './share.ts';

const shared = { title: 'A tree', text: 'I had a tree planted', url: 'https://trees.test/7' };
const words = { copied: 'It is copied.', copyThis: 'Copy this:' };

/** What a browser can do with it; `shares` and `copies` say what they were handed. */
function browser(t: TestContext, can: { share?: () => Promise<void>; copy?: () => Promise<void> }) {
  const shares: unknown[] = [];
  const copies: string[] = [];
  const parts = {
    canShare: can.share ? () => true : undefined,
    share: async (data: unknown) => {
      shares.push(data);
      await can.share?.();
    },
    clipboard: {
      writeText: async (text: string) => {
        copies.push(text);
        await can.copy?.();
      },
    },
  };
  for (const [name, value] of Object.entries(parts)) {
    Object.defineProperty(navigator, name, { value, configurable: true });
    t.after(() => Reflect.deleteProperty(navigator, name));
  }
  return { shares, copies };
}

const fail = (name: string) => () => Promise.reject(new DOMException('no', name));

test('hands it to the device where that can share, and says nothing', async (t) => {
  const { shares, copies } = browser(t, { share: async () => {} });
  equal(await shareOrCopy(shared, words), '');
  deepEqual([shares, copies], [[shared], []]);
});

test('copies nothing for who has changed their mind', async (t) => {
  const { copies } = browser(t, { share: fail('AbortError') });
  equal(await shareOrCopy(shared, words), '');
  deepEqual(copies, []);
});

test('copies the address where sharing fails, or is not there', async (t) => {
  for (const share of [fail('NotAllowedError'), undefined]) {
    const { copies } = browser(t, share ? { share } : {});
    equal(await shareOrCopy(shared, words), 'It is copied.');
    deepEqual(copies, [shared.url]);
  }
});

test('says the address where it cannot be copied either', async (t) => {
  browser(t, { copy: fail('NotAllowedError') });
  equal(await shareOrCopy(shared, words), 'Copy this: https://trees.test/7');
});
