/** Secrets for the tokens of a merchant's orders: a list, since an old one is taken on for a while. */
export const statements = [
  'alter table merchant add column order_token_secrets json',
  // Two random UUIDs are 244 bits of the server's strong randomness, without any extension.
  `update merchant set order_token_secrets = json_build_array(json_build_object(
    'secret', 'ots_' || replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),
    'until', null))`,
  'alter table merchant alter column order_token_secrets set not null',
];
