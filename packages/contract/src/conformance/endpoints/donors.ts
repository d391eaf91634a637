/** What is promised of the donor's own page. */
import type { CreateDonation } from '../../giving/donation.ts';
import { createDonorLinkExample } from '../../giving/donor.ts';
import { receiptExample } from '../../giving/receipt.ts';
import { testCards } from '../../payments.ts';
import { granted, newIdempotencyKey, refused, refusedField } from '../ask.ts';
import { equal, holds } from '../check.ts';
import { type Stage, usd } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

/** An address that no other case writes to. */
export function newEmail(): string {
  return `${newIdempotencyKey()}@example.org`;
}

/** What tells of a donor beside a gift. */
function toldBy(
  email: string,
  more: Partial<NonNullable<CreateDonation['details']>> = {},
): Partial<CreateDonation> {
  const none = { language: null, dedication: null, updatesConsent: null, cameFrom: null };
  return { details: { ...none, email, ...more } };
}

/** A paid gift of somebody who left the address. */
async function gaveAs(stage: Stage, email: string, changes: Partial<CreateDonation> = {}) {
  const told = { ...toldBy(email), ...changes };
  return stage.gave(await stage.project(), testCards.succeeds, 'succeeded', told);
}

function askLink(stage: Stage, email: string) {
  return stage.ask('createDonorLink', { body: { ...createDonorLinkExample, email } });
}

/** A visit by the link that was mailed to the address. */
export async function visit(stage: Stage, email: string): Promise<{ readonly key: string }> {
  await granted(askLink(stage, email));
  const token = await stage.given('donorToken')(email);
  const { session } = await granted(stage.ask('openDonorSession', { body: { token } }));
  return { key: session };
}

export const createDonorLink: CasesOf<'createDonorLink'> = {
  happy: [
    {
      name: 'createDonorLink answers the same for a donor and for anybody else',
      async run(stage) {
        const email = newEmail();
        await gaveAs(stage, email);
        const known = await askLink(stage, email);
        const unknown = await askLink(stage, newEmail());
        equal([known.status, known.text], [202, unknown.text], 'answer');
        // Nor does it take one that could add another recipient or a header.
        for (const email of [
          'a@example.org\r\nBcc: b@example.org',
          'a@example.org,b@example.org',
        ]) {
          await refusedField(askLink(stage, email), 'request_invalid', 'email', email);
        }
      },
    },
    {
      name: 'createDonorLink leads to no page but those of the origin that asks',
      needs: ['keys'],
      async run(stage) {
        const { context } = stage;
        const headers = { Origin: context.origin };
        const options = { key: context.keys.publishable, headers };
        for (const [page, isTaken] of [
          [`${context.origin}/my-gifts`, true],
          ['https://evil.example/my-gifts', false],
          [`${context.origin}.evil.example/`, false],
        ] as const) {
          const body = { email: newEmail(), page, language: null };
          const asked = stage.ask('createDonorLink', { body }, options);
          if (isTaken) await granted(asked);
          else await refusedField(asked, 'request_invalid', 'page', page);
        }
      },
    },
  ],
  refuses: {},
};

export const openDonorSession: CasesOf<'openDonorSession'> = {
  happy: [
    {
      name: 'openDonorSession lets in whoever has the link',
      needs: ['mail'],
      async run(stage) {
        const email = newEmail();
        await gaveAs(stage, email);
        const donor = await granted(stage.ask('getDonor', {}, await visit(stage, email)));
        holds(!donor.email.includes(email), `the address is masked: ${donor.email}`);
      },
    },
  ],
  refuses: {
    donor_link_invalid: {
      name: 'openDonorSession refuses a link of which a character was changed, left out or added',
      needs: ['mail', 'links'],
      async run(stage) {
        const email = newEmail();
        await gaveAs(stage, email);
        await granted(askLink(stage, email));
        const token = await stage.given('donorToken')(email);
        const other = (character: string) => (character === 'A' ? 'B' : 'A');
        const places = [0, 9, token.length >> 1, token.length - 4];
        const changed = places.map(
          (at) => token.slice(0, at) + other(token.charAt(at)) + token.slice(at + 1),
        );
        for (const bad of [...changed, token.slice(1), token.slice(0, -1), `${token}A`, 'A']) {
          const asked = stage.ask('openDonorSession', { body: { token: bad } });
          await refused(asked, 'donor_link_invalid', bad);
        }
        const { session } = await granted(stage.ask('openDonorSession', { body: { token } }));
        const asLink = stage.ask('openDonorSession', { body: { token: session } });
        await refused(asLink, 'donor_link_invalid', 'a session in the place of a link');
        const asSession = stage.ask('getDonor', {}, { key: token });
        await refused(asSession, 'donor_session_over', 'a link in the place of a session');
      },
    },
    donor_link_expired: {
      name: 'openDonorSession says of an old link that its time is over, and visits end too',
      needs: ['mail', 'links', 'clock'],
      async run(stage) {
        const email = newEmail();
        await gaveAs(stage, email);
        const visitor = await visit(stage, email);
        const token = await stage.given('donorToken')(email);
        await stage.given('advance')(31 * 24 * 60 * 60 * 1_000);
        const asked = stage.ask('openDonorSession', { body: { token } });
        await refused(asked, 'donor_link_expired', 'a link a month later');
        const read = stage.ask('getDonor', {}, visitor);
        await refused(read, 'donor_session_over', 'a visit a month later');
      },
    },
  },
};

