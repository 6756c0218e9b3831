import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { defineJob, type JobData } from '#kernel';

/** Writes that it began and, at once or much later, that it is done. */
export default defineJob<JobData['mortal']>(() => ({
  deadline: 1000,
  async run({ file, text, isSlow }) {
    const isFirst = !fs.existsSync(file) || !fs.readFileSync(file, 'utf8').includes(`began ${text}\n`);
    fs.appendFileSync(file, `began ${text}\n`);
    if (isSlow && isFirst) await pause(60_000);
    fs.appendFileSync(file, `done ${text}\n`);
  },
}));
