/** The participant of a page's device, apart from the store of challenges: only who does deeds needs it. */
export { createOwnParticipant, type OwnParticipant } from './participant.ts';
export type { DeviceKeys, DevicePort, OwnState, ParticipantOptions } from './ports.ts';
export {
  at,
  type DayTotal,
  emptyRecord,
  type ParticipantRecord,
  type Told,
  toldOf,
} from './record.ts';
