import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  commonErrorsOf,
  deedsRoutes,
  donorDoorRoutes,
  donorRoutes,
  endpoints,
  errors,
  forestRoutes,
  giftRoutes,
  isEndpointName,
  orderRoutes,
  pageRoutes,
  payerRoutes,
  receiptRoutes,
  routes,
  shopRoutes,
} from '@kindcart/contract';
import { isProblemCode } from './codes.ts';
import { deedsCodes } from './deeds-codes.ts';
import { donorCodes } from './donor-codes.ts';
import { forestCodes } from './forest-codes.ts';
import { orderCodes } from './orders.ts';
import { serverCodes } from './server-codes.ts';
import { shopCodes } from './shop-codes.ts';

const ownCodes = ['network_error', 'timeout', 'aborted', 'response_invalid'];

test('knows every code that an answer can carry, and not those that only a client makes', () => {
  for (const code of Object.keys(errors)) {
    assert.equal(
      isProblemCode(code, [
        ...serverCodes,
        ...donorCodes,
        ...shopCodes,
        ...forestCodes,
        ...deedsCodes,
      ]),
      !ownCodes.includes(code),
      code,
    );
  }
});

test('knows for a page every code of the endpoints that a page calls', () => {
  const met = new Set<string>(
    Object.keys({ ...pageRoutes, ...giftRoutes })
      .filter(isEndpointName)
      .flatMap((name) => [...commonErrorsOf(routes[name]), ...endpoints[name].errors]),
  );
  assert.ok(met.size > 20);
  for (const code of met) assert.ok(isProblemCode(code), code);
  for (const code of serverCodes) assert.ok(!isProblemCode(code) && !met.has(code), code);
});

test('knows for a donor every code of the endpoints of receipts and of the own page', () => {
  const met = new Set<string>(
    Object.keys({ ...receiptRoutes, ...donorDoorRoutes, ...donorRoutes, ...payerRoutes })
      .filter(isEndpointName)
      .flatMap((name) => [...commonErrorsOf(routes[name]), ...endpoints[name].errors]),
  );
  for (const code of met) assert.ok(isProblemCode(code, donorCodes), code);
  for (const code of donorCodes) assert.ok(!isProblemCode(code) && met.has(code), code);
});

test('knows for a page of a shop every code of the endpoints that it calls', () => {
  const met = new Set<string>(
    Object.keys(shopRoutes)
      .filter(isEndpointName)
      .flatMap((name) => [...commonErrorsOf(routes[name]), ...endpoints[name].errors]),
  );
  for (const code of met) assert.ok(isProblemCode(code, shopCodes), code);
  for (const code of shopCodes) assert.ok(!isProblemCode(code) && met.has(code), code);
});

test('knows for a page with a forest every code of the endpoints that it calls', () => {
  const met = new Set<string>(
    [...Object.keys(forestRoutes), 'createDonation']
      .filter(isEndpointName)
      .flatMap((name) => [...commonErrorsOf(routes[name]), ...endpoints[name].errors]),
  );
  for (const code of met) assert.ok(isProblemCode(code, forestCodes), code);
  for (const code of forestCodes) assert.ok(met.has(code), code);
});

test('knows for a page with a challenge every code of the endpoints that it calls', () => {
  const met = new Set<string>(
    Object.keys(deedsRoutes)
      .filter(isEndpointName)
      .flatMap((name) => [...commonErrorsOf(routes[name]), ...endpoints[name].errors]),
  );
  for (const code of met) assert.ok(isProblemCode(code, deedsCodes), code);
  for (const code of deedsCodes) assert.ok(met.has(code), code);
});

test('knows for a thank-you page of a shop every code of the endpoint that it calls', () => {
  const met = Object.keys(orderRoutes)
    .filter(isEndpointName)
    .flatMap((name) => [...commonErrorsOf(routes[name]), ...endpoints[name].errors]);
  for (const code of met) assert.ok(isProblemCode(code, orderCodes), code);
  for (const code of orderCodes) assert.ok(!isProblemCode(code) && met.includes(code), code);
});

for (const value of [
  '',
  'toString',
  '__proto__',
  'constructor',
  'Internal',
  ' internal',
  1,
  null,
  {},
  ['internal'],
]) {
  test(`takes ${JSON.stringify(value)} for no code`, () => {
    assert.equal(isProblemCode(value), false);
  });
}
