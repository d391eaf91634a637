import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { moveExample, participantExample, teamExample } from '@kindcart/contract';
import { type Answers, oneByOne, problem } from '../../internal/testing/platform.ts';
import { fill, find, pierce, stage, until } from '../../internal/testing/stage.ts';
import { listing, openChallenge } from '../testing.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { KindStepTracker } from './step-tracker.ts';

const tag = `<kind-step-tracker challenge="${openChallenge.id}"></kind-step-tracker>`;
const inside = (selector: string) => `kind-step-tracker >>> ${selector}`;
const noDays = { body: { items: [], nextCursor: null } };
const token = `mvt_${'a'.repeat(43)}`;

async function show(t: TestContext, answers: Answers = {}, fragment = '') {
  const all = { listChallenges: listing(), listDeeds: noDays, ...answers };
  const made = await stage({ html: tag, answers: all, fragment });
  t.after(made.close);
  return made;
}

async function click(selector: string): Promise<void> {
  (await find(inside(selector), HTMLElement)).click();
}

/** Opens what is below, and one fold of it. */
async function open(place: number): Promise<void> {
  await click('.folds [part=more]');
  await click(`details:nth-of-type(${place}) summary`);
}

async function said(pattern: RegExp): Promise<void> {
  await until(() => pattern.test(pierce(inside('[part=said]'))?.textContent ?? ''), `${pattern}`);
}

test('takes a name and erases it', async (t) => {
  const { platform } = await show(t, {
    updateParticipant: ({ body }) => ({
      body: { ...participantExample, name: Reflect.get(Object(body), 'name') },
    }),
    createParticipant: { body: { ...participantExample, name: null } },
  });
  await open(2);
  fill(await find(inside('[part=name]'), HTMLInputElement), '  Lin ');
  await click('form.more button[type=submit]');
  await said(/saved/);
  await click('[part=erase]');
  await said(/erased/);
  const names = platform.asked
    .filter(({ endpoint }) => endpoint === 'updateParticipant')
    .map(({ body }) => Reflect.get(Object(body), 'name'));
  deepEqual(names, ['Lin', null]);
  equal((await find(inside('[part=name]'), HTMLInputElement)).value, '');
});

test('says that a name could not be saved', async (t) => {
  await show(t, { updateParticipant: problem('wish_outdated') });
  await open(2);
  fill(await find(inside('[part=name]'), HTMLInputElement), 'Lin');
  await click('form.more button[type=submit]');
  await said(/did not work/);
});

test('shows a code for another device, with its address beside it', async (t) => {
  await show(t);
  await open(2);
  await click('[part=make-code]');
  await find(inside('[part=code]'), HTMLElement);
  await said(/^The code is shown\. Scan it/);
  const link = await find(inside('a[href*="#kind-move=mvt_"]'), HTMLAnchorElement);
  ok(link.href.startsWith(location.origin));
});

test('makes another code at any time, and says when one has run out', async (t) => {
  const [first, other] = ['a', 'b'].map((letter) => ({
    ...moveExample,
    token: `mvt_${letter.repeat(43)}`,
  }));
  const { element } = await show(t, {
    createMove: oneByOne({ status: 201, body: first }, { status: 201, body: other }),
  });
  await open(2);
  await click('[part=make-code]');
  await find(inside(`[href*="${first?.token}"]`), HTMLAnchorElement);
  await click('[part=make-code]');
  await find(inside(`[href*="${other?.token}"]`), HTMLAnchorElement);
  const realNow = Date.now;
  t.after(() => {
    Date.now = realNow;
  });
  Date.now = () => realNow() + 10 * 60_000;
  ok(element instanceof KindStepTracker);
  element.requestUpdate();
  await said(/has run out/);
  equal(pierce(inside('[part=code]')), null);
  await find(inside('[part=make-code]'), HTMLElement);
});

test('says what a name is for, and what several devices count', async (t) => {
  await show(t);
  await open(2);
  match((await find(inside('#name-hint'), HTMLElement)).textContent ?? '', /Only your own devices/);
  const fold = await find(inside('details:nth-of-type(2)'), HTMLElement);
  match(fold.textContent ?? '', /the one with the most steps counts/);
});

for (const [what, writeText, pattern] of [
  ['copies it', async () => {}, /The number is copied/],
  [
    'says what to do where it cannot copy it',
    () => Promise.reject(new DOMException('Not allowed', 'NotAllowedError')),
    /copy it by hand/,
  ],
] as const) {
  test(`shows the walker’s own id once there is one, and ${what}`, async (t) => {
    const copied: string[] = [];
    const value = {
      writeText: (text: string) => {
        copied.push(text);
        return writeText();
      },
    };
    Object.defineProperty(navigator, 'clipboard', { value, configurable: true });
    t.after(() => Reflect.deleteProperty(navigator, 'clipboard'));
    await show(t);
    await open(2);
    equal(pierce(inside('[part=participant-id]')), null);
    await click('[part=make-code]');
    const id = await find(inside('[part=participant-id]'), HTMLElement);
    equal(id.textContent, participantExample.id);
    await said(/The code is shown/);
    await click('[part=copy-id]');
    await said(pattern);
    deepEqual(copied, [participantExample.id]);
  });
}

