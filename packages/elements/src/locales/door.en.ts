import { common } from './common.en.ts';
import type { WordsOfDoor } from './donor-words.ts';

/** English of the donor's own page before anybody is let in. */
export const door: WordsOfDoor = {
  ...common,
  door: {
    title: 'Your gifts',
    how: 'Write the e-mail address that you gave with. We send a link to it, and the link opens your page. There is no password.',
    email: 'E-mail address',
    emailWrong: 'Write an address such as name@example.org.',
    send: 'Send me the link',
    sending: 'One moment…',
    askedTitle: 'Look in your inbox',
    asked: (email) =>
      `If gifts were made with ${email}, a link is on its way there. It can take a few minutes; look among unwanted mail, too.`,
    askAgain: 'Use another address',
    expired:
      'This link is too old, so it opens nothing any more. Your gifts are as they were. Ask for a new link here.',
    invalid:
      'This link is not complete, or not one of ours. Open it in the e-mail once more, or ask for a new one here.',
    over: 'Some time has passed, so this page was closed for your safety. Ask for a new link here.',
    left: 'This device has forgotten your page. Your gifts go on as they were.',
    opening: 'Your page is being opened',
    failed: 'Your page could not be opened.',
    failedHow: 'Something went wrong on our side. Please try again in a moment.',
    sendFailed: 'Something went wrong on our side, and no link was sent. Please try again.',
    busy: 'Too many links were asked for just now. Please try again in a few minutes.',
    partMissing: 'A part of this page could not be loaded. If it happens again, reload the page.',
  },
};