export const getDonor: CasesOf<'getDonor'> = {
  happy: [
    {
      name: 'getDonor sums up each year, by currency and less what went back',
      needs: ['mail'],
      async run(stage) {
        const email = newEmail();
        await gaveAs(stage, email);
        const second = await gaveAs(stage, email.toUpperCase());
        await stage.refunded(await stage.refund(second, usd(1_000)), 'succeeded');
        await stage.settled(second, 'partially_refunded');
        await gaveAs(stage, newEmail());
        const { years } = await granted(stage.ask('getDonor', {}, await visit(stage, email)));
        equal(
          years.map(({ gifts, totals }) => [gifts, totals]),
          [[2, [usd(9_000)]]],
          'years',
        );
      },
    },
  ],
  refuses: {},
};

export const updateDonor: CasesOf<'updateDonor'> = {
  happy: [
    {
      name: 'updateDonor takes a consent back, keeps what is left out, and takes it again in new words',
      needs: ['mail'],
      async run(stage) {
        const email = newEmail();
        await gaveAs(stage, email, toldBy(email, { updatesConsent: 'Yes', language: 'fr' }));
        const visitor = await visit(stage, email);
        const before = await granted(stage.ask('getDonor', {}, visitor));
        equal([before.updatesConsent?.words, before.language], ['Yes', 'fr'], 'before');
        const update = (body: object) => granted(stage.ask('updateDonor', { body }, visitor));
        const without = await update({ updatesConsent: null });
        equal([without.updatesConsent, without.language], [null, 'fr'], 'taken back');
        const { updatesConsent, language } = await update({
          updatesConsent: 'Again',
          language: 'de',
        });
        equal([updatesConsent?.words, language], ['Again', 'de'], 'asked for again');
        equal((await update({})).language, 'de', 'nothing changed');
      },
    },
  ],
  refuses: {},
};

export const askErasure: CasesOf<'askErasure'> = {
  happy: [
    {
      name: 'askErasure is kept with its time, and asking again changes nothing',
      needs: ['mail'],
      async run(stage) {
        const email = newEmail();
        await gaveAs(stage, email);
        const visitor = await visit(stage, email);
        const first = await granted(stage.ask('askErasure', {}, visitor));
        equal(await granted(stage.ask('askErasure', {}, visitor)), first, 'asked again');
        const { erasureAskedAt } = await granted(stage.ask('getDonor', {}, visitor));
        equal(erasureAskedAt, first.askedAt, 'what the donor sees');
      },
    },
  ],
  refuses: {},
};

export const listDonorGifts: CasesOf<'listDonorGifts'> = {
  happy: [
    {
      name: "listDonorGifts pages through the donor's own gifts and no others",
      needs: ['mail'],
      async run(stage) {
        const email = newEmail();
        const own: string[] = [];
        for (let gift = 0; gift < 3; gift += 1) {
          own.unshift((await gaveAs(stage, email)).donation.id);
          await gaveAs(stage, newEmail());
        }
        const visitor = await visit(stage, email);
        const first = await granted(
          stage.ask('listDonorGifts', {}, { ...visitor, query: 'limit=2' }),
        );
        const query = `limit=2&cursor=${first.nextCursor}`;
        const rest = await granted(stage.ask('listDonorGifts', {}, { ...visitor, query }));
        const seen = [...first.items, ...rest.items].map(({ id }) => id);
        equal([seen, rest.nextCursor], [own, null], 'gifts');
      },
    },
    {
      name: 'listDonorGifts keeps a voided receipt beside the one that counts',
      needs: ['mail'],
      async run(stage) {
        const email = newEmail();
        const created = await gaveAs(stage, email);
        const params = { donationId: created.donation.id };
        const first = await granted(stage.ask('createReceipt', { params }));
        await stage.refunded(await stage.refund(created, usd(500)), 'succeeded');
        await stage.settled(created, 'partially_refunded');
        await granted(stage.ask('createReceipt', { params }));
        const visitor = await visit(stage, email);
        const { items } = await granted(stage.ask('listDonorGifts', {}, visitor));
        const receipts = items[0]?.receipts ?? [];
        equal(
          receipts.map(({ amount, voided }) => [amount, voided?.reason ?? null]),
          [
            [usd(4_500), null],
            [usd(5_000), 'partly_refunded'],
          ],
          'receipts',
        );
        equal(receipts[1]?.number, first.number, 'number of the first');
      },
    },
  ],
  refuses: {},
};

export const sendReceipt: CasesOf<'sendReceipt'> = {
  happy: [
    {
      name: "sendReceipt takes the donor's own receipt",
      needs: ['mail'],
      async run(stage) {
        const email = newEmail();
        const created = await gaveAs(stage, email);
        const params = { donationId: created.donation.id };
        const { id: receiptId } = await granted(stage.ask('createReceipt', { params }));
        const visitor = await visit(stage, email);
        const sent = await granted(stage.ask('sendReceipt', { params: { receiptId } }, visitor));
        equal(sent, { queued: true }, 'answer');
      },
    },
  ],
  refuses: {
    receipt_unknown: {
      name: 'sendReceipt knows neither what is no receipt nor those of others',
      needs: ['mail'],
      async run(stage) {
        const email = newEmail();
        await gaveAs(stage, email);
        const other = await gaveAs(stage, newEmail());
        const params = { donationId: other.donation.id };
        const { id } = await granted(stage.ask('createReceipt', { params }));
        const visitor = await visit(stage, email);
        for (const receiptId of [id, receiptExample.id]) {
          const asked = stage.ask('sendReceipt', { params: { receiptId } }, visitor);
          await refused(asked, 'receipt_unknown', receiptId);
        }
      },
    },
  },
};
