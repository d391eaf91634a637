/** What is promised of participants and their devices. */
import type { CasesOf } from './cases-of.ts';
import { later } from './later.ts';

export const createParticipant: CasesOf<'createParticipant'> = {
  happy: [later('createParticipant')],
  refuses: {
    device_signature_invalid: later('createParticipant device_signature_invalid'),
  },
};

export const updateParticipant: CasesOf<'updateParticipant'> = {
  happy: [later('updateParticipant')],
  refuses: {
    participant_unknown: later('updateParticipant participant_unknown'),
    device_unknown: later('updateParticipant device_unknown'),
    device_signature_invalid: later('updateParticipant device_signature_invalid'),
    wish_outdated: later('updateParticipant wish_outdated'),
  },
};

export const createMove: CasesOf<'createMove'> = {
  happy: [later('createMove')],
  refuses: {
    participant_unknown: later('createMove participant_unknown'),
    device_unknown: later('createMove device_unknown'),
    device_signature_invalid: later('createMove device_signature_invalid'),
    wish_outdated: later('createMove wish_outdated'),
    devices_too_many: later('createMove devices_too_many'),
  },
};

export const joinByMove: CasesOf<'joinByMove'> = {
  happy: [later('joinByMove')],
  refuses: {
    move_invalid: later('joinByMove move_invalid'),
    device_signature_invalid: later('joinByMove device_signature_invalid'),
    device_taken: later('joinByMove device_taken'),
    devices_too_many: later('joinByMove devices_too_many'),
  },
};
