import type { ConversationRow, Entry, ServerFrames } from '../../protocol/index.ts';
import { pause } from './backoff.ts';
import type { Conversation } from './conversation.ts';
import type { Conversations } from './conversations.ts';
import type { Cancel, Environment } from './environment.ts';
import { RequestError } from './request-error.ts';
import type { Question, Requests } from './requests.ts';
import type { PageQuery } from './timeline.ts';
import type { PlacedEntry } from './timeline-entry.ts';

/** Lines of one page of history. */
export const PAGE = 50;
/** `ready` names at most so many conversations; when it does, others may have changed too. */
const HEADS = 1000;
/** Pages asked for at a time, so that a return after a long absence does not meet the frame limit. */
const PARALLEL = 4;
/** How long a missing line may be on its way by itself before it is asked for, in ms. */
const GRACE = 150;

interface SyncOptions {
  readonly environment: Pick<Environment, 'random' | 'setTimer'>;
  readonly requests: Requests;
  readonly conversations: Conversations;
  /** Makes a line of what the server told, and takes it out of the outbox if it is one's own. */
  readonly line: (entry: Entry) => PlacedEntry;
  readonly changed: (conversation?: Conversation) => void;
}

/** Brings what the client holds up to date after each connect, and keeps it without holes. */
export class Sync {
  readonly #options: SyncOptions;
  readonly #queue = new Set<Conversation>();
  /** Asked and not answered yet, or waiting to ask again after a failure that may pass. */
  readonly #busy = new Set<Conversation>();
  /** Counts the connections: answers and timers of an earlier one do nothing. */
  #turn = 0;
  #isOpen = false;
  #isReady = false;
  #wantsList = false;
  /** Whether the newest page of the list has come at all. */
  #hasList = false;
  /** Questions that are asked until they are answered, beside those of conversations. */
  #asking = 0;
  #isListDue = false;
  /** `time` of the oldest row that was fetched. */
  #listEnd: number | undefined;
  readonly #timers = new Set<Cancel>();

  constructor(options: SyncOptions) {
    this.#options = options;
  }

  /** Whether the server said ready and nothing that it named is missing here. */
  get isUpToDate(): boolean {
    return this.#isReady && this.#busy.size + this.#queue.size + this.#asking === 0;
  }

