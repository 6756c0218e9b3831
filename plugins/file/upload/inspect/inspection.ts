import { EngineUnavailable } from '../../../../engine/error.ts';
import { Inspector } from './inspector.ts';
import type { Answers, JobLimits, Failure, Job, Reply } from './job.ts';
import { Lane } from './lane.ts';

/** Options of the inspection; times in ms. */
export interface InspectionOptions extends JobLimits {
  /** Jobs that may wait for their turn, of each kind. */
  readonly waiting: number;
  /** For how long one waits. */
  readonly patience: number;
}

/** A picture's expected cost up to which it is quickly done, in ms. */
const QUICK = 300;
/** What it may take where that was expected, with a new process's start, in ms. */
const MOST_QUICK = 500;
/** Parts of a file up to which it is quickly looked at: more than any photo has. */
const FEW_PARTS = 20_000;

/**
 * Looks into files of users, in processes of their own: what strangers wrote is decoded there, with bounds on time and memory, and the server
 * goes on. What is quickly done never waits behind what is not, and parties take turns: a party is what one person cannot have many of.
 */
export class Inspection {
  readonly #inspectors: readonly [Inspector, Inspector];
  readonly #quick: Lane;
  readonly #slow: Lane;

  constructor({ waiting, patience, ...bounds }: InspectionOptions) {
    this.#inspectors = [new Inspector(bounds, { isPatient: false }), new Inspector(bounds, { isPatient: true })];
    const [quick, slow] = this.#inspectors;
    this.#quick = new Lane({ inspector: quick, waiting, patience });
    this.#slow = new Lane({ inspector: slow, waiting, patience });
  }

  /** Takes out of a user's file what it tells, and says what it shows. A failure instead where that cannot be done. Rejects with unavailable. */
  async look(party: string, file: Omit<Job, 'step'>): Promise<Answers['look'] | Failure> {
    const look = await told<'look'>(this.#quick.run(party, { step: 'look', parts: FEW_PARTS, ...file }));
    return look === 'parts' ? told<'look'>(this.#slow.run(party, { step: 'look', ...file })) : look;
  }

  /** Makes the pictures that are shown of one; what takes longer than it looks begins anew among the slow. Rejects with unavailable. */
  async make(party: string, { cost, ...file }: Omit<Job, 'step'> & { readonly cost: number }): Promise<Answers['make'] | Failure> {
    if (cost <= QUICK) {
      const made = await told<'make'>(this.#quick.run(party, { step: 'make', cpu: MOST_QUICK, ...file }));
      if (made !== 'overrun') return made;
    }
    return told<'make'>(this.#slow.run(party, { step: 'make', ...file }));
  }

  /** Ends the processes. */
  close(): void {
    for (const inspector of this.#inspectors) inspector.close();
  }
}

async function told<Step extends Job['step']>(replying: Promise<Reply>): Promise<Answers[Step] | Failure> {
  const reply = await replying;
  if ('answer' in reply) return reply.answer as Answers[Step]; // the process answers the step that it was asked
  if (reply.failure === 'disk') throw new EngineUnavailable('a picture could not be written');
  return reply.failure;
}
