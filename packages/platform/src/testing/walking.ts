/** Puts into bodies what examples cannot hold: signatures over other ids, a token, and data that was just sealed. */
import {
  type Challenge,
  createWerunDeedsExample,
  dayAt,
  type EndpointName,
} from '@kindcart/contract';
import { Device, makeWalker, runDays, type Stage, sealRun } from '@kindcart/contract/conformance';
import {
  joinTeamText,
  joinText,
  moveText,
  nameText,
  type SignedWish,
  teamText,
} from '@kindcart/contract/signing';

type Fields = Readonly<Record<string, unknown>>;

/** Whose parts they are: somebody who walks, and a device that would join. */
export interface Walking {
  readonly participantId: string;
  /** The body with what its endpoint asks for; as it is where that asks for nothing, or it is no object. */
  completed(name: EndpointName, params: Fields, body: string): Promise<string>;
  /** Learns the token of a move. */
  moved(text: string): void;
}

/** A team that nobody of the fuzz is of, and a deed that somebody should look at. */
export async function seedWalks(
  stage: Stage,
  challenge: Challenge,
  over: Challenge,
): Promise<string> {
  const { device, participant } = await makeWalker(stage);
  const [name, challengeId] = ['Night owls', over.id];
  const wish = await device.wish(participant.id, (made) => teamText(made, challengeId, name));
  const body = { name, participantId: participant.id, ...wish };
  const team = await stage.ask('createTeam', { params: { challengeId }, body });
  const deeds = [{ reference: 'far', day: challenge.startsOn, quantity: 140_000 }];
  const told = await stage.ask('createPartnerDeeds', {
    body: { challengeId: challenge.id, deeds },
  });
  if (!team.ok || !told.ok) throw new Error(`Was refused: ${team.text} ${told.text}`);
  return JSON.stringify([team.value.id, participant.id, told.value]);
}

/** Makes somebody who walks. */
export async function startWalking(stage: Stage, now: () => number): Promise<Walking> {
  const { device, participant } = await makeWalker(stage);
  const joiner = await Device.make();
  let token = '';

  async function partsOf(name: EndpointName, params: Fields, body: Fields): Promise<Fields> {
    const text = (key: string) => `${body[key] ?? params[key] ?? ''}`;
    const textOf = textsOf(name, text);
    if (textOf !== undefined) return { ...(await device.wish(text('participantId'), textOf)) };
    if (name === 'joinByMove') {
      const { publicKey } = joiner;
      return { token, publicKey, signature: await joiner.sign(joinText(token, publicKey)) };
    }
    if (name !== 'createWerunDeeds') return {};
    if (body.encryptedData !== createWerunDeedsExample.encryptedData) return {};
    return sealRun(runDays(dayAt(now(), 'Asia/Shanghai'), 31, 500), now());
  }

  return {
    participantId: participant.id,
    async completed(name, params, body) {
      const fields = fieldsOf(body);
      return fields === undefined
        ? body
        : JSON.stringify({ ...fields, ...(await partsOf(name, params, fields)) });
    },
    moved(text) {
      token = `${fieldsOf(text)?.token ?? ''}`;
    },
  };
}

/** How a wish is signed; undefined where the endpoint takes none. */
function textsOf(
  name: EndpointName,
  text: (key: string) => string,
): ((wish: SignedWish) => string) | undefined {
  if (name === 'updateParticipant') return (wish) => nameText(wish, text('name') || null);
  if (name === 'createMove') return moveText;
  if (name === 'createTeam') return (wish) => teamText(wish, text('challengeId'), text('name'));
  if (name === 'joinTeam') return (wish) => joinTeamText(wish, text('teamId'));
  return undefined;
}

function fieldsOf(text: string): Fields | undefined {
  const value: unknown = JSON.parse(text);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { ...value } : undefined;
}
