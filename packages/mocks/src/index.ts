/** A made-up platform for tests and stories: msw handlers of every endpoint. */
export type { MockCall } from './call.ts';
export type { FailureName, Failures } from './failures.ts';
export { donorTokenFor } from './giving/donors.ts';
export { createHandlers, type Handlers, type MockOptions, type Override } from './handlers.ts';
export { Refusal, refuse } from './refusal.ts';
export { seedProjects } from './seed.ts';
