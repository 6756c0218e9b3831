/** A message as its sender's ledger knows it. */
export interface Attempt {
  /** The words to send: they name the message wherever they turn up. */
  readonly text: string;
}

/** What a run came to; all but the first two must be 0. */
export interface LedgerReport {
  readonly attempted: number;
  /** The server said `sent`. */
  readonly acked: number;
  /** Acknowledged and not shown to the receiver. */
  readonly lost: number;
  /** Shown to the receiver more than once. */
  readonly doubled: number;
  /** Shown to someone else, finally refused and shown all the same, or never sent. */
  readonly unexpected: number;
  /** Numbered in another order than it was sent, or by another number than the sender was told. */
  readonly disordered: number;
  /** Acknowledged twice under different numbers. */
  readonly contradicted: number;
  /** Finally refused. */
  readonly refused: number;
}

/** Where a message stands, as the server says to either side. */
export interface Place {
  readonly text: string;
  readonly seq: number;
}

interface Message {
  /** As the sender was told; 0 before. */
  ackedSeq: number;
  /** As the receiver was shown it; 0 before. */
  shownSeq: number;
  shown: number;
  isRefused: boolean;
}

interface Stream {
  readonly from: number;
  readonly to: number;
  readonly messages: Message[];
}

const PATTERN = /^ledger (\d+) > (\d+) no (\d+)$/;

/** Keeps account of every message between users: who sent it, whether the server took it, to whom it was shown, how often and where. */
export class Ledger {
  readonly #streams = new Map<string, Stream>();
  #unexpected = 0;
  #contradicted = 0;
  #attempted = 0;
  #acked = 0;
  #shown = 0;
  #refused = 0;

  /** Messages that are not both acknowledged and shown, refused ones aside; 0 once a run has settled. */
  get open(): number {
    return this.#attempted - this.#refused - Math.min(this.#acked, this.#shown);
  }

  get attempted(): number {
    return this.#attempted;
  }

  get acked(): number {
    return this.#acked;
  }

  get shown(): number {
    return this.#shown;
  }

  /** A new message from one user to another. */
  attempt(from: number, to: number): Attempt {
    const stream = this.#stream(from, to);
    const text = wording(from, to, stream.messages.length);
    stream.messages.push({ ackedSeq: 0, shownSeq: 0, shown: 0, isRefused: false });
    this.#attempted += 1;
    return { text };
  }

  /** The server told the sender that it took the message. */
  acknowledge({ text, seq }: Place): void {
    const message = this.#find(text)?.message;
    if (!message) throw new Error(`nobody sent "${text}"`);
    if (message.ackedSeq === 0) this.#acked += 1;
    else if (message.ackedSeq !== seq) this.#contradicted += 1;
    message.ackedSeq = seq;
  }

  /** The server told the sender that it will never take the message. */
  refuse(text: string): void {
    const message = this.#find(text)?.message;
    if (!message) throw new Error(`nobody sent "${text}"`);
    if (!message.isRefused) this.#refused += 1;
    message.isRefused = true;
  }

  /** A screen of `user` showed a message as new. */
  show(user: number, { text, seq }: Place): void {
    const found = this.#find(text);
    if (!found || found.stream.to !== user) {
      this.#unexpected += 1;
      return;
    }
    if (found.message.shown === 0) this.#shown += 1;
    found.message.shown += 1;
    found.message.shownSeq ||= seq;
  }

  /**
   * Compares the history of the conversation of two users with the books: every acknowledged message stands in it once, at
   * the place that was told, and the numbers have no gap. Returns complaints, none when it agrees.
   */
  audit([one, other]: readonly [number, number], history: readonly Place[]): string[] {
    const complaints = history.filter(({ seq }, index) => seq !== index + 1).map(({ text, seq }) => `"${text}" has number ${seq}`);
    const places = new Map(history.map(({ text, seq }) => [text, seq]));
    if (places.size < history.length) complaints.push(`${history.length - places.size} stored twice between ${one} and ${other}`);
    for (const [text, { ackedSeq }] of [...this.#between(one, other), ...this.#between(other, one)]) {
      if (ackedSeq > 0 && places.get(text) !== ackedSeq) complaints.push(`"${text}" is ${ackedSeq} and stored as ${places.get(text)}`);
    }
    return complaints;
  }

  /** The books, closed. */
  report(): LedgerReport {
    const messages = [...this.#streams.values()].flatMap((stream) => stream.messages);
    const count = (test: (message: Message) => boolean): number => messages.filter(test).length;
    return {
      attempted: this.#attempted,
      acked: this.#acked,
      lost: count(({ ackedSeq, shown }) => ackedSeq > 0 && shown === 0),
      doubled: count(({ shown }) => shown > 1),
      unexpected: this.#unexpected + count(({ isRefused, shown }) => isRefused && shown > 0),
      disordered: [...this.#streams.values()].reduce((total, stream) => total + disordered(stream), 0),
      contradicted: this.#contradicted,
      refused: this.#refused,
    };
  }

  #stream(from: number, to: number): Stream {
    const key = `${from}>${to}`;
    const stream = this.#streams.get(key) ?? { from, to, messages: [] };
    this.#streams.set(key, stream);
    return stream;
  }

  #between(from: number, to: number): [text: string, message: Message][] {
    const { messages } = this.#stream(from, to);
    return messages.map((message, number) => [wording(from, to, number), message]);
  }

  #find(text: string): { stream: Stream; message: Message } | undefined {
    const [, from, to, number] = PATTERN.exec(text) ?? [];
    const stream = this.#streams.get(`${from}>${to}`);
    const message = stream?.messages[Number(number)];
    return stream && message ? { stream, message } : undefined;
  }
}

/** Throws unless everything that was sent was acknowledged and shown exactly once, in order. */
export function assertClean(report: LedgerReport): void {
  const { attempted, acked, ...wrong } = report;
  if (acked === attempted && Object.values(wrong).every((count) => count === 0)) return;
  throw new Error(`the ledger does not balance: ${JSON.stringify(report)}`);
}

function wording(from: number, to: number, number: number): string {
  return `ledger ${from} > ${to} no ${number}`;
}

function disordered({ messages }: Stream): number {
  let last = 0;
  let count = 0;
  for (const { ackedSeq, shownSeq } of messages) {
    const seq = shownSeq || ackedSeq;
    if (seq === 0) continue;
    if (seq <= last || (ackedSeq > 0 && ackedSeq !== seq)) count += 1;
    last = Math.max(last, seq);
  }
  return count;
}
