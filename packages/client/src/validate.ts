/** Development builds hold every answer against the contract and say which field is wrong. */
// First, so that the page's content security policy has nothing to report.
import '@kindcart/contract/jitless';
import { endpoints, liveProjectSchema, parse } from '@kindcart/contract';
import type { Validators } from './validators.ts';

export const validators: Validators = {
  answer(name, body) {
    const parsed = parse(endpoints[name].response, body);
    return parsed.ok ? [] : parsed.fields;
  },
  liveProject(data) {
    const parsed = parse(liveProjectSchema, data);
    return parsed.ok ? [] : parsed.fields;
  },
};
