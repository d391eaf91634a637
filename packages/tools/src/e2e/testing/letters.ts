/** What a platform without a mail server has written into its folder, as a donor reads it. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { waitUntil } from '../../../../platform/src/testing/wait.ts';

const fileNotFound = 'ENOENT';

/** Texts of the letters to an address, oldest first. */
async function lettersTo(folder: string, email: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    // The folder comes with the first letter.
    if (error.code === fileNotFound) return [];
    throw error;
  });
  const files = names.filter((name) => name.endsWith('.eml')).map((name) => join(folder, name));
  const read = await Promise.all(
    files.map(async (file) => ({
      writtenMs: (await stat(file)).mtimeMs,
      letter: await readFile(file, 'utf8'),
    })),
  );
  return read
    .filter(({ letter }) => letter.includes(`\r\nTo: ${email}\r\n`))
    .sort((one, other) => one.writtenMs - other.writtenMs)
    .map(({ letter }) => plainTextOf(letter));
}

/** The part of a letter that is plain text. */
function plainTextOf(letter: string): string {
  const part = letter.slice(letter.search(/^Content-Type: text\/plain/im));
  const [head = '', ...rest] = part.split('\r\n\r\n');
  const [body = ''] = rest.join('\r\n\r\n').split(/^--/m, 1);
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  const bytes = body
    .replaceAll('=\r\n', '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return /quoted-printable/i.test(head) ? Buffer.from(bytes, 'latin1').toString('utf8') : body;
}

/** Waits for a letter to the address that has this in it, and takes the newest. */
export function letterTo(folder: string, email: string, text: RegExp): Promise<string> {
  return waitUntil(`a letter to ${email} with ${text}`, async () =>
    (await lettersTo(folder, email)).findLast((letter) => text.test(letter)),
  );
}
