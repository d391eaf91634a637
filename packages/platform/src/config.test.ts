import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultRates } from './access/limits.ts';
import { ConfigError, flagVariables, readConfig, readProcessConfig, variables } from './config.ts';

test('needs nothing', () => {
  assert.deepEqual(readConfig({}), {
    host: '127.0.0.1',
    port: 8787,
    databaseUrl: undefined,
    dataDir: '.kindcart',
    publicUrl: undefined,
    logLevel: 'info',
    trustedProxies: 0,
    limits: defaultRates,
    sandboxSecrets: [],
    mail: {
      smtpUrl: undefined,
      from: { address: 'kindcart@localhost' },
      folder: '.kindcart-mail',
    },
    donorSecrets: [],
    stripe: {
      modes: [],
      webhookSecrets: [],
      apiUrl: new URL('https://api.stripe.com'),
      fee: { basisPoints: 290, fixedAmount: 30 },
    },
    webhookPrivate: false,
    reconcileMinutes: 15,
    shop: { secret: undefined, token: undefined },
    warnings: [],
  });
});

test('reads every variable', () => {
  const config = readConfig({
    KINDCART_HOST: '0.0.0.0',
    KINDCART_PORT: '0',
    DATABASE_URL: 'postgres://kind:pa%20ss@db.internal:5433/kindcart?sslmode=require',
    KINDCART_DATA_DIR: '/srv/data folder',
    KINDCART_PUBLIC_URL: 'https://Give.example.org/',
    KINDCART_LOG: 'silent',
    KINDCART_SMTP_URL: 'smtps://me:pass@mail.example.org',
    KINDCART_MAIL_FROM: 'give@charity.example',
    KINDCART_MAIL_DIR: '/srv/mail',
    KINDCART_DONOR_SECRETS: 'the-newest-of-donors-1, the-oldest-of-donors-0',
    KINDCART_TRUST_PROXY: '2',
    KINDCART_LIMIT_KEY: '500 per 1 s, burst 1000',
    KINDCART_LIMIT_ADDRESS: 'off',
    KINDCART_LIMIT_DONATIONS: '5 per 600 s, burst 5',
    KINDCART_LIMIT_PARTICIPANTS: '4 per 1 s, burst 40',
    KINDCART_LIMIT_TILES: '30 per 1 s, burst 30',
    KINDCART_SANDBOX_SECRETS: 'the-newest-secret-1, the-oldest-secret-0',
    KINDCART_STRIPE_SECRET_KEYS: 'sk_live_1234567890',
    KINDCART_STRIPE_PUBLISHABLE_KEYS: 'pk_live_0987654321',
    KINDCART_STRIPE_WEBHOOK_SECRETS: 'whsec_the_newest_one, whsec_the_oldest_one',
    KINDCART_STRIPE_FEE: '150+25',
    KINDCART_STRIPE_API: 'http://127.0.0.1:12111',
    KINDCART_WEBHOOK_PRIVATE: 'allow',
    KINDCART_RECONCILE_MINUTES: '5',
    KINDCART_SHOP_SECRET: 'the-secret-of-the-shop',
    KINDCART_SHOP_TOKEN: 'shpat_0123456789',
    PATH: '/bin',
  });
  assert.deepEqual(config, {
    host: '0.0.0.0',
    port: 0,
    databaseUrl: 'postgres://kind:pa%20ss@db.internal:5433/kindcart?sslmode=require',
    dataDir: '/srv/data folder',
    publicUrl: 'https://give.example.org',
    logLevel: 'silent',
    trustedProxies: 2,
    limits: {
      key: { count: 500, periodSeconds: 1, burst: 1000 },
      address: undefined,
      donations: { count: 5, periodSeconds: 600, burst: 5 },
      participants: { count: 4, periodSeconds: 1, burst: 40 },
      tiles: { count: 30, periodSeconds: 1, burst: 30 },
    },
    sandboxSecrets: ['the-newest-secret-1', 'the-oldest-secret-0'],
    mail: {
      smtpUrl: new URL('smtps://me:pass@mail.example.org'),
      from: { address: 'give@charity.example' },
      folder: '/srv/mail',
    },
    donorSecrets: ['the-newest-of-donors-1', 'the-oldest-of-donors-0'],
    stripe: {
      modes: [
        { livemode: true, secretKey: 'sk_live_1234567890', publishableKey: 'pk_live_0987654321' },
      ],
      webhookSecrets: ['whsec_the_newest_one', 'whsec_the_oldest_one'],
      apiUrl: new URL('http://127.0.0.1:12111'),
      fee: { basisPoints: 150, fixedAmount: 25 },
    },
    webhookPrivate: true,
    reconcileMinutes: 5,
    shop: { secret: 'the-secret-of-the-shop', token: 'shpat_0123456789' },
    warnings: [],
  });
});

