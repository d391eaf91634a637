/** A request that moves money has one effect, however often it is sent. */
import type { Project } from '../../giving/project.ts';
import { testCards } from '../../payments.ts';
import { type AskOptions, granted, newIdempotencyKey, refused } from '../ask.ts';
import { equal, holds } from '../check.ts';
import { type Case, donationBody, projectBody, refundOf, type Stage, usd } from '../stage.ts';

/** One of each endpoint that asks for a key: sends the request, or one with another amount. */
interface Sender {
  readonly name: 'createProject' | 'createDonation' | 'createRefund';
  readonly prepare: (stage: Stage) => Promise<Send>;
}
type Send = (options: AskOptions, amount?: number) => ReturnType<typeof answerOf>;

async function answerOf(
  asked: Promise<{ status: number; text: string; header(name: string): string | null }>,
) {
  const { status, text, header } = await asked;
  const { code = '' }: { code?: string } = JSON.parse(text);
  return { status, text, code, replayed: header('Idempotent-Replayed'), header };
}

const senders: readonly Sender[] = [
  {
    name: 'createProject',
    prepare:
      async (stage) =>
      (options, amount = 5_000) =>
        answerOf(stage.ask('createProject', { body: projectBody({ goal: usd(amount) }) }, options)),
  },
  {
    name: 'createDonation',
    async prepare(stage) {
      const project = await stage.project();
      return (options, amount = 5_000) => {
        const body = donationBody(project, { gift: usd(amount) });
        return answerOf(stage.ask('createDonation', { body }, options));
      };
    },
  },
  {
    name: 'createRefund',
    async prepare(stage) {
      const created = await stage.gave(await stage.project(), testCards.succeeds, 'succeeded');
      return (options, amount = 500) =>
        answerOf(stage.ask('createRefund', refundOf(created, usd(amount)), options));
    },
  },
];

const badKeys: readonly [what: string, key: string][] = [
  ['empty', ''],
  ['quoted and empty', '""'],
  ['256 characters long', 'k'.repeat(256)],
  ['with a tab inside', 'a\tb'],
  ['beyond ASCII', 'schl\u00fcssel'],
  ['quoted on one side', '"abc'],
];

function forEach(sender: Sender): Case[] {
  const { name, prepare } = sender;
  return [
    {
      name: `${name} without an idempotency key, or with a bad one, is refused`,
      needs: ['keys'],
      async run(stage) {
        const send = await prepare(stage);
        equal((await send({ idempotencyKey: null })).code, 'idempotency_key_missing', 'no key');
        for (const [what, idempotencyKey] of badKeys) {
          equal((await send({ idempotencyKey })).code, 'idempotency_key_invalid', `a key ${what}`);
        }
        equal((await send({ idempotencyKey: uniqueOf(255) })).status, 201, 'a key of 255');
      },
    },
    {
      name: `${name} sent again answers with the same bytes, quoted and bare keys being the same`,
      async run(stage) {
        const send = await prepare(stage);
        const key = newIdempotencyKey();
        const first = await send({ idempotencyKey: key });
        equal([first.status, first.replayed], [201, null], 'the first answer');
        for (const idempotencyKey of [key, `"${key}"`, ` ${key} `]) {
          const again = await send({ idempotencyKey });
          equal([again.status, again.replayed], [201, 'true'], `a repeat with ${idempotencyKey}`);
          equal(again.text, first.text, 'the repeated answer');
        }
      },
    },
    {
      name: `${name} with a used key and another amount is refused and writes nothing`,
      async run(stage) {
        const send = await prepare(stage);
        const idempotencyKey = newIdempotencyKey();
        const first = await send({ idempotencyKey });
        const other = await send({ idempotencyKey }, 501);
        equal([other.status, other.code], [422, 'idempotency_key_reused'], 'another amount');
        equal((await send({ idempotencyKey })).text, first.text, 'the first one, again');
      },
    },
    {
      name: `${name} refused for its fields leaves the key free for the corrected request`,
      async run(stage) {
        const send = await prepare(stage);
        const idempotencyKey = newIdempotencyKey();
        equal((await send({ idempotencyKey }, -1)).code, 'request_invalid', 'a bad amount');
        equal((await send({ idempotencyKey })).status, 201, 'a good one under the same key');
      },
    },
    {
      name: `${name} sent twenty times at once has one effect`,
      needs: ['concurrency'],
      async run(stage) {
        const send = await prepare(stage);
        const idempotencyKey = newIdempotencyKey();
        const answers = await Promise.all(
          Array.from({ length: 20 }, () => send({ idempotencyKey })),
        );
        const made = answers.filter(({ status }) => status === 201);
        const waiting = answers.filter(({ code }) => code === 'idempotency_in_flight');
        equal(made.length + waiting.length, 20, 'answers that are made or in flight');
        holds(made.length > 0, 'nobody was answered');
        equal(new Set(made.map(({ text }) => text)).size, 1, 'different answers');
        equal(made.filter(({ replayed }) => replayed === null).length, 1, 'effects');
        for (const answer of waiting) equal(answer.header('Retry-After'), '1', 'when to come back');
      },
    },
  ];
}

