import type { ClientFrame, ClientFrames, ServerFrames } from '../../protocol/index.ts';
import { RequestError } from './request-error.ts';

type History = ServerFrames['history'];
type Conversations = ServerFrames['conversations'];
type Recalled = ServerFrames['recalled'];

interface Waiting<Answer> {
  resolve(answer: Answer): void;
  reject(error: RequestError): void;
}

/** Questions on the present connection and who waits for their answers; each promise may reject with a RequestError. */
export class Requests {
  readonly #send: (frame: ClientFrame) => boolean;
  readonly #histories = new Map<number, Waiting<History>>();
  readonly #lists = new Map<number, Waiting<Conversations>>();
  readonly #recalls = new Map<number, Waiting<Recalled>>();
  #ref = 0;

  /** `send` answers false while there is no connection. */
  constructor(send: (frame: ClientFrame) => boolean) {
    this.#send = send;
  }

  /** Asks for a page of messages. */
  history(query: Omit<ClientFrames['history'], 'ref'>): Promise<History> {
    return this.#ask(this.#histories, (ref) => ({ op: 'history', ref, ...query }));
  }

  /** Asks for a page of the conversation list. */
  conversations(query: Omit<ClientFrames['conversations'], 'ref'>): Promise<Conversations> {
    return this.#ask(this.#lists, (ref) => ({ op: 'conversations', ref, ...query }));
  }

  /** Asks to take one's own message back. */
  recall(id: string): Promise<Recalled> {
    return this.#ask(this.#recalls, (ref) => ({ op: 'recall', ref, id }));
  }

  /** Hands an answer to who asked. */
  answerHistory(answer: History): void {
    this.#histories.get(answer.ref)?.resolve(answer);
    this.#histories.delete(answer.ref);
  }

  /** Hands an answer to who asked. */
  answerConversations(answer: Conversations): void {
    this.#lists.get(answer.ref)?.resolve(answer);
    this.#lists.delete(answer.ref);
  }

  /** Hands an answer to who asked. */
  answerRecall(answer: Recalled): void {
    this.#recalls.get(answer.ref)?.resolve(answer);
    this.#recalls.delete(answer.ref);
  }

  /** Hands a failure to who asked. */
  fail(ref: number, error: RequestError): void {
    for (const waiting of [this.#histories, this.#lists, this.#recalls]) {
      waiting.get(ref)?.reject(error);
      waiting.delete(ref);
    }
  }

  /** The connection went away: nobody will answer. */
  failAll(): void {
    for (const ref of [...this.#histories.keys(), ...this.#lists.keys(), ...this.#recalls.keys()]) this.fail(ref, lost());
  }

  #ask<Answer>(waiting: Map<number, Waiting<Answer>>, frame: (ref: number) => ClientFrame): Promise<Answer> {
    const ref = ++this.#ref;
    if (!this.#send(frame(ref))) return Promise.reject(lost());
    return new Promise((resolve, reject) => waiting.set(ref, { resolve, reject }));
  }
}

function lost(): RequestError {
  return new RequestError('lost', 'There is no connection');
}
