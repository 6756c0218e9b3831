import type { Op } from '../op.ts';
import ack from './ack.ts';
import conversations from './conversations.ts';
import history from './history.ts';
import ping from './ping.ts';
import presence from './presence.ts';
import read from './read.ts';
import recall from './recall.ts';
import send from './send.ts';
import typing from './typing.ts';

/** The frame map of foyer.1: what a signed-in client may send, by `op`. */
export const OPS: ReadonlyMap<string, Op> = new Map<string, Op>(
  Object.entries({ ack, conversations, history, ping, presence, read, recall, send, typing }),
);