function uniqueOf(length: number): string {
  return newIdempotencyKey().padEnd(length, '-');
}

async function donationsOf(stage: Stage, project: Project): Promise<number> {
  const query = `projectId=${project.id}&limit=100`;
  return (await granted(stage.ask('listDonations', {}, { query }))).items.length;
}

export const idempotencyCases: readonly Case[] = [
  ...senders.flatMap(forEach),
  {
    name: 'a key with a backslash and a quote means the same quoted and bare',
    async run(stage) {
      const body = donationBody(await stage.project());
      const bare = `${newIdempotencyKey()}"\\`;
      const quoted = `"${bare.replaceAll(/["\\]/g, '\\$&')}"`;
      const first = await stage.ask('createDonation', { body }, { idempotencyKey: bare });
      const again = await stage.ask('createDonation', { body }, { idempotencyKey: quoted });
      equal([again.text, again.header('Idempotent-Replayed')], [first.text, 'true'], 'repeat');
    },
    needs: ['keys'],
  },
  {
    name: 'the same request under two keys is two donations',
    async run(stage) {
      const project = await stage.project();
      await stage.begin(project);
      await stage.begin(project);
      equal(await donationsOf(stage, project), 2, 'donations');
    },
  },
  {
    name: 'one key on two addresses is two requests',
    async run(stage) {
      const idempotencyKey = newIdempotencyKey();
      const project = await stage.project({}, { idempotencyKey });
      const { donation } = await stage.begin(project, {}, { idempotencyKey });
      equal(donation.projectId, project.id, 'project');
    },
  },
  {
    name: 'one key of two organizations is two requests, and nothing of one is told to the other',
    needs: ['tenants'],
    async run(stage) {
      const idempotencyKey = newIdempotencyKey();
      const mine = await stage.project({ title: 'Mine' }, { idempotencyKey });
      const key = stage.given('others').secret;
      const theirs = await stage.project({ title: 'Theirs' }, { idempotencyKey, key });
      equal([mine.title, theirs.title], ['Mine', 'Theirs'], 'titles');
      holds(mine.id !== theirs.id, 'the same project for both');
      const gift = await stage.begin(mine, {}, { idempotencyKey });
      const other = await stage.begin(theirs, {}, { idempotencyKey, key });
      const projects = [gift, other].map(({ donation }) => donation.projectId);
      equal(projects, [mine.id, theirs.id], 'what was given to');
      holds(gift.donation.id !== other.donation.id, 'the same gift for both');
      holds(gift.payment.reference !== other.payment.reference, 'the same payment for both');
      equal(await stage.begin(mine, {}, { idempotencyKey }), gift, 'the repeat of the one');
      const repeat = await stage.begin(theirs, {}, { idempotencyKey, key });
      equal(repeat, other, 'the repeat of the other');
    },
  },
  {
    name: 'a donation that was granted is granted again after its project is closed',
    async run(stage) {
      const project = await stage.project();
      const body = donationBody(project);
      const idempotencyKey = newIdempotencyKey();
      const first = await stage.ask('createDonation', { body }, { idempotencyKey });
      await granted(stage.ask('closeProject', { params: { projectId: project.id } }));
      const again = await stage.ask('createDonation', { body }, { idempotencyKey });
      equal(again.text, first.text, 'the repeat');
      const other = donationBody(project, { gift: usd(5_001) });
      const changed = stage.ask('createDonation', { body: other }, { idempotencyKey });
      await refused(changed, 'idempotency_key_reused', 'the same key with another amount');
      const fresh = stage.ask('createDonation', { body });
      await refused(fresh, 'project_closed', 'a new key');
    },
  },
  {
    name: 'a project that was made is made again by the same key after its time is over',
    needs: ['clock'],
    async run(stage) {
      const closesAt = new Date(Date.parse((await stage.project()).createdAt) + 60_000);
      const body = projectBody({ closesAt: closesAt.toISOString() });
      const options = { idempotencyKey: newIdempotencyKey() };
      const first = await granted(stage.ask('createProject', { body }, options));
      await stage.given('advance')(120_000);
      const again = await granted(stage.ask('createProject', { body }, options));
      equal(again.id, first.id, 'id of the repeat');
    },
  },
  {
    name: 'a gift refused for its project is decided anew under the same key',
    async run(stage) {
      const project = await stage.project();
      const idempotencyKey = newIdempotencyKey();
      const small = donationBody(project, { gift: usd(1) });
      await refused(
        stage.ask('createDonation', { body: small }, { idempotencyKey }),
        'amount_too_small',
        'first',
      );
      const body = donationBody(project);
      equal((await stage.ask('createDonation', { body }, { idempotencyKey })).status, 201, 'then');
    },
  },
];
