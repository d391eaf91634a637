/** Development builds hold every answer against the contract and say which field is wrong. */
// First, so that the page's content security policy has nothing to report.
import '@kindcart/contract/jitless';
import {
  endpoints,
  liveChallengeSchema,
  liveItemSchema,
  liveProjectSchema,
  type Parsed,
  parse,
} from '@kindcart/contract';
import type { Fault, Validators } from './validators.ts';

export const validators: Validators = {
  answer: (name, body) => faultIn(`The answer of ${name}`, parse(endpoints[name].response, body)),
  liveProject: (data) => faultIn('The live news', parse(liveProjectSchema, data)),
  liveChallenge: (data) => faultIn('The live news', parse(liveChallengeSchema, data)),
  liveItem: (data) => faultIn('The live news', parse(liveItemSchema, data)),
};

function faultIn(what: string, parsed: Parsed<unknown>): Fault | undefined {
  if (parsed.ok) return undefined;
  const { fields } = parsed;
  const each = fields.map(({ field, message }) => `${field || 'the whole'} ${message}`);
  return { message: `${what} is not what the contract says: ${each.join('; ')}.`, fields };
}
