// How `node --test` reports here: failures in plain words, and the sums as JSON in the file that
// TEST_COUNTS names. Only leaf tests count; one that is skipped or left to do has failed,
// because a test that does not run proves nothing.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/** @typedef {import('node:test/reporters').TestEvent} TestEvent */
/** @typedef {{ name: string, hasChildren: boolean }} Open */

/** Sums up the events of one run. */
class Tally {
  passed = 0;
  failed = 0;
  /** The tests that are open, outermost first. @type {Open[]} */
  #open = [];

  /**
   * Takes one event in and answers what to print for it.
   * @param {TestEvent} event
   * @returns {string}
   */
  take(event) {
    switch (event.type) {
      case 'test:start':
        return this.#start(event.data);
      case 'test:pass':
        return this.#end(event.data, undefined);
      case 'test:fail':
        return this.#end(event.data, event.data.details.error);
      case 'test:stdout':
      case 'test:stderr':
        return event.data.message;
      case 'test:summary':
        return finished(event.data);
      default:
        return '';
    }
  }

  /** @param {{ name: string, nesting: number }} test */
  #start({ name, nesting }) {
    const parent = this.#open[nesting - 1];
    if (parent) parent.hasChildren = true;
    this.#open.length = nesting;
    this.#open.push({ name, hasChildren: false });
    return '';
  }

  /**
   * @param {{
   *   name: string, nesting: number, file?: string | undefined,
   *   skip?: string | boolean | undefined, todo?: string | boolean | undefined,
   *   details: { type?: string | undefined },
   * }} test
   * @param {(Error & { failureType?: string }) | undefined} error
   */
  #end(test, error) {
    const path = this.#open.slice(0, test.nesting).map(({ name }) => name);
    const own = this.#open[test.nesting];
    this.#open.length = test.nesting;
    const isLeaf = test.details.type !== 'suite' && !own?.hasChildren;
    // A parent fails with its children, which have been counted; its own hooks are its own fault.
    if (error && (isLeaf || error.failureType !== 'subtestsFailed')) {
      return this.#fail(test, path, describe(error));
    }
    if (!isLeaf) return '';
    if (isSet(test.skip)) return this.#fail(test, path, 'The test was skipped.');
    if (isSet(test.todo)) return this.#fail(test, path, 'The test is left to do.');
    this.passed += 1;
    return '';
  }

  /**
   * @param {{ name: string, file?: string | undefined }} test
   * @param {string[]} path
   * @param {string} reason
   */
  #fail({ name, file }, path, reason) {
    this.failed += 1;
    const where = file === undefined ? '' : ` (${relative(process.cwd(), file)})`;
    return `✗ ${[...path, name].join(' › ')}${where}\n${reason.replace(/^/gm, '    ')}\n`;
  }
}

/**
 * A line for each file that is done. `npm test` shows them only when a step had to be stopped:
 * the file that is not among them is the one that hung.
 * @param {{ file?: string | undefined, duration_ms: number }} summary
 */
function finished({ file, duration_ms: ms }) {
  return file === undefined ? '' : `· ${relative(process.cwd(), file)} ${Math.round(ms)} ms\n`;
}

/** @param {string | boolean | undefined} mark a reason, which may be empty, or whether it is so */
function isSet(mark) {
  return mark !== undefined && mark !== false;
}

/** The cause is what the test threw; the error around it only says that it did. @param {Error} error */
function describe(error) {
  const cause = error.cause ?? error;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

/** @param {AsyncIterable<TestEvent>} source */
export default async function* plain(source) {
  const tally = new Tally();
  for await (const event of source) {
    const text = tally.take(event);
    if (text !== '') yield text;
  }
  const { passed, failed } = tally;
  const file = process.env.TEST_COUNTS;
  if (file !== undefined) writeFileSync(file, JSON.stringify({ passed, failed }));
  yield `${passed} passed, ${failed} failed\n`;
}
