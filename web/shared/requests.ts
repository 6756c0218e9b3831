import type { ClientFrame, ClientFrames, ServerFrame, ServerFrames } from '../../protocol/index.ts';
import { RequestError } from './request-error.ts';

/** Frames that ask something: the answer bears their `ref`. */
export type Asking = { [Op in keyof ClientFrames]: ClientFrames[Op] extends { readonly ref: number } ? Op : never }[keyof ClientFrames];

/** What is asked, without the number that this side gives it. */
export type Question<Op extends Asking> = Omit<ClientFrames[Op], 'ref'>;

/** The frame that answers: of the same name, but for a recall. */
export type AnswerTo<Op extends Asking> = Op extends 'recall'
  ? ServerFrames['recalled']
  : Op extends keyof ServerFrames
    ? ServerFrames[Op]
    : never;

interface Waiting {
  resolve(answer: never): void;
  reject(error: RequestError): void;
}

/** Questions on the present connection, with the promises of their answers; each may reject with a RequestError. */
export class Requests {
  readonly #send: (frame: ClientFrame) => boolean;
  readonly #waiting = new Map<number, Waiting>();
  #ref = 0;

  /** `send` answers false while there is no connection. */
  constructor(send: (frame: ClientFrame) => boolean) {
    this.#send = send;
  }

  /** Asks. */
  ask<Op extends Asking>(op: Op, question: Question<Op>): Promise<AnswerTo<Op>> {
    const ref = ++this.#ref;
    const frame = { op, ref, ...question } as unknown as ClientFrame; // oxlint-disable-line typescript/no-unsafe-type-assertion -- a question and its ref are the frame
    if (!this.#send(frame)) return Promise.reject(lost());
    return new Promise((resolve, reject) => this.#waiting.set(ref, { resolve, reject }));
  }

  /** Resolves the promise of a question; whether there is one. */
  answer(frame: ServerFrame): boolean {
    const ref = 'ref' in frame ? (frame.ref ?? 0) : 0;
    const waiting = this.#waiting.get(ref);
    waiting?.resolve(frame as never); // oxlint-disable-line typescript/no-unsafe-type-assertion -- the ref is that of its question
    this.#waiting.delete(ref);
    return waiting !== undefined;
  }

  /** Rejects the promise of a question. */
  fail(ref: number, error: RequestError): void {
    this.#waiting.get(ref)?.reject(error);
    this.#waiting.delete(ref);
  }

  /** The connection went away: nobody will answer. */
  failAll(): void {
    for (const ref of this.#waiting.keys()) this.fail(ref, lost());
  }
}

function lost(): RequestError {
  return new RequestError('lost', 'There is no connection');
}