test('prefers a flag, and names it when it is wrong', () => {
  const environment = { KINDCART_PORT: '9000', KINDCART_HOST: '0.0.0.0' };
  const config = readConfig(environment, { port: '9001' });
  assert.deepEqual([config.port, config.host], [9001, '0.0.0.0']);
  assert.throws(() => readConfig(environment, { port: 'x' }), { message: /^--port is "x"/ });
});

test('takes an empty variable for an absent one', () => {
  assert.equal(readConfig({ KINDCART_PORT: '', DATABASE_URL: '' }).port, 8787);
});

const wrong: readonly [variable: keyof typeof variables, value: string, words: RegExp][] = [
  ['KINDCART_PORT', 'http', /is "http", not a whole number from 0 to 65535/],
  ['KINDCART_PORT', '65536', /not a whole number/],
  ['KINDCART_PORT', '-1', /not a whole number/],
  ['KINDCART_PORT', '8e3', /not a whole number/],
  ['KINDCART_PORT', '80.5', /not a whole number/],
  ['KINDCART_HOST', 'http://localhost', /not a host name or address/],
  ['KINDCART_HOST', 'local host', /not a host name or address/],
  ['DATABASE_URL', 'mysql://user:hunter2@db/x', /not an address such as postgres:/],
  ['DATABASE_URL', 'hunter2', /not an address such as postgres:/],
  ['KINDCART_PUBLIC_URL', 'https://example.org/kindcart', /not an origin .*no path/],
  ['KINDCART_PUBLIC_URL', 'example.org', /not an origin/],
  ['KINDCART_PUBLIC_URL', 'null', /not an origin/],
  ['KINDCART_LOG', 'verbose', /is "verbose", not one of trace, debug/],
  ['KINDCART_TRUST_PROXY', 'true', /is "true", not a whole number from 0 to 10/],
  ['KINDCART_LIMIT_KEY', '100', /like "100 per 1 s, burst 200" nor off/],
  ['KINDCART_LIMIT_ADDRESS', '0 per 1 s, burst 5', /nor off/],
  ['KINDCART_LIMIT_ADDRESS', '5 per 0 s, burst 5', /nor off/],
  ['KINDCART_LIMIT_DONATIONS', '1 per 6 s, burst 0', /nor off/],
  ['KINDCART_SANDBOX_SECRETS', 'short', /fewer than 16 characters/],
  ['KINDCART_SANDBOX_SECRETS', 'long-enough-secret,', /fewer than 16 characters/],
  ['KINDCART_STRIPE_SECRET_KEYS', 'hunter2', /does not begin with sk_test_, sk_live_ or rk_/],
  ['KINDCART_STRIPE_SECRET_KEYS', 'sk_test_hunter2hunter2', /exactly one pk_test_…/],
  ['KINDCART_STRIPE_WEBHOOK_SECRETS', 'short', /fewer than 16 characters/],
  ['KINDCART_SMTP_URL', 'mail.example.org:hunter2', /not an address such as smtp:/],
  ['KINDCART_SMTP_URL', 'https://mail.example.org', /not an address such as smtp:/],
  ['KINDCART_MAIL_FROM', 'Clear Water <give@charity.example>', /not an address such as/],
  ['KINDCART_MAIL_FROM', 'a@b.example\r\nBcc: c@d.example', /not an address such as/],
  ['KINDCART_DONOR_SECRETS', 'short', /fewer than 16 characters/],
  ['KINDCART_STRIPE_FEE', '2.9% + 30', /not basis points and minor units such as/],
  ['KINDCART_WEBHOOK_PRIVATE', 'yes', /neither allow nor refuse/],
  ['KINDCART_RECONCILE_MINUTES', '0', /is 0, not a whole number from 1 to 1440/],
  ['KINDCART_RECONCILE_MINUTES', '2000', /not a whole number from 0 to 1440/],
  ['KINDCART_STRIPE_API', 'api.stripe.com', /not an address such as https:/],
  ['KINDCART_STRIPE_API', 'https://api.stripe.com/v1', /not an address such as https:/],
];

