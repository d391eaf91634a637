import { equal } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { projectExample } from '@kindcart/contract';
import type { Answers } from '../../internal/testing/platform.ts';
import { find, stage } from '../../internal/testing/stage.ts';
import { testStates } from '../../internal/testing/states.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { states } from './step-history.states.ts';

testStates(states);

const html = `<kind-step-history project="${projectExample.id}"></kind-step-history>`;
const found = { listProjects: { body: { items: [projectExample], nextCursor: null } } };

async function show(t: TestContext, answers: Answers) {
  const made = await stage({ html, answers });
  t.after(made.close);
  return made;
}

test('shows the title of its project', async (t) => {
  await show(t, found);
  const title = await find('kind-step-history >>> [part=title]', HTMLElement);
  equal(title.textContent, projectExample.title);
});

test('asks again when a person says so', async (t) => {
  const { platform } = await show(t, states.error?.answers ?? {});
  const retry = await find('kind-step-history >>> [part=retry]', HTMLButtonElement);
  platform.answer(found);
  retry.click();
  await find('kind-step-history >>> [part=title]', HTMLElement);
});
