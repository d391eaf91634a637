/** Participants of the made-up platform, their devices and their moves. */
import {
  createParticipantExample,
  devicesMax,
  type EndpointInput,
  type Id,
  joinByMoveExample,
  joinText,
  type Move,
  movedParticipantExample,
  moveMs,
  moveText,
  nameText,
  type Participant,
  participantText,
  type SignedWish,
  toBase64url,
} from '@kindcart/contract';
import { refuse } from '../refusal.ts';
import { type KeptDevice, type KeptParticipant, timeIn, type World } from '../world.ts';
import { deviceOf, isSignedBy } from './keys.ts';

/** The contract's example, with both of its devices. */
export function seedParticipants(world: World): void {
  const { id, name, createdAt, devices } = movedParticipantExample;
  const keys = [createParticipantExample.publicKey, joinByMoveExample.publicKey];
  const kept = devices.map(({ device, ...rest }, at): [string, KeptDevice] => [
    device,
    { ...rest, publicKey: keys[at] ?? '', wishMs: 0 },
  ]);
  const move = { token: joinByMoveExample.token, expiresMs: Number.MAX_SAFE_INTEGER, used: true };
  world.participants.set(id, { name, createdAt, devices: new Map(kept), move });
}

export async function createParticipant(
  world: World,
  { body }: EndpointInput<'createParticipant'>,
): Promise<Participant> {
  const { publicKey, name, signature } = body;
  const isOwn = await isSignedBy(publicKey, participantText(publicKey, name), signature);
  if (!isOwn) refuse('device_signature_invalid');
  const device = await deviceOf(publicKey);
  const known = ownerOf(world, device);
  if (known !== undefined) return toParticipant(world, known);
  const id = world.newId('participant');
  const createdAt = timeIn(world);
  const devices = new Map([[device, newDevice(publicKey, createdAt)]]);
  world.participants.set(id, { name, createdAt, devices, move: null });
  return toParticipant(world, id);
}

export async function updateParticipant(
  world: World,
  { params, body }: EndpointInput<'updateParticipant'>,
): Promise<Participant> {
  const { participantId } = params;
  const { name, ...wish } = body;
  await checkWish(world, participantId, wish, (made) => nameText(made, name));
  const kept = keptOf(world, participantId);
  if (takeWish(kept, wish)) kept.name = name;
  else if (kept.name !== name) refuse('wish_outdated');
  return toParticipant(world, participantId);
}

export async function createMove(
  world: World,
  { params, body }: EndpointInput<'createMove'>,
): Promise<Move> {
  const { participantId } = params;
  await checkWish(world, participantId, body, moveText);
  const kept = keptOf(world, participantId);
  if (kept.devices.size >= devicesMax) refuse('devices_too_many');
  if (!takeWish(kept, body)) refuse('wish_outdated');
  const token = `mvt_${toBase64url(crypto.getRandomValues(new Uint8Array(32)))}`;
  const expiresMs = world.now().getTime() + moveMs;
  kept.move = { token, expiresMs, used: false };
  return { token, expiresAt: new Date(expiresMs).toISOString() };
}

export async function joinByMove(
  world: World,
  { body }: EndpointInput<'joinByMove'>,
): Promise<Participant> {
  const { token, publicKey, signature } = body;
  const isOwn = await isSignedBy(publicKey, joinText(token, publicKey), signature);
  if (!isOwn) refuse('device_signature_invalid');
  const device = await deviceOf(publicKey);
  const found = [...world.participants].find(([, { move }]) => move?.token === token);
  const [id, kept] = found ?? refuse('move_invalid');
  const { move } = kept;
  const owner = ownerOf(world, device);
  if (owner === id) return toParticipant(world, id);
  if (move === null || move.used || move.expiresMs <= world.now().getTime()) refuse('move_invalid');
  if (owner !== undefined) refuse('device_taken');
  kept.devices.set(device, newDevice(publicKey, timeIn(world)));
  kept.move = { ...move, used: true };
  return toParticipant(world, id);
}

/** What a wish carries. */
interface Wish {
  readonly device: string;
  readonly madeAtMs: number;
  readonly signature: string;
}

/** Holds a wish against the key of its device. @throws Refusal saying what is wrong with it */
export async function checkWish(
  world: World,
  participantId: Id<'participant'>,
  { device, madeAtMs, signature }: Wish,
  textOf: (wish: SignedWish) => string,
): Promise<void> {
  const { publicKey } =
    keptOf(world, participantId).devices.get(device) ?? refuse('device_unknown');
  const text = textOf({ participantId, device, madeAtMs });
  if (!(await isSignedBy(publicKey, text, signature))) refuse('device_signature_invalid');
}

/** Whether a wish is new; false when it is the newest one again. @throws Refusal `wish_outdated` */
export function takeWish(
  { devices }: KeptParticipant,
  { device, madeAtMs }: Pick<Wish, 'device' | 'madeAtMs'>,
): boolean {
  const known = devices.get(device) ?? refuse('device_unknown');
  if (madeAtMs < known.wishMs) refuse('wish_outdated');
  const isNew = madeAtMs > known.wishMs;
  known.wishMs = madeAtMs;
  return isNew;
}

/** @throws Refusal `participant_unknown` */
export function keptOf(world: World, id: Id<'participant'>): KeptParticipant {
  return world.participants.get(id) ?? refuse('participant_unknown');
}

function newDevice(publicKey: string, createdAt: string): KeptDevice {
  return { publicKey, counter: 0, wishMs: 0, createdAt };
}

function ownerOf(world: World, device: string): Id<'participant'> | undefined {
  return [...world.participants].find(([, { devices }]) => devices.has(device))?.[0];
}

function toParticipant(world: World, id: Id<'participant'>): Participant {
  const { name, createdAt, devices } = keptOf(world, id);
  return {
    id,
    name,
    devices: [...devices].map(([device, kept]) => ({
      device,
      counter: kept.counter,
      createdAt: kept.createdAt,
    })),
    livemode: false,
    createdAt,
  };
}