test('says that there are too many devices', async (t) => {
  await show(t, { createMove: problem('devices_too_many') });
  await open(2);
  await click('[part=make-code]');
  await said(/Too many devices/);
});

test('joins another device only when asked to, and forgets the token', async (t) => {
  const { platform } = await show(t, {}, `kind-move=${token}`);
  await find(inside('[part=join]'), HTMLElement);
  equal(
    platform.asked.some(({ endpoint }) => endpoint === 'joinByMove'),
    false,
  );
  await click('[part=join]');
  await until(() => location.hash === '', 'the address without the token');
  const asked = platform.asked.find(({ endpoint }) => endpoint === 'joinByMove');
  equal(Reflect.get(Object(asked?.body), 'token'), token);
  await said(/walk as one/);
  equal(pierce(inside('[part=join]')), null);
});

test('says that a code is over', async (t) => {
  await show(t, { joinByMove: problem('move_invalid') }, `kind-move=${token}`);
  await click('[part=join]');
  await said(/ten minutes are over/);
});

test('lists teams, asks once more before it joins one, and joins it once', async (t) => {
  const { platform } = await show(t);
  await open(3);
  match((await find(inside('[part=team]'), HTMLElement)).textContent ?? '', /1 member/);
  const join = await find(inside('[part=team] button'), HTMLElement);
  equal(join.textContent?.trim(), 'Join');
  match(join.getAttribute('aria-label') ?? '', /^Join \S/, 'whoever hears it alone knows which');
  const isAsked = () => platform.asked.some(({ endpoint }) => endpoint === 'joinTeam');
  const fold = await find(inside('details:nth-of-type(3)'), HTMLElement);
  match(fold.textContent ?? '', /You can be in one team, and cannot change teams/);
  join.click();
  const ask = await find(inside('#team-ask'), HTMLElement);
  const name = teamExample.name;
  equal(ask.textContent, `Join \u2068${name}\u2069? You cannot change teams in this challenge.`);
  await click('[part=not-now]');
  await find(inside('[part=join-team]'), HTMLElement);
  equal(isAsked(), false);
  await click('[part=join-team]');
  await click('[part=join-now]');
  await until(() => /in the team now/.test(pierce(inside('#team-said'))?.textContent ?? ''), 'it');
  await until(
    () => /your team/.test(pierce(inside('[part=team]'))?.textContent ?? ''),
    'the own team',
  );
  equal(pierce(inside('[part=team] button')), null);
  equal(platform.asked.filter(({ endpoint }) => endpoint === 'joinTeam').length, 1);
});

test('asks for the teams again where they did not come', async (t) => {
  const { platform } = await show(t, { listTeams: problem('internal') });
  await open(3);
  await said(/did not work/);
  platform.answer({ listChallenges: listing(), listDeeds: noDays });
  await click('[part=retry]');
  await find(inside('[part=team]'), HTMLElement);
  equal(pierce(inside('[part=said]'))?.textContent, '');
});

test('makes a team, and says when its name is taken', async (t) => {
  const { platform } = await show(t, { createTeam: problem('team_name_taken') });
  await open(3);
  fill(await find(inside('[part=new-team]'), HTMLInputElement), 'Walkers');
  await click('form.more button[type=submit]');
  await said(/Another team has this name/);
  platform.answer({
    listChallenges: listing(),
    createTeam: { status: 201, body: { ...teamExample, name: 'Walkers' } },
  });
  fill(await find(inside('[part=new-team]'), HTMLInputElement), 'Walkers');
  await click('form.more button[type=submit]');
  await until(() => pierce(inside('[part=new-team]')) === null, 'the team');
});

test('draws an image of the day in the page, and says that it is there', async (t) => {
  await show(t);
  await open(4);
  const status = await find(inside('details:nth-of-type(4) [role=status]'), HTMLElement);
  equal(status.textContent, '');
  await click('[part=make-image]');
  const link = await find(inside('[part=picture] a'), HTMLAnchorElement);
  match(link.download, /^steps-\d{4}-\d\d-\d\d\.png$/);
  const picture = await createImageBitmap(await (await fetch(link.href)).blob());
  deepEqual([picture.width, picture.height], [1_080, 1_080]);
  match(status.textContent ?? '', /^The image is made/);
});

test('shares the image where the device can, by a button that says so', async (t) => {
  const shared: string[] = [];
  const own = { canShare: () => true, share: async (data: ShareData) => shared.push(nameOf(data)) };
  const nameOf = ({ files = [] }: ShareData) => files.map(({ name }) => name).join();
  for (const [name, value] of Object.entries(own)) {
    Object.defineProperty(navigator, name, { value, configurable: true });
    t.after(() => Reflect.deleteProperty(navigator, name));
  }
  await show(t);
  await open(4);
  await click('[part=make-image]');
  const share = await find(inside('[part=picture] button'), HTMLElement);
  equal(share.textContent?.trim(), 'Share the image');
  share.click();
  match(shared.join(), /^steps-\d{4}-\d\d-\d\d\.png$/);
});
