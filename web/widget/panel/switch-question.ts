import { createApp } from 'vue';
import type { WireUser } from '../../../protocol/index.ts';
import SwitchQuestion from './SwitchQuestion.vue';

/** Whose conversation a code opens, and whose this browser has. */
export interface Choice {
  readonly user: WireUser;
  readonly own: WireUser;
}

/** Asks before anything is replaced; true to go on as the other. */
export async function askToSwitch(choice: Choice): Promise<boolean> {
  return new Promise((resolve) => {
    const question = createApp(SwitchQuestion, {
      choice,
      onDecided: (isTaken: boolean) => {
        question.unmount();
        resolve(isTaken);
      },
    });
    question.mount('#panel');
  });
}
