// A page that is left open: a new day begins where the challenge is, and somebody comes back to it.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { participantDayExample } from '@kindcart/contract';
import type { Answers } from '../../internal/testing/platform.ts';
import { find, pierce, settle, stage, until } from '../../internal/testing/stage.ts';
import { lookAgainMs } from '../day-turn.ts';
import { pageDevice } from '../device/page-device.ts';
import { ownFor } from '../device/registry.ts';
import { catchDayTurn, listing, openChallenge, outcome, today, tomorrowMs } from '../testing.ts';
import '../../kit/kit/define.ts';
import './define.ts';

const html = `<kind-step-tracker challenge="${openChallenge.id}"></kind-step-tracker>`;
const inside = (selector: string) => `kind-step-tracker >>> ${selector}`;
const yuan = (amount: number) => ({ amount, currency: 'CNY' });

const textOf = (selector: string) => pierce(inside(selector))?.textContent?.trim() ?? '';

async function show(t: TestContext, answers: Answers = {}) {
  const listDeeds = { body: { items: [], nextCursor: null } };
  const made = await stage({ html, answers: { listChallenges: listing(), listDeeds, ...answers } });
  t.after(made.close);
  await find(inside('[data-source=motion]'), HTMLElement);
  const key = made.kit.getAttribute('key') ?? '';
  return { ...made, own: ownFor({ baseUrl: made.platform.baseUrl, key }) };
}

test('begins a new day when one begins where the challenge is, and waits for no more than that', async (t) => {
  const { clock, waits, fire } = catchDayTurn(t, tomorrowMs - 90_000);
  const totals = { ...openChallenge.totals, leftToday: yuan(0) };
  const { own, element } = await show(t, { listChallenges: listing({ totals }) });
  const counted = { challengeId: openChallenge.id, day: today, source: 'motion' } as const;
  await own.count({ ...counted, quantity: 4_200 });
  await until(() => textOf('[part=steps]') === '4,200', 'the steps of the day');
  match(textOf('[part=condition]'), /Today’s share of the budget is given/);
  deepEqual(waits(), [90_000]);
  clock.nowMs = tomorrowMs;
  fire();
  await until(() => textOf('[part=steps]') === '0', 'a new day');
  match(textOf('[part=condition]'), /^A day counts from/);
  deepEqual(waits(), [lookAgainMs]);
  element.remove();
  deepEqual(waits(), []);
});

test('looks again after a while where the day is still long, as devices sleep', async (t) => {
  const { waits, fire } = catchDayTurn(t, tomorrowMs - 2 * lookAgainMs);
  await show(t);
  deepEqual(waits(), [lookAgainMs]);
  fire();
  deepEqual(waits(), [lookAgainMs]);
});

test('shows no number before it knows what the device keeps', async (t) => {
  const { kit, element, platform, own } = await show(t);
  const counted = { challengeId: openChallenge.id, day: today, source: 'motion' } as const;
  await own.count({ ...counted, quantity: 9_000 });
  element.remove();
  // A page that has just been opened knows nothing of it yet.
  const other = `${kit.getAttribute('key')}_other`;
  await pageDevice(`${platform.baseUrl} ${other}`).update((record) => ({
    ...record,
    counted: own.get().record.counted,
  }));
  kit.setAttribute('key', other);
  const opened = document.createElement('kind-step-tracker');
  opened.challenge = openChallenge.id;
  kit.append(opened);
  const root = opened.shadowRoot;
  ok(root);
  const drawn: string[] = [];
  const drawing = new MutationObserver(() => {
    const ring = root.querySelector('[part=ring]');
    if (ring) drawn.push(ring.textContent?.match(/[\d,]+/)?.[0] ?? ring.ariaBusy ?? '');
  });
  drawing.observe(root, { childList: true, subtree: true, characterData: true, attributes: true });
  await until(() => textOf('[part=steps]') === '9,000', 'the steps that are kept');
  drawing.disconnect();
  deepEqual([...new Set(drawn)], ['true', '9,000']);
});

test('shows what another page counted and another device gave, when somebody comes back', async (t) => {
  const { own, platform, kit } = await show(t, { createDeeds: outcome({ given: yuan(84) }) });
  await own.give([
    { challengeId: openChallenge.id, day: today, source: 'declared', quantity: 8_420 },
  ]);
  await until(() => textOf('[part=steps]') === '8,420', 'the steps that were given');
  await settle(kit);
  const counted = { challengeId: openChallenge.id, day: today, source: 'motion' } as const;
  const otherPage = pageDevice(`${platform.baseUrl} ${kit.getAttribute('key')}`);
  await otherPage.update((record) => ({
    ...record,
    counted: [...record.counted, { ...counted, quantity: 9_000 }],
  }));
  const day = { ...participantDayExample, day: today, counted: 9_500, sources: [] };
  platform.answer({
    listChallenges: listing(),
    listDeeds: { body: { items: [day], nextCursor: null } },
  });
  await settle(kit);
  equal(textOf('[part=steps]'), '8,420');
  document.dispatchEvent(new Event('visibilitychange'));
  await until(
    () => textOf('[part=steps]') === '9,500' && textOf('[part=give]') === 'Give my steps',
    'what another device gave, and what another page counted',
  );
});
