import { randomFillSync } from 'node:crypto';
import { createIdSource } from './ids.ts';
import { createdDonationExample, createDonationExample } from '@kindcart/contract';
import { makeKey, hashKey } from '../access/keys.ts';
import { createLimits } from '../access/limits.ts';
import { createApp } from './app.ts';
import { systemClock } from './clock.ts';
import { createDrain } from './drain.ts';
import { answerText, serve } from './endpoint.ts';
import { listen } from './listen.ts';
import { createMetrics } from './metrics.ts';
import { createLogger } from './request-log.ts';
const pk = makeKey('publishable', 'test', (b) => randomFillSync(b));
const drain = createDrain();
const huge = { count: 1e6, periodSeconds: 1, burst: 1e6 };
const app = createApp({
  logger: createLogger('info'),
  metrics: createMetrics(),
  clock: systemClock,
  ids: createIdSource(systemClock),
  keys: {
    find: async (h) =>
      h === hashKey(pk)
        ? {
            keyId: 'key_01k9p4a0a0fz3t6v8w0x2y4z6f',
            organizationId: 'org_01k9p4a0a0fz3t6v8w0x2y4z6f',
            livemode: false,
            kind: 'publishable',
            origins: ['https://good.example'],
            revoked: false,
          }
        : null,
  },
  limits: createLimits({ key: huge, address: huge, donations: huge }, systemClock),
  drain,
  trustedProxies: 0,
  ownOrigins: () => [],
  isUnavailable: () => false,
  checkReady: async () => undefined,
  rooms: [
    (api) => {
      serve(api, 'createDonation', async () => {
        await new Promise(setImmediate);
        return { text: answerText('createDonation', createdDonationExample), replayed: false };
      });
    },
  ],
});
const l = await listen({ app, host: '127.0.0.1', port: 8899, drain });
const { writeFileSync } = await import('node:fs');
writeFileSync(
  '/tmp/kcb/bench/post.lua',
  `wrk.method="POST"
local n=0
wrk.body=[==[${JSON.stringify(createDonationExample)}]==]
wrk.headers["Content-Type"]="application/json"
wrk.headers["Origin"]="https://good.example"
wrk.headers["Authorization"]="Bearer ${pk}"
request=function() n=n+1; wrk.headers["Idempotency-Key"]="k-"..n; return wrk.format() end
`,
);
console.error('up', l.url);
process.on('SIGTERM', async () => {
  console.error(await l.close({ timeoutMs: 2000 }));
  process.exit(0);
});
