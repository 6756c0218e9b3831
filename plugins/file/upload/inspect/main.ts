import { TooManyParts } from '../metadata/bytes.ts';
import { strip } from '../metadata/strip.ts';
import type { Answers, JobLimits, Failure, Job, Reply } from './job.ts';
import { CONVERTED, lookAt, makePictures } from './picture.ts';
import { watch } from './watch.ts';

// Entry of a process that looks into files of strangers: it may be ended at any time, and knows no secret. It ends with the process that started it.
process.on('disconnect', () => process.exit());
process.on('message', ({ job, bounds }: { readonly job: Job; readonly bounds: JobLimits }) => void work(job, bounds));

async function work(job: Job, bounds: JobLimits): Promise<void> {
  const stop = watch({ ...bounds, cpu: Math.min(bounds.cpu, job.cpu ?? bounds.cpu) });
  const reply = await replyTo(job);
  stop();
  process.send?.(reply);
}

async function replyTo(job: Job): Promise<Reply> {
  try {
    return { answer: await answer(job) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

function answer(job: Job): Promise<Answers[Job['step']]> {
  return job.step === 'look' ? look(job) : makePictures(job.path, job.type);
}

async function look({ path, type, parts }: Job): Promise<Answers['look']> {
  const size = await strip(path, type, parts);
  if (!DECODED.has(type)) return { size, picture: null };
  // Of what is written anew there is the file itself, if it cannot be.
  return { size, picture: await (type === CONVERTED ? lookAt(path).catch(() => null) : lookAt(path)) };
}

/** What sharp's decoders read, and browsers show, be it written anew. */
const DECODED = new Set(['image/jpeg', 'image/png', 'image/apng', 'image/gif', 'image/webp', 'image/avif', 'image/tiff']);

/** What a decoder says is about the picture, unless the disk is full. */
function failureOf(error: unknown): Failure {
  if (error instanceof TooManyParts) return 'parts';
  return /no space left|write error|ENOSPC|EDQUOT|EIO/i.test(String(error)) ? 'disk' : 'broken';
}
