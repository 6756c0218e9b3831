import { z } from 'zod';
import { defineRules } from '@foyer-chat/foyer/kernel';

const MS = 'write ms, from 0';
const TIME = 'write a time of day, as in 09:00';
const ZONE = 'write a time zone, as in Asia/Shanghai';
const ANSWERS = 'write answers, as in [{ "words": ["price"], "text": { "zh": "…", "en": "…" } }]';

const ms = z.int(MS).min(0, MS);
const time = z.string(TIME).regex(/^([01]\d|2[0-3]):[0-5]\d$/, TIME);
const text = z.strictObject({ zh: z.string(ANSWERS).min(1, ANSWERS), en: z.string(ANSWERS).min(1, ANSWERS) }, ANSWERS);
const word = z.string(ANSWERS).min(1, ANSWERS);

/** What each key takes; everything else stops the start, with the file that says it. */
export default defineRules({
  autoAnswer: {
    delay: ms,
    again: ms.min(1, MS),
    answers: z.array(z.strictObject({ words: z.array(word, ANSWERS).min(1, ANSWERS), text }, ANSWERS), ANSWERS),
    hours: {
      timeZone: z.string(ZONE).refine(isZone, ZONE),
      days: z.array(z.int().min(1).max(7), 'write days, as in [1,2,3,4,5]'),
      from: time,
      to: time,
    },
  },
});

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
