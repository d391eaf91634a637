// For every promise of giving, data damaged behind its back: the auditor names the invariant and
// what is at fault, and `kindcart audit` ends with 1.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testCards } from '@kindcart/contract';
import { auditCommand } from '../cli/audit.ts';
import { audit, type Check } from '../ledger/audit.ts';
import { whileDamaged } from '../testing/damage.ts';
import { testDatabase, testPlatform } from '../testing/platform.ts';
import { givingChecks } from './audit.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database);
const { stage } = house;
after(() => database.close());

/** One gift whole, one partly given back, one being given back, one declined, one unpaid. */
const project = await stage.project();
const whole = await stage.gave(project, testCards.succeeds, 'succeeded', { coverFee: true });
const partly = await stage.gave(project, testCards.succeeds, 'succeeded');
const refund = await stage.refund(partly, { amount: 2_000, currency: 'USD' });
await stage.refunded(refund, 'succeeded');
const declined = await stage.gave(project, testCards.declined, 'failed');
const unpaid = await stage.begin(project);
await house.stop();
const idle = await testPlatform(database, { idle: true });
const asking = await idle.stage.begin(await idle.stage.project());
await idle.tell({
  id: 'evt_01k9p4n9x1fz3t6v8w0x2y4z6e',
  type: 'payment.updated',
  createdAt: new Date().toISOString(),
  livemode: false,
  organizationId: idle.a.organizationId,
  payment: {
    reference: asking.payment.reference,
    version: 1,
    state: 'succeeded',
    amount: asking.donation.charge,
    failureCode: null,
    refunds: [],
  },
});
const asked = await idle.stage.refund(asking, null);

const issued = await idle.stage.ask('createReceipt', {
  params: { donationId: asking.donation.id },
});
assert.ok(issued.ok);
const receiptIs = `where id = '${issued.value.id}'`;
const asIfChangeable = 'alter table receipt disable trigger append_only';

const donationIs = (id: string) => `where id = '${id}'`;

interface Damage {
  readonly what: string;
  readonly damage: readonly string[];
  readonly finds: readonly [invariant: string, subject: string, message: RegExp];
}

const damages: readonly Damage[] = [
  {
    what: 'a receipt over more than was paid',
    damage: [
      asIfChangeable,
      `update receipt set amount = amount + 100, gift_amount = gift_amount + 100 ${receiptIs}`,
    ],
    finds: ['I4', issued.value.id, /is over 5100; the books held 5000/],
  },
  {
    what: 'a second receipt of one gift that counts',
    damage: [
      'update receipt_series set last_number = 2',
      `insert into receipt select (jsonb_populate_record(receipt,
        '{"id":"rcp_00000000000000000000000000","number":2,"revision":2}')).* from receipt ${receiptIs}`,
    ],
    finds: ['I4', asking.donation.id, /has 2 receipts that count/],
  },
  {
    what: 'a receipt that is gone',
    damage: [asIfChangeable, `delete from receipt ${receiptIs}`],
    finds: ['I4', idle.a.organizationId, /test receipts: 0 of 1/],
  },
  {
    what: 'more given back than was paid',
    damage: [
      'alter table donation drop constraint donation_refunds_within_charge',
      `update donation set refunded_amount = 9000, refund_asked_amount = 9000 ${donationIs(partly.donation.id)}`,
      `update refund set amount = 9000 ${donationIs(refund.id)}`,
    ],
    finds: ['I4', partly.donation.id, /paid 5000, says 9000 refunded/],
  },
  {
    what: 'a refund that the donation does not know of',
    damage: [`update donation set refunded_amount = 0 ${donationIs(partly.donation.id)}`],
    finds: ['I4', partly.donation.id, /says 0 refunded and 2000 asked; its refunds sum to 2000/],
  },
  {
    what: 'a refund whose state was changed by hand',
    damage: [`update refund set state = 'failed' ${donationIs(refund.id)}`],
    finds: ['I4', partly.donation.id, /its refunds sum to 0 and 0/],
  },
  {
    what: 'a refund that is gone',
    damage: [`delete from refund ${donationIs(refund.id)}`],
    finds: ['I4', partly.donation.id, /its refunds sum to 0 and 0/],
  },
  {
    what: 'a paid donation without money in the books',
    damage: [`delete from ledger_transfer where source = '${whole.donation.id}' and kind = 'gift'`],
    finds: ['I4', whole.donation.id, /is succeeded with 0 of \d+ refunded; the books hold \d+/],
  },
  {
    what: 'a donation that says paid, and nothing was booked',
    damage: [`update donation set state = 'succeeded' ${donationIs(unpaid.donation.id)}`],
    finds: ['I4', unpaid.donation.id, /is succeeded with 0 of 5000 refunded; the books hold 0/],
  },
  {
    what: 'a declined donation with money in the books',
    damage: [
      `update ledger_transfer set source = '${declined.donation.id}' where source = '${partly.donation.id}'`,
    ],
    finds: ['I4', declined.donation.id, /is failed .* the books hold 5000/],
  },
  {
    what: 'a donation called refunded that is not',
    damage: [`update donation set state = 'refunded' ${donationIs(partly.donation.id)}`],
    finds: ['I4', partly.donation.id, /is refunded with 2000 refunded/],
  },
  {
    what: 'a partly refunded donation called whole',
    damage: [`update donation set state = 'succeeded' ${donationIs(partly.donation.id)}`],
    finds: ['I4', partly.donation.id, /is succeeded with 2000 refunded/],
  },
  {
    what: 'a donation called disputed that is not',
    damage: [`update donation set disputed_amount = 5 ${donationIs(whole.donation.id)}`],
    finds: ['I4', whole.donation.id, /says 5 disputed; its disputes have taken 0, the books say 0/],
  },
  {
    what: 'a dispute that nobody booked',
    damage: [
      `update donation set disputed_amount = 9 ${donationIs(whole.donation.id)}`,
      `insert into dispute (organization_id, id, livemode, donation_id, state, currency, amount, withdrawn_amount,
         reason, created_at, updated_at)
       select organization_id, 'dsp_1', livemode, id, 'lost', currency, 9, 9, 'fraudulent', now(), now()
       from donation ${donationIs(whole.donation.id)}`,
    ],
    finds: ['I4', whole.donation.id, /says 9 disputed; its disputes have taken 9, the books say 0/],
  },
  {
    what: 'a dispute whose price nobody booked',
    damage: [
      `insert into dispute (organization_id, id, livemode, donation_id, state, currency, amount, withdrawn_amount,
         fee_currency, fee_amount, reason, created_at, updated_at)
       select organization_id, 'dsp_2', livemode, id, 'won', currency, 9, 0, 'EUR', 15, 'fraudulent', now(), now()
       from donation ${donationIs(whole.donation.id)}`,
    ],
    finds: ['I4', whole.donation.id, /disputes cost 15; the books say 0/],
  },
  {
    what: 'a donation that a caller was told of, gone',
    damage: [`delete from donation ${donationIs(unpaid.donation.id)}`],
    finds: ['I5', unpaid.donation.id, /was told to a caller/],
  },
  {
    what: 'a donation with another amount than was told',
    damage: [`update donation set gift_amount = 4999 ${donationIs(unpaid.donation.id)}`],
    finds: ['I5', unpaid.donation.id, /was told to a caller/],
  },
  {
    what: 'totals that are ahead of the books',
    damage: [
      `update project_total set raised_amount = raised_amount + 1 where project_id = '${project.id}'`,
    ],
    finds: ['I7', project.id, /shows 8001 of 2 gifts; the books say 8000 of 2/],
  },
  {
    what: 'a count of gifts that is wrong',
    damage: [`update project_total set donation_count = 7 where project_id = '${project.id}'`],
    finds: ['I7', project.id, /shows 8000 of 7 gifts; the books say 8000 of 2/],
  },
  {
    what: 'a project without totals',
    damage: [`delete from project_total where project_id = '${project.id}'`],
    finds: ['I7', project.id, /shows nothing/],
  },
  {
    what: 'an event that was taken and not kept',
    damage: [`delete from payment_event where reference = '${whole.payment.reference}'`],
    finds: ['I8', 'evt_', /is marked as delivered and is not stored/],
  },
  {
    what: 'a refund whose errand was lost',
    damage: [`delete from outbox ${donationIs(asked.id)}`],
    finds: ['I8', asked.id, /is pending, with no errand/],
  },
];

