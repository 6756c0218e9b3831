import { createHmac } from 'node:crypto';
import path from 'node:path';
import { Child, freePort } from '../../test/support/child.ts';
import { until } from '../../test/support/wait.ts';
import { isListening } from './listening.ts';
import type { BenchUser, Dialect, Target } from './target.ts';

/** P0a sends at once, P0c joins the writes of a turn. */
export type BaselineVariant = 'plain' | 'corked';

const PROGRAM = path.join(import.meta.dirname, '../baseline/relay.js');
const KEY = 'bench';
const START_WITHIN = 10_000;

const dialect: Dialect = {
  opening: ({ token }) => ({ path: `/ws?token=${token}`, headers: {}, hello: null }),
  ready: '"ready"',
  send: ({ chatType, address }, { body }) =>
    chatType === 'group' ? `{"t":"grp","d":"${body}"}` : `{"t":"msg","to":${address},"d":"${body}"}`,
  accepted: null,
  refused: null,
  acknowledge: null,
};

/** Starts the raw relay of bench/baseline. */
export async function startBaseline(variant: BaselineVariant, core: number | undefined): Promise<Target> {
  const port = await freePort();
  const child = Child.start(process.execPath, [PROGRAM, String(port), variant], { core });
  await until(() => isListening(port), { within: START_WITHIN, message: () => `the baseline to listen: ${child.output}` });
  return {
    name: variant === 'plain' ? 'P0a ws relay' : 'P0c ws relay, corked',
    port,
    dialect,
    pids: [child.pid],
    users: (count) => Promise.resolve(Array.from({ length: count }, (_, index) => user(`u${index}`))),
    group: () => Promise.resolve({ chatType: 'group', address: '"everyone"' }),
    sql: () => Promise.resolve(null),
    stop: () => child.stop(),
  };
}

function user(id: string): BenchUser {
  return { chatType: 'single', address: JSON.stringify(id), token: `${id}.${createHmac('sha256', KEY).update(id).digest('hex')}` };
}
