import { until } from '../../test/support/wait.ts';
import type { Target } from '../target/target.ts';
import { acknowledging } from './acknowledging.ts';
import { assertSound, type Faults } from './fault.ts';
import { Group } from './group.ts';
import { LoadSession, now, percentile } from './session.ts';
import { timed, type Timed } from './timed.ts';

export interface FanoutPlan {
  readonly target: Target;
  /** Beside the sender. */
  readonly members: number;
  /** Messages under way; one is no longer when every member has it. */
  readonly window: number;
  /** Members acknowledge every so many messages, and what is left every second. */
  readonly ackEvery: number;
  /** Seconds. */
  readonly warm: number;
  readonly seconds: number;
  /** How long to wait at the end for what is under way, ms; 10 s by default. */
  readonly settleWithin?: number;
}

/** What one run measured. */
export interface FanoutSample extends Timed, Faults {
  /** From sending to the last member's receipt, ms. */
  readonly full50: number | null;
  readonly full99: number | null;
  /** Messages sent, however many members got them. */
  readonly sent: number;
  /** Rows of messages that the server wrote in the whole run; null when it has no SQL. */
  readonly stored: number | null;
  /** Of frames, per delivery. */
  readonly bytes: number;
  /** Of the largest frame, per message in it. */
  readonly largest: number;
}

const SETTLE_WITHIN = 10_000;
/** A body of 100 bytes with what names its sender and its group; the ids of 1000 members would not fit. */
const LARGEST = 1024;

/** Runs one sender in a group against a server. */
export async function fanoutLoad(plan: FanoutPlan): Promise<FanoutSample> {
  const { target } = plan;
  const session = new LoadSession(1);
  const group = await Group.open(session, plan);
  const stopAcks = acknowledging(group.members);
  try {
    const before = await target.sql();
    start(session, plan, group);
    const measured = await timed(session, plan);
    session.sending = false;
    await settle(plan, group);
    const after = await target.sql();
    const stored = before && after && after.messages - before.messages;
    return { ...measured, ...ownOf(session), ...group.faults, sent: session.tally.sent, stored };
  } finally {
    stopAcks();
    await group.close();
  }
}

/** Throws when a run's figures are worth nothing: as for a relay, or a message stored more than once, or a frame that grew with the group. */
export function assertFannedOut(sample: FanoutSample): void {
  assertSound(sample);
  const { sent, stored, largest } = sample;
  if (stored !== null && stored !== sent) throw new Error(`${sent} messages were sent and ${stored} stored`);
  if (largest > LARGEST) throw new Error(`a message took ${largest} bytes, more than ${LARGEST}`);
}

function start(session: LoadSession, { window }: FanoutPlan, group: Group): void {
  session.sending = true;
  group.onComplete = (time) => {
    if (session.sending) group.sender.send(time);
  };
  for (let place = 0; place < window; place += 1) group.sender.send(now());
}

async function settle({ settleWithin = SETTLE_WITHIN }: FanoutPlan, group: Group): Promise<void> {
  const isSettled = (): boolean => group.lost === 0 && group.sender.unaccepted === 0;
  await until(isSettled, { within: settleWithin }).catch(() => undefined); // what is missing then shows in the counts
}

function ownOf({ bytes, delivered, largest, completion }: LoadSession): Pick<FanoutSample, 'full50' | 'full99' | 'bytes' | 'largest'> {
  return { full50: percentile(completion, 50), full99: percentile(completion, 99), bytes: bytes / delivered, largest };
}