test('finds nothing wrong with gifts that nobody touched', async () => {
  assert.deepEqual(await audit(db, givingChecks), []);
});

for (const { what, damage, finds } of damages) {
  test(`finds ${what}`, async () => {
    const findings = await whileDamaged(database, damage, (damaged) =>
      audit(damaged, givingChecks),
    );
    const [invariant, subject, message] = finds;
    assert.ok(
      findings.some(
        (one) =>
          one.invariant === invariant &&
          one.subject.startsWith(subject) &&
          message.test(one.message),
      ),
      JSON.stringify(findings, null, 1),
    );
  });
}

test('has a damage for every promise', async () => {
  const noticed = new Set<Check>();
  for (const { damage } of damages) {
    await whileDamaged(database, damage, (damaged) =>
      audit(damaged, givingChecks, (check, found) => {
        if (found > 0) noticed.add(check);
      }),
    );
  }
  assert.deepEqual(
    givingChecks.filter((check) => !noticed.has(check)).map((check) => check.promise),
    [],
  );
});

/** Runs `kindcart audit` and keeps what it says. */
async function command(damaged: typeof database): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const line = (text: string) => void lines.push(text);
  return { code: await auditCommand(damaged, { line, progress: line }), lines };
}

test('ends with 0 when the books are clean, having said what it looked at', async () => {
  const { code, lines } = await command(database);
  assert.equal(code, 0);
  assert.equal(lines.at(-1), 'The books are clean.');
  assert.equal(lines.filter((text) => /^\d+\/\d+ I\d holds: /.test(text)).length, lines.length - 1);
});

test('ends with 1 and names the account when a balance was changed', async () => {
  const account = `project:${project.id}`;
  const damage = [`update ledger_account set balance = balance + 1 where id = '${account}'`];
  const { code, lines } = await whileDamaged(database, damage, (damaged) =>
    command({ ...database, db: damaged }),
  );
  assert.equal(code, 1);
  assert.ok(lines.some((text) => /I2 BROKEN: every account holds the sum/.test(text)));
  const named = new RegExp(
    `^I2 ${idle.a.organizationId.slice(0, 4)}\\w+ test ${account} USD stores 8001`,
  );
  assert.ok(
    lines.some((text) => named.test(text)),
    lines.join('\n'),
  );
  assert.match(lines.at(-1) ?? '', /^2 findings\. Stop taking gifts/);
});
