// Trees that are given, and trees of several people.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { adoptionExample } from '@kindcart/contract';
import { act, fill, find, until } from '../../internal/testing/stage.ts';
import { adoptionFor, teamShares } from './sample.testing.ts';
import { click, form, hear, inside, paid, pay, picker, show, textOf, toWho } from './testing.ts';

test('gives a tree to somebody, and says what is missing before', async (t) => {
  const { asked, element } = await show(t);
  await toWho();
  await act(`click ${picker} .segments label:nth-child(2) input`);
  await click('hold');
  const to = await find(`${picker} #to`, HTMLInputElement);
  equal(to.getAttribute('aria-invalid'), 'true');
  await until(() => element.shadowRoot?.activeElement === to, 'focus on what is missing');
  fill(to, ' 奶奶 ');
  fill(await find(`${picker} #message`, HTMLTextAreaElement), '生日快乐！');
  fill(await find(`${picker} #reveal`, HTMLInputElement), '2099-04-05');
  await click('hold');
  await until(() => asked('createAdoption').length === 1, 'the wish');
  const [{ body } = { body: null }] = asked('createAdoption');
  ok(body && typeof body === 'object' && 'gift' in body);
  deepEqual(body.gift, { to: '奶奶', message: '生日快乐！', revealOn: '2099-04-05' });
});

test('gathers a team: the own share is paid, and a link leads to the next', async (t) => {
  const { trees } = hear(t);
  const team = { state: 'held', shares: teamShares(), teamName: '沙漠之友' } as const;
  const gathering = { ...team, state: 'gathering', shares: teamShares('林晓') } as const;
  const { asked, answer } = await show(t, {
    createAdoption: { status: 201, body: adoptionFor(900, team) },
  });
  await toWho();
  await act(`click ${picker} .segments label:nth-child(3) input`);
  fill(await find(`${picker} #shares`, HTMLInputElement), '3');
  fill(await find(`${picker} #team-name`, HTMLInputElement), '沙漠之友');
  match(await textOf('#shares-hint'), /Each pays CN¥8\.33–CN¥8\.34\./);
  await click('hold');
  match((await find(`${form} [part=settled]`, HTMLElement)).textContent ?? '', /8\.34/);
  answer({ getDonationStatus: paid, getAdoption: { body: adoptionFor(7 * 86_400, gathering) } });
  await pay();
  await inside('[part=invite]');
  const link = await find(`${picker} [part=invitation]`, HTMLInputElement);
  ok(link.value.endsWith(`#adopt=${adoptionExample.id}`), link.value);
  match(await textOf('[part=team]'), /林晓[\s\S]*2 shares are missing/);
  const [{ body } = { body: null }] = asked('createAdoption');
  ok(body && typeof body === 'object' && 'shares' in body && 'teamName' in body);
  deepEqual([body.shares, body.teamName, trees.length], [3, '沙漠之友', 0]);
});

test('lets a member of a team pay the next share, and holds nothing that others do', async (t) => {
  const shares = teamShares('林晓', null);
  const { asked } = await show(
    t,
    { getAdoption: { body: adoptionFor(7 * 86_400, { state: 'gathering', shares }) } },
    { fragment: `adopt=${adoptionExample.id}` },
  );
  match((await find(`${form} [part=settled]`, HTMLElement)).textContent ?? '', /8\.33/);
  match(await textOf('[part=team]'), /林晓[\s\S]*Somebody[\s\S]*1 share is missing/);
  await click('give-back');
  await inside('[part=species]');
  deepEqual([asked('releaseAdoption').length, location.hash], [0, '']);
});

test('follows an invitation that comes while the page is open', async (t) => {
  const { element } = await show(t);
  await inside('[part=species]');
  location.hash = `adopt=${adoptionExample.id}`;
  t.after(() => history.replaceState(null, '', location.pathname + location.search));
  await until(() => element.querySelector('kind-donate-form'), 'the form');
});
