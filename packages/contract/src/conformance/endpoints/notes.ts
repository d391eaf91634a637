/** What is promised of what a charity keeps for itself: decisions on names and messages, and notes. */
import type { EndpointInput } from '../../endpoints.ts';
import { donationExample } from '../../giving/donation.ts';
import { testCards } from '../../payments.ts';
import { granted, newIdempotencyKey, refused, refusedField } from '../ask.ts';
import { equal, holds } from '../check.ts';
import type { Stage } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

const unknown = { donationId: donationExample.id };

type Decision = EndpointInput<'moderateDonation'>['body'];

const nothingHidden: Decision = { nameHidden: false, messageHidden: false, reason: null };

const decisions: readonly [Decision, donorName: string | null, message: string | null][] = [
  [{ nameHidden: false, messageHidden: true, reason: 'An advertisement' }, 'Ada Lovelace', null],
  [{ nameHidden: true, messageHidden: false, reason: null }, null, 'For the taps.'],
  [{ nameHidden: true, messageHidden: true, reason: 'Asked us to' }, null, null],
  [nothingHidden, 'Ada Lovelace', 'For the taps.'],
];

export const moderateDonation: CasesOf<'moderateDonation'> = {
  happy: [
    {
      name: 'moderateDonation hides name and message from the wall at once, and shows them again',
      async run(stage) {
        const project = await stage.project();
        const { donation } = await stage.gave(project, testCards.succeeds, 'succeeded', {
          message: 'For the taps.',
        });
        const params = { donationId: donation.id };
        const read = () => granted(stage.ask('getDonation', { params }));
        equal((await read()).moderation, null, 'before any decision');
        for (const [body, donorName, message] of decisions) {
          const made = await granted(stage.ask('moderateDonation', { params, body }));
          equal({ ...made, decidedAt: '' }, { ...body, decidedAt: '' }, 'decision');
          const call = { params: { projectId: project.id } };
          const [gift] = (await granted(stage.ask('listGifts', call))).items;
          equal([gift?.donorName, gift?.message], [donorName, message], 'on the wall');
          equal(gift?.amount, donation.gift, 'amount');
          const whole = await read();
          equal(whole.moderation, made, 'for the charity');
          equal([whole.donorName, whole.message], ['Ada Lovelace', 'For the taps.'], 'as given');
        }
      },
    },
    {
      name: 'moderateDonation changes the ETag of the wall',
      needs: ['caching'],
      async run(stage) {
        const project = await stage.project();
        const { donation } = await stage.gave(project, testCards.succeeds, 'succeeded');
        const call = { params: { projectId: project.id } };
        const etag = async () => (await stage.ask('listGifts', call)).header('ETag');
        const before = await etag();
        const body = { ...nothingHidden, nameHidden: true };
        const params = { donationId: donation.id };
        await granted(stage.ask('moderateDonation', { params, body }));
        holds((await etag()) !== before, 'the ETag is what it was');
      },
    },
  ],
  refuses: {
    donation_unknown: {
      name: 'moderateDonation refuses an id that is no donation',
      async run(stage) {
        const asked = stage.ask('moderateDonation', { params: unknown, body: nothingHidden });
        await refused(asked, 'donation_unknown', 'unknown id');
      },
    },
  },
};

async function noted(stage: Stage, texts: readonly string[]) {
  const { donation } = await stage.begin(await stage.project());
  const params = { donationId: donation.id };
  const notes = [];
  for (const text of texts) {
    notes.push(await granted(stage.ask('createNote', { params, body: { text } })));
  }
  return { params, notes };
}

export const createNote: CasesOf<'createNote'> = {
  happy: [
    {
      name: 'createNote keeps a note once, however often it is sent under one key',
      async run(stage) {
        const { params, notes } = await noted(stage, ['Called back.\nAll well – “thanks”']);
        const idempotencyKey = newIdempotencyKey();
        const call = { params, body: { text: 'Once' } };
        const first = await granted(stage.ask('createNote', call, { idempotencyKey }));
        equal(await granted(stage.ask('createNote', call, { idempotencyKey })), first, 'repeat');
        equal(first.donationId, params.donationId, 'donation');
        const { items } = await granted(stage.ask('listNotes', { params }));
        equal(items, [first, ...notes], 'notes');
      },
    },
    {
      name: 'createNote takes neither nothing nor a book',
      async run(stage) {
        const { params } = await noted(stage, []);
        for (const text of ['', 'x'.repeat(2_001)]) {
          const asked = stage.ask('createNote', { params, body: { text } });
          await refusedField(asked, 'request_invalid', 'text', `${text.length} characters`);
        }
      },
    },
  ],
  refuses: {
    donation_unknown: {
      name: 'createNote refuses an id that is no donation',
      async run(stage) {
        const asked = stage.ask('createNote', { params: unknown, body: { text: 'To whom?' } });
        await refused(asked, 'donation_unknown', 'unknown id');
      },
    },
  },
};

export const listNotes: CasesOf<'listNotes'> = {
  happy: [
    {
      name: 'listNotes pages through the notes of one donation, newest first',
      async run(stage) {
        await noted(stage, ['Of another']);
        const { params, notes } = await noted(stage, ['One', 'Two', 'Three']);
        const first = await granted(stage.ask('listNotes', { params }, { query: 'limit=2' }));
        const query = `limit=2&cursor=${first.nextCursor}`;
        const second = await granted(stage.ask('listNotes', { params }, { query }));
        equal([...first.items, ...second.items], notes.reverse(), 'notes');
        equal(second.nextCursor, null, 'after the last');
      },
    },
  ],
  refuses: {
    donation_unknown: {
      name: 'listNotes refuses an id that is no donation',
      async run(stage) {
        await refused(stage.ask('listNotes', { params: unknown }), 'donation_unknown', 'unknown');
      },
    },
  },
};

export const listAlerts: CasesOf<'listAlerts'> = {
  happy: [
    {
      name: 'listAlerts has nothing to tell where nothing is amiss',
      async run(stage) {
        const page = await granted(stage.ask('listAlerts', {}));
        equal(page, { items: [], nextCursor: null }, 'alerts');
      },
    },
  ],
  refuses: {},
};
