import { setTimeout as pause } from 'node:timers/promises';
import { defineJob } from '#kernel';
import { noted, plan } from '../../noted.ts';

/** Notes a text, unless it is to fail. */
export default defineJob<{ readonly text: string }>(() => ({
  deadline: 100,
  async run({ text }) {
    noted.push({ text, time: Date.now() });
    const next = plan.shift();
    if (next === 'fail') throw new Error('not this time');
    if (next === 'slow') await pause(50);
    if (next === 'hang') await new Promise(() => undefined);
  },
}));
