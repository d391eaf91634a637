// Where cards were tried out: the form proves that the donor is no robot, or says what happened.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import {
  createdDonationExample,
  type ProofChallenge,
  problemDetails,
  proofChallengeExample,
} from '@kindcart/contract';
import { type Canned, oneByOne, problem } from '../../internal/testing/platform.ts';
import { act, find, pierce, until } from '../../internal/testing/stage.ts';
import { card, choose, confirmed, form, goOn, inform, pay, show, submit } from './testing.ts';

const made: Canned = { status: 201, body: createdDonationExample };

function asksFor(challenge: ProofChallenge): Canned {
  return { status: 403, body: problemDetails('proof_required', { requestId: 'req_1', challenge }) };
}

const asked = asksFor(proofChallengeExample);
const endless = asksFor({
  ...proofChallengeExample,
  salt: 'unsolvable&',
  maxnumber: Number.MAX_SAFE_INTEGER,
});
const cancel = `${form} form > .link`;

test('proves that the donor is no robot and goes on by itself, as the same gift', async (t) => {
  const platform = await show(t, { answers: { createDonation: oneByOne(asked, made) } });
  await choose();
  await act(`click ${submit}`);
  await find(card.number, HTMLInputElement);
  const [first, second] = platform.asked('createDonation');
  ok(second?.headers.get('Kindcart-Proof'));
  const key = (one: typeof first) => one?.headers.get('Idempotency-Key');
  equal(key(second), key(first));
  deepEqual(second?.body, first?.body);
  equal(pierce(`${form} [part=alert]`), null);
});

test('says what it does meanwhile, leaves time to draw, and lets the donor call it off', async (t) => {
  const platform = await show(t, { answers: { createDonation: oneByOne(endless, made) } });
  await choose();
  await act(`click ${submit}`);
  const stop = await find(cancel, HTMLButtonElement);
  match((await find(submit, HTMLButtonElement)).textContent ?? '', /no robot/);
  equal((await inform('[role=status]')).textContent, 'Checking that you are no robot…');
  await drawn();
  stop.click();
  await until(() => pierce(cancel) === null, 'the end of it');
  match((await find(submit, HTMLButtonElement)).textContent ?? '', /Continue with/);
  await act(`click ${submit}`);
  await find(card.number, HTMLInputElement);
  equal(platform.asked('createDonation').length, 2);
});

/** Waits for twenty frames, of which there is none where hashing leaves no time to draw. */
async function drawn(): Promise<void> {
  let frames = 0;
  const count = () => {
    frames += 1;
    if (frames < 20) requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  await until(() => frames >= 20, 'the page to be drawn');
}

test('proves it for another card, too, and goes back to the gift when called off', async (t) => {
  await show(t, {
    answers: {
      createDonation: oneByOne(made, endless, made),
      confirmSandboxPayment: confirmed('failed', 'card_declined'),
    },
  });
  await goOn();
  await pay('4000000000000002');
  await inform('[role=alert]');
  await pay();
  const payButton = await find(submit, HTMLButtonElement);
  await until(() => payButton.textContent?.includes('no robot'), 'the proof');
  await act(`click ${form} .stack > .link`);
  await inform('[part=amounts]');
  await act(`click ${submit}`);
  await find(card.number, HTMLInputElement);
  equal(pierce(`${form} [part=alert]`), null);
});

test('says that it could not be sure, and lets the donor try again', async (t) => {
  await show(t, { answers: { createDonation: oneByOne(asked, asked, asked, asked, made) } });
  await choose();
  await act(`click ${submit}`);
  match((await inform('[role=alert]')).textContent ?? '', /no robot\. Nothing was charged/);
  await act(`click ${submit}`);
  await find(card.number, HTMLInputElement);
});

test('says that giving is paused, and that nothing was charged', async (t) => {
  await show(t, {
    answers: { createDonation: { ...Object(problem('giving_paused')), status: 403 } },
  });
  await choose();
  await act(`click ${submit}`);
  match((await inform('[role=alert]')).textContent ?? '', /paused.*Nothing was charged.*come back/);
  await inform('[part=amounts]');
});
