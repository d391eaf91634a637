// For `npx wtr --config packages/tools/src/browsers/web-test-runner.config.mjs`, for example with
// --watch; `npm test` goes through run.ts. TEST_ENGINES=firefox,webkit chooses engines.
import { configFor } from './config.ts';
import { engineNames, isEngineName } from './engines.ts';

const chosen = process.env.TEST_ENGINES?.split(',').filter(isEngineName);

export default configFor({ engines: chosen ?? engineNames });
