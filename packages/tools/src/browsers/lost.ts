// Tells a browser that went away from a test that failed: an engine's process can die or stall on a
// busy machine, and says nothing about the tests that it was given.
import type { TestSession } from '@web/test-runner-core';

/** How an error begins that the launcher throws when its browser could not open a page. */
export const notOpened = 'The browser could not open the test page';

// Not among them: "Browser tests did not finish", which a test that never ends brings about too.
const goneAway = [
  'Tests were interrupted because the browser disconnected.',
  'The browser was unable to create and start a test page after ',
  'Browser tests did not start after ',
  'Timed out stopping the browser page',
  notOpened,
];

const navigated = /^Tests were interrupted because the page navigated to (\S+)\. /;

/** Whether all that is known of a file's session is that its browser went away under it. */
export function lostItsBrowser(session: Pick<TestSession, 'errors' | 'testResults'>): boolean {
  const { errors, testResults } = session;
  if (testResults !== undefined || errors.length === 0) return false;
  return errors.every(({ message }) => saysGoneAway(message));
}

function saysGoneAway(message: string): boolean {
  const address = navigated.exec(message)?.[1];
  if (address !== undefined) return isOfRunner(address);
  return goneAway.some((beginning) => message.startsWith(beginning));
}

/**
 * Whether nobody but the runner opens an address. When a page loses its web socket and the runner
 * then finds it where it put it, it may still call that navigating.
 */
function isOfRunner(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { pathname, searchParams, hash } = new URL(address);
  return pathname === '/' && hash === '' && [...searchParams.keys()].join() === 'wtr-session-id';
}
