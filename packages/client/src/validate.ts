/** Development builds hold every answer against the contract and say which field is wrong. */
// First, so that the page's content security policy has nothing to report.
import '@kindcart/contract/jitless';
import { endpoints, fieldErrors, liveProjectSchema } from '@kindcart/contract';
import type { Validators } from './validators.ts';

export const validators: Validators = {
  answer(name, body) {
    const parsed = endpoints[name].response.safeParse(body, { reportInput: true });
    return parsed.success ? [] : fieldErrors(parsed.error.issues);
  },
  liveProject(data) {
    const parsed = liveProjectSchema.safeParse(data, { reportInput: true });
    return parsed.success ? [] : fieldErrors(parsed.error.issues);
  },
};