  /** A connection begins: asks for what was never loaded. */
  opened(): void {
    this.#isOpen = true;
    for (const conversation of this.#open()) this.check(conversation);
  }

  closed(): void {
    this.#turn++;
    this.#isOpen = false;
    this.#isReady = false;
    this.#asking = 0;
    this.#isListDue = false;
    this.#queue.clear();
    this.#busy.clear();
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  /** Another user: the list that was fetched is not theirs. */
  forget(): void {
    this.#hasList = false;
    this.#listEnd = undefined;
  }

  /** The server handed over what waited, and names how far the changed conversations reach. */
  ready({ heads }: ServerFrames['ready']): void {
    this.#isReady = true;
    for (const [id, seq] of heads) this.#options.conversations.byId(id)?.reach(seq);
    for (const conversation of this.#open()) {
      if (heads.length >= HEADS) conversation.timeline.doubt();
      this.check(conversation);
    }
    if (this.#wantsList && (heads.length > 0 || !this.#hasList)) void this.list();
  }

  /** Asks for what a conversation misses, if anything. */
  check(conversation: Conversation): void {
    this.#queue.add(conversation);
    this.#pump();
  }

  /** A frame left a hole: gives what is missing a moment to come by itself. */
  checkSoon(conversation: Conversation): void {
    if (!this.#isReady || !conversation.timeline.missing()) return;
    this.#later(GRACE, () => this.check(conversation));
  }

  /** Fetches the newest page of the conversation list, now and after each connect. */
  async list(): Promise<void> {
    this.#wantsList = true;
    if (!this.#isOpen) return;
    await this.until(() => this.#listPage().then(() => (this.#hasList = true)));
  }

  /** Asks until it is answered; before that nothing is up to date. */
  async until(ask: () => Promise<unknown>): Promise<void> {
    this.#asking++;
    this.#options.changed();
    if ((await this.#persist(ask)) === 'gone') return;
    this.#asking--;
    this.#options.changed();
  }

  /** Fetches the list again if someone shows it; several calls within a moment ask once. */
  listSoon(): void {
    if (!this.#wantsList || this.#isListDue) return;
    this.#isListDue = true;
    this.#later(GRACE, () => {
      this.#isListDue = false;
      // Names for what has come: nothing is missing meanwhile.
      void this.#persist(() => this.#listPage());
    });
  }

  /** Fetches the page of the list after those here; answers whether there are more. Throws RequestError. */
  moreList(): Promise<boolean> {
    return this.#listPage(this.#listEnd);
  }

  async #listPage(before?: number): Promise<boolean> {
    const answer = await this.#options.requests.ask('conversations', before === undefined ? { limit: PAGE } : { limit: PAGE, before });
    for (const row of answer.list) this.#applyRow(row);
    const end = answer.list.at(-1)?.time ?? Infinity;
    this.#listEnd = Math.min(this.#listEnd ?? Infinity, end);
    return answer.more;
  }

  /** Fetches one page of a conversation into its timeline. Throws RequestError. */
  async page(conversation: Conversation, query: PageQuery): Promise<void> {
    const { requests, conversations, line, changed } = this.#options;
    const { timeline } = conversation;
    const answer = await requests.ask('history', frameOf(conversation, query));
    conversations.identify(conversation, answer.conversation);
    conversation.takePage(timeline, query, { lines: answer.list.map(line), more: answer.more });
    changed(conversation);
  }

  #applyRow(row: ConversationRow): void {
    const conversation = this.#options.conversations.ofRow(row);
    conversation.applyRow(row, row.last && this.#options.line(row.last));
    this.#options.changed(conversation);
    if (conversation.isOpen) this.check(conversation);
  }

  #open(): readonly Conversation[] {
    return this.#options.conversations.all.filter(({ isOpen }) => isOpen);
  }

  #pump(): void {
    if (!this.#isOpen) return;
    for (const conversation of this.#queue) {
      if (this.#busy.size >= PARALLEL) return;
      if (this.#busy.has(conversation)) continue;
      this.#queue.delete(conversation);
      const query = conversation.isOpen && canAsk(conversation) ? conversation.timeline.missing() : null;
      // Until the server is ready, holes may be filled by what it is still handing over.
      if (query && (this.#isReady || query.after === undefined)) void this.#fill(conversation, query);
    }
  }

  async #fill(conversation: Conversation, query: PageQuery): Promise<void> {
    this.#busy.add(conversation);
    this.#options.changed();
    const outcome = await this.#persist(() => this.page(conversation, query));
    if (outcome === 'gone') return;
    // What may not be read is not missing.
    if (outcome === 'refused') conversation.timeline.page(query, [], false);
    this.#busy.delete(conversation);
    this.check(conversation);
    this.#options.changed(conversation);
  }

  /** Asks again while the failure may pass; `gone` when the connection it belonged to is. */
  async #persist(ask: () => Promise<unknown>): Promise<'done' | 'refused' | 'gone'> {
    const turn = this.#turn;
    for (let tries = 0; turn === this.#turn; tries++) {
      try {
        await ask();
        return turn === this.#turn ? 'done' : 'gone';
      } catch (error) {
        if (!(error instanceof RequestError)) throw error;
        if (turn !== this.#turn) return 'gone';
        if (!error.isPassing) return 'refused';
        await this.#sleep(error.after ?? pause(tries, () => this.#options.environment.random()));
      }
    }
    return 'gone';
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.#later(ms, resolve));
  }

  #later(ms: number, action: () => void): void {
    const cancel = this.#options.environment.setTimer(() => {
      this.#timers.delete(cancel);
      action();
    }, ms);
    this.#timers.add(cancel);
  }
}

/** Lines of one page of history that someone looks at, and of one that fills a hole. */
function limitOf({ after }: PageQuery): number {
  return after === undefined ? PAGE : 2 * PAGE;
}

/** The system's conversation is found by its number only, which the list tells. */
function canAsk({ kind, id }: Conversation): boolean {
  return kind !== 'system' || id !== null;
}

function frameOf({ id, chatType, peerId }: Conversation, query: PageQuery): Question<'history'> {
  const address = id === null ? { chat_type: chatType, to: peerId } : { conversation: id };
  const { head: _, isJump: __, ...edge } = query;
  return { ...address, ...edge, limit: limitOf(query) };
}
