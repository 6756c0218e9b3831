import { isAutomatic, MESSAGE_COLUMNS, readMessage } from '@foyer-chat/foyer/app';
import { defineJob, type Application } from '@foyer-chat/foyer/kernel';
import type { Answering } from '../../answering.ts';

const HOUR = 3_600_000;
/** Messages that are looked through for one of a person. */
const LOOK = 100;

/** Says what was put off, in the name of the account; an hour later nobody waits for it. */
export default defineJob<Answering>((app) => ({
  deadline: 10_000,
  giveUp: HOUR,
  async run(answering) {
    if (await isAnswered(app, answering)) return;
    const { as, to, at, language, answer } = answering;
    const { answers, closed, again } = app.config.autoAnswer;
    const text = answer < 0 ? closed : answers[answer]?.text;
    // Of a list that was shortened meanwhile.
    if (!text) return;
    const key = `auto-answer:${answer}:${Math.floor(at / again)}`;
    await app.createAnonymousContext().service.chat.say({ as, to, data: text[language], key });
  },
}));

/** Whether a person has written for the account since. */
async function isAnswered({ sql }: Application, { conversation, seq, as }: Answering): Promise<boolean> {
  const since = `SELECT ${MESSAGE_COLUMNS} FROM message WHERE conversation_id = ? AND seq > ? ORDER BY seq LIMIT ${LOOK}`;
  const messages = (await sql.query(since, [conversation, seq])).map(readMessage);
  return messages.some((message) => message.senderId === as && !isAutomatic(message));
}
