import type { ReactiveElement } from 'lit';
import type { Words } from '../locales/words.ts';
import type { SettingValues } from './settings.ts';
import { SpeechController } from './speech-controller.ts';
import { mainFiles } from './words.ts';

/** Keeps an element in the language of its surroundings, with the words that elements share. */
export class LocaleController<Part extends keyof Words> extends SpeechController<
  Pick<Words, Part>
> {
  /**
   * @param own - the settings on the element itself
   * @param english - what the element says, in English
   */
  constructor(host: ReactiveElement, own: () => SettingValues, english: Pick<Words, Part>) {
    super(host, own, english, mainFiles);
  }
}
