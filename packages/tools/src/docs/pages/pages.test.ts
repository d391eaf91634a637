import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commonErrors, endpointNames, routes, webhookEventTypes } from '@kindcart/contract';
import { errors } from '@kindcart/contract/errors';
import { repositoryOf } from '../../tidy/repository.ts';
import { configurationPage } from './configuration.ts';
import { elementsPage } from './elements.ts';
import { endpointsPage } from './endpoints.ts';
import { errorsPage } from './errors.ts';

/** The part of a page below one of its headings. */
function section(page: string, heading: string): string {
  const [, after = ''] = page.split(`\n${heading}\n`);
  return after.split(/\n#{1,3} /)[0] ?? '';
}

test('tells every code once, client codes apart and without a status', () => {
  const page = errorsPage();
  for (const code of Object.keys(errors)) {
    assert.equal(page.split(`| \`${code}\` |`).length, 2, code);
  }
  const client = section(page, '## Made by the client');
  assert.match(client, /\| `timeout` \| yes \|/);
  assert.doesNotMatch(client, /\| 0 \|/);
});

test('tells every endpoint with its request and an answer', () => {
  const page = endpointsPage();
  for (const name of endpointNames) {
    const block = section(page, `## ${name}`);
    const { method, path } = routes[name];
    assert.ok(block.includes(`- Request: \`${method} ${path}\``), name);
    assert.ok(block.includes('```http\n') && block.includes('```json\n'), name);
  }
});

test('shows a request as it is sent: key, idempotency key, body', () => {
  const block = section(endpointsPage(), '## createDonation');
  assert.match(
    block,
    /```http\nPOST \/v1\/donations\nAuthorization: Bearer pk_test_…\nIdempotency-Key: /,
  );
  assert.match(block, /Content-Type: application\/json\n\n\{\n {2}"projectId": "prj_/);
  assert.match(block, /\| `gift` \| Money \|/);
  assert.match(block, /- Errors: \[`giving_paused`\]\(errors\.md\)/);
});

test('names every error that requests share, once', () => {
  const shared = section(endpointsPage(), '## Errors that requests share');
  for (const code of Object.values(commonErrors).flat()) {
    assert.equal(shared.split(`[\`${code}\`]`).length, 2, code);
  }
});

test('tells the headers that a request needs besides its key', () => {
  const event = section(endpointsPage(), '## receiveSandboxEvent');
  assert.match(event, /\| `Kindcart-Sandbox-Signature` \| string \| `t=<unix seconds>,v1=<hex>`/);
  assert.match(event, /```http\nPOST [^\n]+\nKindcart-Sandbox-Signature: t=\d+,v1=[0-9a-f]{64}\n/);
  assert.match(
    section(endpointsPage(), '## createRefund'),
    /\| `Idempotency-Key` \| string \| Made/,
  );
  assert.doesNotMatch(section(endpointsPage(), '## getProject'), /In the headers/);
});

test('fills places in the address, and writes the query behind it', () => {
  const page = endpointsPage();
  assert.match(section(page, '## getProject'), /```http\nGET \/v1\/projects\/prj_[0-9a-z]+\n/);
  assert.match(
    section(page, '## listProjects'),
    /```http\nGET \/v1\/projects\?ids=prj_[0-9a-z]+\n/,
  );
});

test('tells every event that is posted to endpoints, with an example', () => {
  const block = section(endpointsPage(), '## Webhook events');
  for (const type of webhookEventTypes) assert.ok(block.includes(`- \`${type}\``), type);
  assert.match(block, /```json\n\{\n {2}"type": "donation\.succeeded",\n {2}"timestamp": "/);
});

test('tells each setting with its flag', () => {
  const page = configurationPage();
  assert.match(page, /\| `KINDCART_PORT` \| `--port` \| /);
  assert.match(page, /\| `DATABASE_URL` \| `--database` \| /);
  assert.match(page, /\| `KINDCART_LIMIT_DONATIONS` \|.*\. \d+ per \d+ s, burst \d+ unless said/);
});

const folder = 'packages/elements/src';
const made = repositoryOf({
  [`${folder}/giving/bar/bar.ts`]: `
    import { KindElement } from '../../internal/base.ts';
    /**
     * @summary A bar.
     * @slot - What is below.
     */
    export class KindBar extends KindElement {
      /** Id of the project. */
      @property() project?: string | undefined;
      /** How it leans. */
      @property({ reflect: true }) lean: 'left' | 'right' = 'left';
      /** Whether it is full. */
      get full(): boolean { return true; }
    }`,
  [`${folder}/giving/bar/define.ts`]:
    "import { KindBar } from './bar.ts';\ndefineElement('kind-bar', KindBar);",
  [`${folder}/internal/base.ts`]:
    "export class KindElement extends LitElement {\n/** Language. */\n@property() locale = '';\n}",
});

test('tells an element with an example, and what all elements have only once', () => {
  const page = elementsPage(made);
  assert.match(page, /\| \[`<kind-bar>`\]\(#kind-bar\) \| A bar\. \|/);
  assert.match(
    page,
    /```html\n<kind-bar project="prj_[0-9a-z]+">\n {2}<a href=".+">Give<\/a>\n<\/kind-bar>\n```/,
  );
  assert.equal(page.split('| `locale` |').length, 2);
});

test('says types, defaults, and what is read only or reflects', () => {
  const page = elementsPage(made);
  assert.match(page, /\| `project` \| `project` \| `string` \| {2}\| Id of the project\. \|/);
  assert.match(
    page,
    /\| `lean` \| `lean` \(reflects\) \| `'left' \\\| 'right'` \| `'left'` \| How it leans\. \|/,
  );
  assert.match(page, /\| `full` \(read only\) \|/);
});

test('has no heading for what an element does not have', () => {
  const page = elementsPage(made);
  for (const heading of ['Events', 'Parts', 'Methods', 'Custom properties']) {
    assert.ok(!page.includes(`### ${heading}`), heading);
  }
});
