import { deepEqual, equal } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { LitElement } from 'lit';
import { until } from '../../internal/testing/stage.ts';
import { Address } from './address.ts';
import type { Link } from './deep-link.ts';

class AddressHost extends LitElement {}
customElements.define('test-address-host', AddressHost);

/** An address of a page that begins with a fragment, and where it has led to. */
async function address(t: TestContext, fragment: string, isWanted = true) {
  const put = (text: string) =>
    history.replaceState({ page: 7 }, '', text || location.pathname + location.search);
  put(fragment);
  const host = new AddressHost();
  const went: Link[] = [];
  const made = new Address(
    host,
    () => isWanted,
    (link) => went.push(link),
  );
  document.body.append(host);
  await host.updateComplete;
  t.after(() => {
    host.remove();
    put('');
  });
  return { host, made, went };
}

/** Goes to a fragment as a link does, and waits until the page has been told. */
async function go(fragment: string): Promise<void> {
  const told = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
  location.hash = fragment;
  await told;
}

const wanted: readonly [fragment: string, went: readonly Link[]][] = [
  ['#tree=1024', [{ tree: 1_024 }]],
  ['#map=3/1/2', [{ map: { zoom: 3, latitude: 1, longitude: 2 } }]],
  ['#about', []],
  ['#tree=0', []],
  ['', []],
];

for (const [fragment, links] of wanted) {
  test(`leads from "${fragment}" to ${JSON.stringify(links)}`, async (t) => {
    const { made, went } = await address(t, fragment);
    made.follow();
    deepEqual(went, links);
  });
}

test('follows each change while its host is on the page, and none after', async (t) => {
  const { host, went } = await address(t, '');
  await go('#tree=5');
  await go('#somewhere');
  await go('#tree=6');
  deepEqual(went, [{ tree: 5 }, { tree: 6 }]);
  host.remove();
  await go('#tree=7');
  equal(went.length, 2);
});

test('looks again where the address says when its host comes back', async (t) => {
  const { host, went } = await address(t, '#tree=5');
  equal(went.length, 0);
  host.remove();
  document.body.append(host);
  await until(() => went.length > 0, 'the link');
  deepEqual(went, [{ tree: 5 }]);
});

test('writes down where is looked, without a step back, and keeps what the page knows of the step', async (t) => {
  const { made } = await address(t, '');
  const steps = history.length;
  made.tell({ tree: 9 });
  made.tell({ map: { zoom: 4, latitude: 1.5, longitude: -2 } });
  equal(location.hash, '#map=4/1.5/-2');
  equal(history.length, steps);
  deepEqual(history.state, { page: 7 });
});

test('is not led by what it has written itself', async (t) => {
  const { made, went } = await address(t, '');
  made.tell({ tree: 9 });
  await go('#elsewhere');
  deepEqual(went, []);
});

test("neither reads nor writes the page's own fragment where that is not its own", async (t) => {
  const { made, went } = await address(t, '#tree=5', false);
  made.follow();
  made.tell({ tree: 9 });
  await go('#tree=6');
  deepEqual(went, []);
  equal(location.hash, '#tree=6');
});
