// A file that nothing starts, imports or names is dead, and a dead file lies about the house.
import { ModuleGraph } from '../graph.ts';
import { isStates, isTest } from '../paths.ts';
import type { Rule } from '../rule.ts';

const candidates = /^(packages|examples)\/.+\.(ts|mts|js|mjs|css|sql)$/;

/** Started by a tool that looks for them by name, not by an import. */
const startedByName = /(^|\/)([\w.-]+\.config\.(ts|mjs|js)|[\w.-]+\.d\.ts)$/;

/** Opened by a browser, or drawn by a shop. */
const isPage = /\.(html|liquid)$/;

/** Finds files that no entry, program, script, configuration, page or test leads to. */
export const deadFiles: Rule = {
  name: 'every source file is reachable from an entry, a program or a test',
  check: (repository) => {
    const graph = new ModuleGraph(repository);
    const started = [...repository.files.keys()].filter(
      (path) => isTest(path) || isStates(path) || startedByName.test(path) || isPage.test(path),
    );
    const alive = graph.reach([...graph.roots(), ...started]);
    return repository
      .matching(candidates)
      .filter(({ path }) => !alive.has(path))
      .map(({ path }) => ({
        path,
        what: 'is reached from no entry, program, script, page or test.',
        instead: 'Use it, or delete it.',
      }));
  },
};