for (const [variable, value, words] of wrong) {
  test(`refuses ${variable}=${value} in words`, () => {
    assert.throws(
      () => readConfig({ [variable]: value }),
      (error) => {
        assert.ok(error instanceof ConfigError);
        assert.match(error.message, words);
        assert.ok(error.message.startsWith(`${variable} `));
        assert.ok(!/hunter2|short|long-enough/.test(error.message), 'says a secret');
        return true;
      },
    );
  });
}

test('names everything that is wrong at once', () => {
  assert.throws(
    () => readConfig({ KINDCART_PORT: 'x', KINDCART_LOG: 'y' }),
    (error) => error instanceof ConfigError && error.faults.length === 2,
  );
});

test('refuses keys of Stripe’s without a webhook secret', () => {
  const keys = {
    KINDCART_STRIPE_SECRET_KEYS: 'sk_test_1234567890',
    KINDCART_STRIPE_PUBLISHABLE_KEYS: 'pk_test_1234567890',
  };
  assert.throws(() => readConfig(keys), /KINDCART_STRIPE_WEBHOOK_SECRETS is needed/);
});

test('shortens a value that is endless', () => {
  assert.throws(
    () => readConfig({ KINDCART_PORT: '9'.repeat(5_000) }),
    (error) => error instanceof ConfigError && error.message.length < 200,
  );
});

test('warns of settings that are none', () => {
  const { warnings } = readConfig({ KINDCART_PROT: '1', NODE_ENV: 'production' });
  assert.deepEqual(warnings, ['KINDCART_PROT is not a setting and changes nothing.']);
});

test('cannot be changed afterwards', () => {
  const config = readConfig({});
  assert.ok(
    Object.isFrozen(config) &&
      Object.isFrozen(config.limits) &&
      Object.isFrozen(config.sandboxSecrets),
  );
});

test('describes every variable, and flags stand for variables', () => {
  for (const variable of Object.values(flagVariables)) assert.ok(variables[variable].length > 10);
});

/** What a setting's sentence says of its default. */
function defaultSaid(variable: keyof typeof variables): string {
  const [, said] = /\. ([^.]+|\S+) unless said otherwise/.exec(variables[variable]) ?? [];
  return said ?? assert.fail(variable);
}

const withDefault = [
  'KINDCART_HOST',
  'KINDCART_PORT',
  'KINDCART_DATA_DIR',
  'KINDCART_LOG',
  'KINDCART_TRUST_PROXY',
  'KINDCART_LIMIT_KEY',
  'KINDCART_LIMIT_ADDRESS',
  'KINDCART_LIMIT_DONATIONS',
  'KINDCART_LIMIT_PARTICIPANTS',
  'KINDCART_LIMIT_TILES',
  'KINDCART_WEBHOOK_PRIVATE',
  'KINDCART_RECONCILE_MINUTES',
] as const;

test('says of each default what is the same when it is set', () => {
  for (const variable of withDefault) {
    assert.deepEqual(readConfig({ [variable]: defaultSaid(variable) }), readConfig({}), variable);
  }
});

test("reads the process's own environment", () => {
  process.env.KINDCART_PORT = '4321';
  try {
    assert.equal(readProcessConfig().port, 4321);
  } finally {
    delete process.env.KINDCART_PORT;
  }
});

test('asks from whom mail comes that goes out to a mail server', () => {
  const read = () => readConfig({ KINDCART_SMTP_URL: 'smtp://mail.example.org' });
  assert.throws(read, /KINDCART_MAIL_FROM is needed beside KINDCART_SMTP_URL/);
});
