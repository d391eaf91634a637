/** `kindcart receipts profile [FILE]`: what a charity says of itself on its receipts. */
import { readFile } from 'node:fs/promises';
import { type Particulars, parse, particularsSchema } from '@kindcart/contract';
import { listOrganizations } from '../access/records.ts';
import type { OpenDatabase } from '../database/open.ts';
import { findParticulars, keepParticulars } from '../giving/receipts/records.ts';
import { findOrganization } from './keys.ts';
import { CommandError, type Terminal } from './words.ts';

/** Where a charity begins that has told nothing yet. */
function blank(legalName: string): Particulars {
  return {
    legalName,
    registrationNumber: null,
    address: null,
    signatureLine: null,
    statement: null,
    donorPage: null,
  };
}

/** Reads the particulars from a file of JSON; without one, prints them as such a file. */
export async function receiptProfile(
  database: OpenDatabase,
  file: string | undefined,
  organization: string | undefined,
  terminal: Terminal,
): Promise<number> {
  const { db } = database;
  const organizationId = await findOrganization(database, organization);
  if (file === undefined) {
    const known = await findParticulars(db, organizationId);
    const { name = '' } =
      (await listOrganizations(db)).find(({ id }) => id === organizationId) ?? {};
    terminal.line(JSON.stringify(known ?? blank(name), null, 2));
    if (known === null) {
      terminal.line(
        'Nothing is kept yet, so receipts are confirmations. Write this into a file, fill it in, and give its name.',
      );
    }
    return 0;
  }
  await keepParticulars(db, organizationId, await readParticulars(file));
  terminal.line('Kept. Receipts from now on say so; those that were issued stay as they are.');
  return 0;
}

async function readParticulars(file: string): Promise<Particulars> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CommandError(`${file} cannot be read: ${why}.`, { cause });
  }
  const parsed = parse(particularsSchema, value);
  if (parsed.ok) return parsed.value;
  const faults = parsed.fields.map(({ field, message }) => `${field || 'the file'} ${message}`);
  throw new CommandError(`${file}: ${faults.join('; ')}.`);
}
