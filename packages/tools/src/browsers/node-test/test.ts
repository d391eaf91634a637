// What node:test is to tests in Node, on top of the mocha that the browser test runner brings.

/** What a test's function is given. */
export interface TestContext {
  readonly name: string;
  /** Runs `fn` when the test is over, whether it passed or not, in the order of adding. */
  after(fn: () => unknown): void;
}

type TestBody = (context: TestContext) => unknown;
type Hook = () => unknown;
type Register = (name: string, body: () => unknown) => void;

// Mocha's own functions, which its set-up puts on the global object before a test file is loaded.
declare const window: {
  it: Register & { only: Register; skip: Register };
  describe: Register & { only: Register; skip: Register };
  before(body: Hook): void;
  after(body: Hook): void;
  beforeEach(body: Hook): void;
  afterEach(body: Hook): void;
};

const mocha = window;

async function runWithContext(name: string, body: TestBody): Promise<void> {
  const cleanups: (() => unknown)[] = [];
  const context: TestContext = { name, after: (fn) => cleanups.push(fn) };
  try {
    await body(context);
  } finally {
    for (const cleanup of cleanups) await cleanup();
  }
}

function define(register: Register) {
  return (name: string, body: TestBody): void => {
    register(name, () => runWithContext(name, body));
  };
}

/** One test. `body` may be asynchronous; it fails when it throws or rejects. */
export const test = Object.assign(define(mocha.it), {
  only: define(mocha.it.only),
  skip: define(mocha.it.skip),
});

/** A group of tests. */
export const describe = Object.assign(
  (name: string, body: Hook): void => mocha.describe(name, () => void body()),
  { only: mocha.describe.only, skip: mocha.describe.skip },
);

/** The other names that node:test gives the same two functions. */
export { describe as suite, test as it };

/** Runs once before the file's (or group's) tests. */
export const before = (body: Hook): void => mocha.before(() => body());
/** Runs once after the file's (or group's) tests. */
export const after = (body: Hook): void => mocha.after(() => body());
/** Runs before every test of the file (or group). */
export const beforeEach = (body: Hook): void => mocha.beforeEach(() => body());
/** Runs after every test of the file (or group). */
export const afterEach = (body: Hook): void => mocha.afterEach(() => body());

export default test;
