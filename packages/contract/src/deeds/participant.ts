/**
 * Somebody who does good deeds. There is no account: a page makes a key that never leaves its device, and
 * whoever holds the key of one of a participant's devices is the participant. One told of by a server, by
 * its own reference, has no key.
 */
import * as z from 'zod/mini';
import { idSchema, textSchema, timeSchema } from '../common.ts';
import type { ProblemCode } from '../errors.ts';
import { fromBase64url } from './signing.ts';

/** How long another device may join by a move. */
export const moveMs = 10 * 60_000;
/** Most devices of one participant. */
export const devicesMax = 10;

/** Bytes as base64url without padding, of one length. */
function bytesSchema(length: number, what: string) {
  return z.string().check(
    z.maxLength(Math.ceil((length * 4) / 3), `is not ${what}`),
    z.refine((text) => fromBase64url(text)?.length === length, `is not ${what}`),
  );
}

/** The raw point of a P-256 key, uncompressed. */
export const publicKeySchema = bytesSchema(
  65,
  'the 65 bytes of a public key in base64url, as WebCrypto exports it raw',
).check(
  // Its first byte says so; with another one the same key would be another device.
  z.refine((text) => fromBase64url(text)?.[0] === 4, 'is not an uncompressed point'),
);
/** SHA-256 of those 65 bytes: what a device is called. */
export const deviceSchema = bytesSchema(32, 'the SHA-256 of a public key in base64url').check(
  z.meta({ description: "SHA-256 of the device's public key, in base64url" }),
);
export const signatureSchema = bytesSchema(64, 'the 64 bytes of a signature in base64url');

/** One line: it is signed as a line. */
export const participantNameSchema = textSchema(1, 40).check(
  z.refine((text) => !/[\n\t]/.test(text), 'has more than one line'),
);

/** What every wish of a device carries. */
export const wishFields = {
  device: deviceSchema,
  madeAtMs: z
    .int()
    .check(
      z.nonnegative('is negative'),
      z.meta({ description: "by the device's own clock; above that of its wish before" }),
    ),
  signature: signatureSchema,
};

/** What any wish of a device can meet. */
export const wishErrors = [
  'participant_unknown',
  'device_unknown',
  'device_signature_invalid',
  'wish_outdated',
] as const satisfies readonly ProblemCode[];

export const createParticipantSchema = z.strictObject({
  publicKey: publicKeySchema,
  name: z.nullable(participantNameSchema),
  signature: signatureSchema,
});

export const updateParticipantSchema = z.strictObject({
  name: z
    .nullable(participantNameSchema)
    .check(z.meta({ description: 'null erases it, wherever it is' })),
  ...wishFields,
});

export const participantSchema = z.object({
  id: idSchema('participant'),
  name: z.nullable(z.string()),
  devices: z.array(
    z.object({
      device: deviceSchema,
      counter: z
        .int()
        .check(
          z.nonnegative(),
          z.meta({ description: 'of its last deed that came; 0 before the first' }),
        ),
      createdAt: timeSchema,
    }),
  ),
  livemode: z.boolean(),
  createdAt: timeSchema,
});

export const createMoveSchema = z.strictObject(wishFields);

const tokenSchema = z
  .string()
  .check(z.regex(/^mvt_[A-Za-z0-9_-]{43}$/, 'is not the token of a move'));

/** Held by whoever sees it, once: shown as a code that the other device reads. */
export const moveSchema = z.object({ token: tokenSchema, expiresAt: timeSchema });

export const joinByMoveSchema = z.strictObject({
  token: tokenSchema,
  publicKey: publicKeySchema,
  signature: signatureSchema,
});

export type CreateParticipant = z.infer<typeof createParticipantSchema>;
export type UpdateParticipant = z.infer<typeof updateParticipantSchema>;
export type Participant = z.infer<typeof participantSchema>;
export type CreateMove = z.infer<typeof createMoveSchema>;
export type Move = z.infer<typeof moveSchema>;
export type JoinByMove = z.infer<typeof joinByMoveSchema>;

