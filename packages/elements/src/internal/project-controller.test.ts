import { deepEqual, equal, match } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Project, projectExample } from '@kindcart/contract';
import type { ProblemCode } from '@kindcart/contract/errors';
import { html, LitElement } from 'lit';
import '../kit/kit/define.ts';
import { ProjectController, type ProjectView } from './project-controller.ts';
import { type Answers, FakeEventSource, problem } from './testing/platform.ts';
import { type Stage, settle, stage, until } from './testing/stage.ts';

/** The least that can show a project. */
class Probe extends LitElement {
  static override properties = { project: {} };
  declare project?: string;
  readonly source = new ProjectController(this, () => ({}));
  drawn = 0;

  override render() {
    this.drawn += 1;
    return html`${this.source.view.status}`;
  }
}
customElements.define('kind-test-probe', Probe);

const known = projectExample.id;
const other = 'prj_01k9p4m8q2fz3t6v8w0x2y4z7b';
const markup = (project: string) => `<kind-test-probe project="${project}"></kind-test-probe>`;

function answering(...items: Project[]): Answers {
  return { listProjects: { body: { items, nextCursor: null } } };
}

function quietly(t: TestContext): string[] {
  const real = console.error;
  const lines: string[] = [];
  console.error = (line: string) => lines.push(line);
  t.after(() => {
    console.error = real;
  });
  return lines;
}

async function show(t: TestContext, answers: Answers, project: string = known) {
  const made = await stage({ html: markup(project), answers });
  t.after(made.close);
  return { ...made, probe: probeIn(made) };
}

function probeIn({ element }: Pick<Stage, 'element'>): Probe {
  if (element instanceof Probe) return element;
  throw new TypeError('The probe is not there.');
}

const reaches = (probe: Probe, status: ProjectView['status']) =>
  until(() => probe.source.view.status === status && probe.source.view, status);

test('goes from loading to ready', async (t) => {
  const { probe } = await show(t, answering(projectExample));
  equal(probe.source.view.status, 'loading');
  const view = await reaches(probe, 'ready');
  deepEqual(view, { status: 'ready', project: projectExample, offline: false });
});

const failures: readonly [code: ProblemCode, status: ProjectView['status']][] = [
  ['internal', 'error'],
  ['rate_limited', 'error'],
  ['unavailable', 'error'],
  ['key_unknown', 'misconfigured'],
  ['key_revoked', 'misconfigured'],
  ['origin_not_allowed', 'misconfigured'],
];

for (const [code, status] of failures) {
  test(`is ${status} when the platform says ${code}`, async (t) => {
    const lines = quietly(t);
    const { probe } = await show(t, { listProjects: problem(code) });
    await reaches(probe, status);
    equal(lines.length, status === 'misconfigured' ? 1 : 0);
  });
}

test('is offline when nothing answers, and asks again on demand', async (t) => {
  const { probe, platform } = await show(t, { listProjects: 'offline' });
  await reaches(probe, 'offline');
  platform.answer(answering(projectExample));
  probe.source.reload();
  await reaches(probe, 'ready');
});

test('knows no project that the platform does not', async (t) => {
  const { probe } = await show(t, answering());
  await reaches(probe, 'unknown');
});

for (const project of ['', 'water', 'prj_1', 'don_01k9p4m8q2fz3t6v8w0x2y4z6a']) {
  test(`asks nobody for the project "${project}"`, async (t) => {
    quietly(t);
    const { probe, platform } = await show(t, answering(projectExample), project);
    await reaches(probe, 'misconfigured');
    await settle(probe);
    equal(platform.asked.length, 0);
  });
}

test('names the element and the remedy in the console', async (t) => {
  const lines = quietly(t);
  const { kit, probe } = await show(t, answering(projectExample));
  kit.setAttribute('key', 'sk_test_oops');
  await reaches(probe, 'misconfigured');
  await until(() => lines.length > 0, 'a line in the console');
  match(lines.join(), /<kind-test-probe>: a secret key .* Revoke it now/);
});

test('never sends a secret key', async (t) => {
  quietly(t);
  const { kit, probe, platform } = await show(t, answering(projectExample));
  await reaches(probe, 'ready');
  kit.setAttribute('key', 'sk_test_oops');
  await reaches(probe, 'misconfigured');
  await settle(probe);
  equal(platform.asked.filter(({ url, headers }) => /sk_/.test(url.href + [...headers])).length, 0);
});

test('asks anew under another key', async (t) => {
  const { kit, probe, platform } = await show(t, answering(projectExample));
  await reaches(probe, 'ready');
  kit.setAttribute('key', 'pk_test_second');
  await until(() => platform.asked.length === 2, 'the second request');
  equal(platform.asked[1]?.url.searchParams.get('key'), 'pk_test_second');
});

test('follows its attribute to another project', async (t) => {
  const second = { ...projectExample, id: other } as const;
  const { probe } = await show(t, answering(projectExample, second));
  await reaches(probe, 'ready');
  probe.project = other;
  await until(() => {
    const { view } = probe.source;
    return view.status === 'ready' && view.project.id === other;
  }, 'the other project');
});

test('hears no more of a project once it is off the page, and goes on when it is back', async (t) => {
  const { kit, probe } = await show(t, answering(projectExample));
  await reaches(probe, 'ready');
  await until(() => FakeEventSource.open === 1, 'the stream');
  probe.remove();
  await until(() => FakeEventSource.open === 0, 'the end of the stream');
  const drawn = probe.drawn;
  await settle(kit);
  equal(probe.drawn, drawn);
  kit.append(probe);
  await reaches(probe, 'ready');
  await until(() => FakeEventSource.open === 1, 'the stream again');
});

test('draws once before the data and once with it', async (t) => {
  const { probe } = await show(t, answering(projectExample));
  await reaches(probe, 'ready');
  await settle(probe);
  equal(probe.drawn, 2);
});
