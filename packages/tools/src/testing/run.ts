// `npm test` once everything is installed. The last line is `N passed, N failed`, over all runners.
import { parseArgs } from 'node:util';
import { formatDuration } from './outcome.ts';
import { runSteps } from './runner.ts';
import { allSteps, chooseSteps, type Step } from './steps.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', multiple: true } },
});

process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

const steps = chosenSteps([...positionals, ...(values.only ?? [])]);
const startedAt = performance.now();
const { passed, failed, broken } = await runSteps(steps, (text) => console.log(text));
const again = broken.length > 0 ? ` Again: npm test -- ${broken.join(' ')}` : '';
console.log(`\nAll of it took ${formatDuration(performance.now() - startedAt)}.${again}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

function chosenSteps(names: readonly string[]): Step[] {
  try {
    return chooseSteps(allSteps(), names);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
