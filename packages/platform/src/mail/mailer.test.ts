// Mail by SMTP to a real server, and into a folder: what servers do, and what no text can do.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import {
  createFolderMailer,
  createSmtpMailer,
  MailRefusedError,
  type OutgoingMail,
} from './mailer.ts';

const from = { address: 'give@charity.example' };

const mail: OutgoingMail = {
  id: 'eml_01k9p4n7g3fz3t6v8w0x2y4z6g',
  to: 'donor@example.org',
  fromName: '清水 “Clear Water”',
  subject: 'Thank you for your gift',
  text: 'Thank you, 林晓 🐼.',
  html: '<p>Thank you, 林晓 🐼.</p>',
  language: 'en',
};

const closing: (() => void)[] = [];
after(() => {
  for (const close of closing) close();
});

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address.port;
}

/** A mail server on this machine, and what it took. */
async function startSmtp(options: SMTPServerOptions = {}) {
  const taken: string[] = [];
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let text = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      stream.on('end', () => {
        taken.push(text);
        done();
      });
    },
    ...options,
  });
  const server = smtp.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closing.push(() => smtp.close());
  return { taken, mailer: mailerTo(portOf(server)) };
}

/** A try ends when so much time goes by without a word; long enough for any machine unless said otherwise. */
function mailerTo(port: number, timeoutMs = 10_000) {
  const mailer = createSmtpMailer(new URL(`smtp://127.0.0.1:${port}`), from, timeoutMs);
  closing.push(() => mailer.close());
  return mailer;
}

/** A server that speaks no SMTP at all. */
async function startSocket(
  onConnection: (socket: import('node:net').Socket) => void,
  timeoutMs?: number,
) {
  const server = createServer(onConnection).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closing.push(() => server.close());
  return mailerTo(portOf(server), timeoutMs);
}

const refusal = (code: number) => Object.assign(new Error('Not now'), { responseCode: code });

test('sends both parts, under an id that is the same at every try', async () => {
  const { taken, mailer } = await startSmtp();
  await mailer.send(mail);
  await mailer.send(mail);
  assert.equal(taken.length, 2);
  for (const text of taken) {
    assert.match(text, new RegExp(`Message-ID: <${mail.id}@charity\\.example>`, 'i'));
    assert.match(text, /Content-Type: multipart\/alternative/);
    assert.match(text, /Auto-Submitted: auto-generated/);
    assert.match(text, /From: =\?UTF-8\?.*\?= <give@charity\.example>/s);
  }
});

test('shows a name and password to a server that asks for them', async () => {
  const seen: unknown[] = [];
  const smtp = new SMTPServer({
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth({ username, password }, _session, done) {
      seen.push([username, password]);
      done(null, { user: 1 });
    },
    onData: (stream, _session, done) => void stream.resume().on('end', () => done()),
  });
  const server = smtp.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closing.push(() => smtp.close());
  const url = new URL(`smtp://me%40here:p%3Aw@127.0.0.1:${portOf(server)}`);
  const mailer = createSmtpMailer(url, from);
  await mailer.send(mail);
  mailer.close();
  assert.deepEqual(seen, [['me@here', 'p:w']]);
  assert.ok(!mailer.where.includes('p:w') && !mailer.where.includes('me@'));
});

for (const [what, code, isFinal] of [
  ['greylists with 450', 450, false],
  ['is out of room (452)', 452, false],
  ['knows no such mailbox (550)', 550, true],
  ['takes no mail from here (554)', 554, true],
] as const) {
  test(`${isFinal ? 'gives up' : 'tries again later'} where a server ${what}`, async () => {
    const onRcptTo: SMTPServerOptions['onRcptTo'] = (_to, _session, done) => done(refusal(code));
    const { taken, mailer } = await startSmtp({ onRcptTo });
    await assert.rejects(mailer.send(mail), (error: unknown) => {
      assert.equal(error instanceof MailRefusedError, isFinal);
      return true;
    });
    assert.deepEqual(taken, []);
  });
}

test('tries again later where a server takes no mail after it was told all of it', async () => {
  const { mailer } = await startSmtp({
    onData: (stream, _session, done) => void stream.resume().on('end', () => done(refusal(451))),
  });
  await assert.rejects(mailer.send(mail), (error) => !(error instanceof MailRefusedError));
});

test('tries again later where a name or password is wrong, since that is the operator’s to mend', async () => {
  const { mailer } = await startSmtp({
    onConnect: (_session, done) => done(refusal(554)),
  });
  await assert.rejects(mailer.send(mail), (error) => !(error instanceof MailRefusedError));
});

test('tries again later where nobody listens, the line is cut, or nothing is said', async () => {
  const cuts = await startSocket((socket) => socket.destroy());
  const hangs = await startSocket(() => {}, 300);
  const silent = await startSocket((socket) => void socket.write('220 hello\r\n'), 300);
  for (const mailer of [mailerTo(1), cuts, hangs, silent]) {
    await assert.rejects(mailer.send(mail), (error) => !(error instanceof MailRefusedError));
  }
});

const injected = 'Thanks\r\nBcc: evil@example.com\u2028X: 1\nSubject: other';

test('lets no text begin a header or add a recipient', async () => {
  const recipients: string[] = [];
  const { taken, mailer } = await startSmtp({
    onRcptTo({ address }, _session, done) {
      recipients.push(address);
      done();
    },
  });
  await mailer.send({ ...mail, subject: injected, fromName: injected, language: injected });
  assert.deepEqual(recipients, [mail.to]);
  const [head = ''] = (taken[0] ?? '').split('\r\n\r\n', 1);
  assert.doesNotMatch(head, /^(bcc|x):/im);
  assert.equal(head.match(/^subject:/gim)?.length, 1);
});

test('writes whole files into a folder, one for each mail however often it is sent', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'kindcart-mail-')), 'deep');
  const mailer = createFolderMailer(folder, from);
  assert.ok(mailer.where.includes(folder));
  await mailer.send({ ...mail, subject: injected });
  await mailer.send(mail);
  assert.deepEqual(await readdir(folder), [`${mail.id}.eml`]);
  const text = await readFile(join(folder, `${mail.id}.eml`), 'utf8');
  assert.match(text, /^Subject: Thank you for your gift\r$/m);
  mailer.close();
  await rm(join(folder, '..'), { recursive: true });
});

test('fails where the folder cannot be written, so that the mail stays in the queue', async () => {
  const mailer = createFolderMailer('/dev/null/mail', from);
  await assert.rejects(mailer.send(mail), /ENOTDIR|EEXIST/);
});
