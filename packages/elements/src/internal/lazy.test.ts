import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { LitElement } from 'lit';
import { Lazy } from './lazy.ts';
import { until } from './testing/stage.ts';

class Host extends LitElement {
  drawn = 0;

  override requestUpdate(...given: Parameters<LitElement['requestUpdate']>): void {
    this.drawn = (this.drawn ?? 0) + 1;
    super.requestUpdate(...given);
  }
}
customElements.define('x-lazy-host', Host);

test('fetches once, when it is wanted, and draws its host again', async () => {
  const host = new Host();
  let loads = 0;
  const lazy = new Lazy(host, async () => {
    loads += 1;
    return 'a module';
  });
  equal(loads, 0);
  const before = host.drawn;
  lazy.fetch();
  lazy.fetch();
  await until(() => lazy.module === 'a module', 'the module');
  lazy.fetch();
  equal(loads, 1);
  equal(host.drawn, before + 1);
});

test('says that it failed, and tries again when it is wanted again', async () => {
  let loads = 0;
  const lazy = new Lazy(new Host(), async () => {
    loads += 1;
    if (loads === 1) throw new TypeError('Failed to fetch');
    return 'a module';
  });
  lazy.fetch();
  await until(() => lazy.failed, 'the failure');
  lazy.fetch();
  await until(() => lazy.module, 'the module');
  equal(lazy.failed, false);
});
