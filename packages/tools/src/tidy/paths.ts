// What a path says about a file. The layout is one word, one room, so a path says a lot.

/** The package a path belongs to, without the scope, or undefined outside packages/. */
export function packageOf(path: string): string | undefined {
  return /^packages\/([^/]+)\//.exec(path)?.[1];
}

/** Whether the file holds tests that a runner collects. */
export function isTest(path: string): boolean {
  return /\.test\.[mc]?[jt]s$/.test(path);
}

/** Whether the file is there for tests: a test, a helper of tests, or a suite others run. */
export function isTestSupport(path: string): boolean {
  return (
    isTest(path) ||
    /\/(testing|conformance|node-test)\//.test(path) ||
    /(^|[./])testing\.ts$/.test(path)
  );
}

/** Whether the file is an element's made-up states, for screenshots and tests. */
export function isStates(path: string): boolean {
  return path.endsWith('.states.ts');
}

/** Joins a relative specifier to the folder of the file that says it, without touching a disk. */
export function resolveFrom(path: string, relative: string): string {
  const parts = path.split('/').slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
