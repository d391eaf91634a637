// A page with the strictest policies needs no exception for the elements: no inline style, no inline
// script, no eval, no markup from text. The page is a frame of its own, since a policy is for life.
import { deepEqual, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { projectExample } from '@kindcart/contract';
import { until } from './internal/testing/stage.ts';

const policy = [
  "default-src 'none'",
  // The origin by its name, since Firefox does not know what 'self' is in a frame made of markup.
  `script-src ${location.origin}`,
  `style-src ${location.origin}`,
  'connect-src https://platform.test',
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

const script = new URL('./kindcart.ts', import.meta.url).href;

const page = `<!doctype html><html lang="en">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Strict</title>
<body>
<script type="module" src="${script}" data-key="pk_test_policy" data-base-url="https://platform.test"></script>
<kind-donate-button project="${projectExample.id}"><a href="#give">Donate</a></kind-donate-button>
<kind-progress project="${projectExample.id}"></kind-progress>
<kind-donate-form project="${projectExample.id}"></kind-donate-form>`;

async function open(t: TestContext) {
  const frame = document.createElement('iframe');
  frame.srcdoc = page;
  document.body.append(frame);
  t.after(() => frame.remove());
  const inside = await until(() => {
    const { contentDocument } = frame;
    return contentDocument?.title === 'Strict' && contentDocument;
  }, 'the page');
  const broken: string[] = [];
  inside.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
    broken.push(`${violatedDirective} ${blockedURI} ${sample}`),
  );
  return { inside, broken };
}

/** What of `fetch` the frame is answered with: the contract's project. */
function answer(inside: Document): void {
  const view = inside.defaultView;
  ok(view);
  const body = JSON.stringify({ items: [projectExample], nextCursor: null });
  view.fetch = async () =>
    new view.Response(body, { headers: { 'Content-Type': 'application/json' } });
}

test('draws everything under a strict policy, and breaks it nowhere', async (t) => {
  const { inside, broken } = await open(t);
  answer(inside);
  const deep = (selector: string, part: string) =>
    inside.querySelector(selector)?.shadowRoot?.querySelector<HTMLElement>(part);
  const fill = await until(() => deep('kind-progress', '[part=fill]'), 'the bar');
  await until(() => deep('kind-donate-form', '[part=amounts]'), 'the amounts');
  ok(fill.offsetWidth > 0);
  const link = inside.querySelector<HTMLElement>('kind-donate-button > a');
  ok(link && link.offsetHeight >= 44);
  link.click();
  await until(() => inside.querySelector('kind-dialog')?.open, 'the dialog');
  deepEqual(broken, []);
  deepEqual([...inside.querySelectorAll('[style]')], []);
});