// Real keys and signatures, so that whoever writes a device of their own can hold it against them.
const publicKeyExample =
  'BFXMBAvywa90dRUKb-xRbdzLB_L8L4dURmsJcZBa7gtKKga3ArPsIU6xggTrFd_2M0AhgBlD4lXPr16WVS8RxYk';
export const deviceExample = 'F7kFEc8FvhKqP3CrhIi7Uwbv4B_ZHa3dInwvMdDCSfk';
const otherPublicKeyExample =
  'BKTBpd91mqtV-lqjFoeaZE01WvSU4kqqXU-GFLs4UX89WO4nUN3ZXkyR8Xdgd3Jm22yhYW0qiXMI2Kmns66jD2o';
const otherDeviceExample = 'oVgKSSf0t1w_jF8VgKRHqL3hiY-mx9Df1t7RIA4t7C4';

/** When the wishes of the examples are made. */
export const wishMadeAtMsExample = 1795420798000;
/** Of the example of a deed. */
export const deedSignatureExample =
  'RpPKYcDbp2ydkqH-yx8NDWswHE9Pt3A0ovNkqO9BDnmG3AYv_jQ677GLMJ_i8VyX17gQ-FEVCxjUsWd_dsGzaQ';
/** Of the example of a team. */
export const teamSignatureExample =
  'dlTn_jhxZ-sxQyugz03S2CHirSF2qs8_oABSyu6DiWnEV2FhUtfkl8OYJjwHOQSQgZwLByPgNV5wiWIv6BwMhQ';

export const createParticipantExample: CreateParticipant = {
  publicKey: publicKeyExample,
  name: '小林',
  signature:
    '5bYtXh9zVYLEJjAb_LtKAXzCNRXAGDh8z_ITyDuJv2Q8tmX_oH03YMfGTjiCPxwZnKWRciKsX-rzZoUG2dUC6g',
};

export const participantExample: Participant = {
  id: 'par_01k9p4m8q2fz3t6v8w0x2y4z7f',
  name: createParticipantExample.name,
  devices: [{ device: deviceExample, counter: 17, createdAt: '2026-11-01T01:00:00.000Z' }],
  livemode: false,
  createdAt: '2026-11-01T01:00:00.000Z',
};

const wish = { device: deviceExample, madeAtMs: wishMadeAtMsExample };

export const updateParticipantExample: UpdateParticipant = {
  name: null,
  ...wish,
  signature:
    'qxSMJ_Pifg31ps2ocdvrwu6e_FRUyNspCsknj8W7bKtnD1mccyxPZnlDUCrzY2Go8HqhT570-s6-RZ1uTyB4Fg',
};

export const createMoveExample: CreateMove = {
  ...wish,
  signature:
    'QEGYcza1JYGnNsJopcnbUiM5MpfbW1dGCCjpxfOvqI2fdNSvFNVPFn-tdxWCHBmiAktWilDg4f13MExLnOFNQw',
};

export const moveExample: Move = {
  token: 'mvt_oZacjFOrMAOBan-mrbic1yAxpbh-OiebLXS4yhGO7ks',
  expiresAt: '2026-11-23T08:10:00.000Z',
};

export const joinByMoveExample: JoinByMove = {
  token: moveExample.token,
  publicKey: otherPublicKeyExample,
  signature:
    'RW2Cl38Sh0KEDBT5lMKYSTQ3FlbjJOIfe97BQMkIt8_YReOvaWFGAu8QPsj228Vy7OVnW85-1N6kcuPnXAosgw',
};

/** The participant once that device has joined. */
export const movedParticipantExample: Participant = {
  ...participantExample,
  devices: [
    ...participantExample.devices,
    { device: otherDeviceExample, counter: 0, createdAt: '2026-11-23T08:01:00.000Z' },
  ],
};

/** A wish of that device, to be of the team of the example. */
export const joinTeamExample = {
  participantId: participantExample.id,
  device: otherDeviceExample,
  madeAtMs: wishMadeAtMsExample,
  signature:
    'F_hbuXnJcuanbZ2WDjb_Yx-pX-KKJtKCRmf-mLbKC87d55Kfvr800SC-KHymB01qGZO8kgLxFJ3Oqej2aiIlzw',
};
