import { findBehind, mendBehind } from '../messaging/journal/heads.ts';
import type { Check } from './check.ts';

/** A conversation counts its messages: those that it does not count are shown to nobody, and keep every later one out. */
export const heads: Check = {
  rule: 'every conversation counts its last message',

  async look({ sql }) {
    const behind = await findBehind(sql);
    return behind.map(({ id, lastSeq, top }) => `conversation ${id} counts ${lastSeq} messages, and its last one has the number ${top}`);
  },

  async mend({ sql }) {
    await mendBehind(sql);
  },
};
