/** Where mails go: to a mail server, or into a folder where somebody can look at them. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';

/** A mail, ready to go. */
export interface OutgoingMail {
  /** The same at every try, so that a mail server or reader can tell a repeat. */
  readonly id: string;
  readonly to: string;
  /** Whose mail it is, for the name before the address it comes from. */
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: string;
}

export interface Mailer {
  /** In words, for whoever starts the platform. */
  readonly where: string;
  /**
   * Resolves once the server has taken it, or the file is written.
   *
   * @throws MailRefusedError when trying again is no use
   * @throws when it may work later
   */
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}

/** The mail server will not take this mail, now or later. */
export class MailRefusedError extends Error {
  override readonly name = 'MailRefusedError';
}

/** The address that mails come from, such as `give@charity.example`. */
export interface MailFrom {
  readonly address: string;
}

/** One line, whatever was typed: nothing in it can begin another header. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** The mail as nodemailer takes it. */
function optionsOf(mail: OutgoingMail, { address }: MailFrom): SendMailOptions {
  const host = address.slice(address.lastIndexOf('@') + 1);
  return {
    from: { name: oneLine(mail.fromName), address },
    to: { name: '', address: oneLine(mail.to) },
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.id}@${host}>`,
    headers: {
      'Content-Language': oneLine(mail.language),
      // Mail programs that answer for people who are away stay silent.
      'Auto-Submitted': 'auto-generated',
    },
    // Nothing of what donors typed can make the platform read a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** How long a mail server may take over anything; shorter than the rest before the next try. */
const serverTimeoutMs = 10_000;

/** Sends by SMTP. */
export function createSmtpMailer(
  url: URL,
  from: MailFrom,
  timeoutMs: number = serverTimeoutMs,
): Mailer {
  const auth = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  const secure = url.protocol === 'smtps:';
  const transport = createTransport({
    host: url.hostname,
    port: url.port === '' ? (secure ? 465 : 587) : Number.parseInt(url.port, 10),
    secure,
    ...(url.username === '' ? {} : { auth }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  return {
    where: `Mail goes out through ${url.hostname}, from ${from.address}.`,
    async send(mail) {
      try {
        await transport.sendMail(optionsOf(mail, from));
      } catch (cause) {
        throw isFinal(cause) ? new MailRefusedError(messageOf(cause), { cause }) : cause;
      }
    },
    close: () => transport.close(),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether the server has refused the mail itself for good (5xx at its recipient or its content). */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error) || !('code' in error)) return false;
  const about = error.code === 'EENVELOPE' || error.code === 'EMESSAGE';
  return about && typeof error.responseCode === 'number' && error.responseCode >= 500;
}

/** Writes each mail into a folder, as a file that every mail program opens. */
export function createFolderMailer(folder: string, from: MailFrom): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    where: `Mail is written to ${folder}, and goes no further. KINDCART_SMTP_URL sends it.`,
    async send(mail) {
      const { message } = await transport.sendMail(optionsOf(mail, from));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = join(folder, `${mail.id}.eml`);
      // Under its own name only once it is whole, and a repeat takes the place of the first.
      await writeFile(`${file}.part`, message, { mode: 0o600 });
      await rename(`${file}.part`, file);
    },
    close: () => transport.close(),
  };
}
