import { equal, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { settle } from './stage.ts';

/** Puts an element on the page whose text is another at each of so many frames. */
function changing(t: TestContext, role: string | null, framesMax: number) {
  const root = document.createElement('div');
  const part = document.createElement('b');
  if (role !== null) part.setAttribute('role', role);
  root.append(part);
  document.body.append(root);
  t.after(() => root.remove());
  let frames = 0;
  const change = () => {
    if (!root.isConnected || frames === framesMax) return;
    frames += 1;
    part.textContent = `${frames}`;
    requestAnimationFrame(change);
  };
  change();
  return { root, part };
}

test('comes to rest once no text changes', async (t) => {
  const { root, part } = changing(t, null, 20);
  await settle(root);
  equal(part.textContent, '20');
});

test('comes to rest beside a countdown that runs on', async (t) => {
  const { root, part } = changing(t, 'timer', Number.POSITIVE_INFINITY);
  await settle(root);
  ok(Number(part.textContent) > 0);
});
