import { equal, match } from 'node:assert/strict';
import { test } from 'node:test';
import { find, stage, until } from '../../internal/testing/stage.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { states } from './forest-map.states.ts';

// A file of its own: once a page has the card of a tree it has it for good.
test('fetches the card of a tree with the first one that is opened, and leads to its page until then', async (t) => {
  const { html = '', answers = {} } = states['one plot'] ?? {};
  const { platform, element, close } = await stage({ html, answers });
  t.after(close);
  const rows = await until(() => {
    const found = element.shadowRoot?.querySelectorAll('.tree');
    return found?.length === 24 && found;
  }, 'trees');
  equal(customElements.get('kind-tree-card'), undefined);
  const seen: string[] = [];
  const watcher = new MutationObserver(() => {
    const own = element.shadowRoot?.querySelector('.card > .card-name');
    if (own) seen.push(own.parentElement?.textContent?.replace(/\s+/g, ' ').trim() ?? '');
  });
  t.after(() => watcher.disconnect());
  if (element.shadowRoot) watcher.observe(element.shadowRoot, { childList: true, subtree: true });
  [...rows].find((row): row is HTMLElement => row instanceof HTMLElement)?.click();
  const card = await find('kind-forest-map >>> kind-tree-card', HTMLElement);
  match(seen[0] ?? '', /^Tree 1024 Waiting to be planted Its page and certificate$/);
  equal(card.getAttribute('tree'), Object(answers.listTrees).body.items[0].id);
  equal(card.getAttribute('base-url'), null);
  const title = await find('kind-forest-map >>> kind-tree-card >>> [part=title]', HTMLElement);
  equal(title.textContent, 'Tree 1024');
  equal(platform.asked.filter(({ endpoint }) => endpoint === 'getTree').length, 1);
});
