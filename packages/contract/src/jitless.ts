/**
 * Import this before the rest of the contract where `eval` is forbidden, as in a page with a strict
 * content security policy: zod then compiles nothing, and does not even try whether it could, which
 * such a page would report as a violation. On a server leave it out; compiled schemas are faster.
 */
import * as z from 'zod/mini';

z.config({ jitless: true });
