// The generated pages of docs/reference, by path. `npm run docs` writes them, and a test does the
// same and fails once when one of them was not what it should be.
import type { Repository } from '../tidy/repository.ts';
import { configurationPage } from './pages/configuration.ts';
import { elementsPage } from './pages/elements.ts';
import { endpointsPage } from './pages/endpoints.ts';
import { errorsPage } from './pages/errors.ts';
import { indexPage } from './pages/index.ts';
import { themingPage } from './pages/theming.ts';

/** Every generated page: its path from the root, and how its text is made. */
export const referencePages: Readonly<Record<string, (repository: Repository) => string>> = {
  'docs/reference/README.md': indexPage,
  'docs/reference/elements.md': elementsPage,
  'docs/reference/theming.md': themingPage,
  'docs/reference/endpoints.md': endpointsPage,
  'docs/reference/errors.md': errorsPage,
  'docs/reference/configuration.md': configurationPage,
};
