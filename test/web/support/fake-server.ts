import { randomUUID } from 'node:crypto';
import { fakeRow, type Room } from './fake-row.ts';
import { fakeGroup, fakeMessage, noticeMessage, recallMessage, type FakeDraft } from './fake-message.ts';
import { LIMITS } from './limits.ts';
import type {
  ClientFrame,
  ClientFrames,
  Entry,
  ListedGroup,
  ServerFrame,
  ServerFrames,
  WireMessage,
  WireUser,
} from '../../../protocol/index.ts';

/** The server's end of one connection, whatever carries it. */
export interface Wire {
  write(frames: readonly ServerFrame[]): void;
  close(code: number): void;
}

interface Line {
  readonly wire: Wire;
  user: WireUser | null;
  /** What was written and not acknowledged, as `room seq`. */
  readonly unacked: string[];
  acked: number;
}

/** Answers like the protocol says, from memory: no limits, no storage, one node. */
export class FakeServer {
  readonly rooms: Room[] = [];
  readonly users = new Map<string, WireUser>();
  readonly lines = new Set<Line>();
  /** What waits for a user, as `room seq`. */
  readonly mailboxes = new Map<number, string[]>();
  /** Answers a send with a refusal instead; null lets it through. */
  refuse: (frame: ClientFrames['send']) => Omit<ServerFrames['refused'], 'client_id'> | null = () => null;
  /** Answers any frame with an error instead; null lets it through. */
  fail: (frame: ClientFrame) => Omit<ServerFrames['error'], 'ref'> | null = () => null;
  /** Frames that get no answer at all. */
  ignores: (frame: ClientFrame) => boolean = () => false;
  /** Whether answers to sends are lost. */
  swallowsAnswers = false;
  heartbeat = 30_000;
  /** Features that are on; undefined where the server does not say it. */
  units: readonly string[] | undefined = ['push'];
  /** What may be added to messages; undefined where nothing is. */
  extras: readonly string[] | undefined;
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Makes a user whose token is its name. */
  user(id: number, name: string, role: WireUser['role'] = 'user'): WireUser {
    const user = { id, uuid: randomUUID(), username: name, nickname: name, avatar: '', role };
    this.users.set(name, user);
    return user;
  }

  /** A connection began; the answer takes what the client writes. */
  accept(wire: Wire): { frame(frame: ClientFrame): void; closed(): void } {
    const line: Line = { wire, user: null, unacked: [], acked: 0 };
    this.lines.add(line);
    return { frame: (frame) => this.#take(line, frame), closed: () => void this.lines.delete(line) };
  }

  /** Someone writes without a socket. */
  post(from: WireUser, to: WireUser, data: string): Entry {
    return this.#append({ from, to, data, type: 'text', client_id: randomUUID(), options: null }).entry;
  }

  /** Makes a group; its id is its conversation's. */
  group(name: string, members: readonly WireUser[]): ListedGroup {
    const group = fakeGroup(11 + this.rooms.length, name, members.length);
    this.rooms.push({ id: group.id, group, members: members.map(({ id }) => id), entries: [], read: new Map() });
    return group;
  }

  /** Someone writes into a group without a socket. */
  postIn(group: ListedGroup, draft: { readonly from: WireUser; readonly data: string; readonly options?: object }): Entry {
    return this.#append({ options: null, ...draft, to: group, type: 'text', client_id: randomUUID() }).entry;
  }

  /** The system tells the members of a group. */
  tellIn(group: ListedGroup, notice: object): Entry {
    const room = this.rooms.find(({ id }) => id === group.id)!;
    return this.#put(room, { client_id: randomUUID(), message: noticeMessage({ notice, group, to: 0, time: this.#now() }) });
  }

  /** The system tells one user, in a conversation of their own. */
  tell(user: WireUser, notice: object): Entry {
    const known = this.rooms.find(({ group, members }) => !group && members.length === 1 && members[0] === user.id);
    const room = known ?? { id: 11 + this.rooms.length, group: null, members: [user.id], entries: [], read: new Map<number, number>() };
    if (!known) this.rooms.push(room);
    return this.#put(room, { client_id: randomUUID(), message: noticeMessage({ notice, group: null, to: user.id, time: this.#now() }) });
  }

  /** Writes a frame to all tabs of a user. */
  signal(user: WireUser, frame: ServerFrame): void {
    for (const line of this.lines) if (line.user?.id === user.id) line.wire.write([frame]);
  }

  /** The lines of two users' conversation, as the server has them. */
  entries(a: WireUser, b: WireUser): readonly Entry[] {
    return this.#room(a.id, b.id).entries;
  }

  #take(line: Line, frame: ClientFrame): void {
    if (this.ignores(frame)) return;
    if (frame.op === 'hello') return this.#hello(line, frame);
    const failure = this.fail(frame);
    if (failure) {
      const ref = 'ref' in frame ? { ref: frame.ref } : {};
      return line.wire.write([{ op: 'error', ...failure, ...ref }]);
    }
    if (frame.op === 'ping') return line.wire.write([{ op: 'pong', time: this.#now() }]);
    if (!line.user) return line.wire.close(4400);
    this.#act(line, line.user, frame);
  }

  #act(line: Line, user: WireUser, frame: Exclude<ClientFrame, { op: 'hello' | 'ping' }>): void {
    switch (frame.op) {
      case 'send':
        return this.#send(line, user, frame);
      case 'ack':
        return this.#ack(line, user, frame.n);
      case 'read':
        return this.#read(line, user, frame);
      case 'history':
        return line.wire.write([this.#history(user, frame)]);
      case 'conversations':
        return line.wire.write([this.#conversations(user, frame)]);
      case 'extras':
        return line.wire.write([this.#extras(frame)]);
      case 'recall':
        return this.#recall(line, user, frame);
      case 'typing':
        return this.#typing(user, frame.conversation);
      case 'presence':
        return line.wire.write([this.#presence(frame.users)]);
    }
  }

  #hello(line: Line, { token, since = 0 }: ClientFrames['hello']): void {
    const user = this.users.get(token ?? '');
    if (!user) return line.wire.close(4401);
    line.user = user;
    const time = this.#now();
    line.wire.write([
      {
        op: 'welcome',
        user,
        session: 1,
        time,
        heartbeat: this.heartbeat,
        limits: LIMITS,
        ...(this.units && { units: this.units }),
        ...(this.extras && { extras: this.extras }),
      },
    ]);
    for (const key of this.mailboxes.get(user.id) ?? []) this.#hand(line, key);
    const changed = this.#roomsOf(user).filter(({ entries }) => (entries.at(-1)?.message.create_time ?? 0) > since);
    line.wire.write([{ op: 'ready', heads: changed.map(({ id, entries }) => [id, entries.length] as const), time }]);
  }

  #hand(line: Line, key: string): void {
    const [id, seq] = key.split(' ').map(Number);
    const entry = this.rooms.find((room) => room.id === id)?.entries[(seq ?? 0) - 1];
    if (!entry || id === undefined) return;
    line.unacked.push(key);
    line.wire.write([{ op: 'message', conversation: id, ...entry }]);
  }

  #send(line: Line, from: WireUser, frame: ClientFrames['send']): void {
    const refusal = this.refuse(frame);
    if (refusal) return line.wire.write([{ op: 'refused', client_id: frame.client_id, ...refusal }]);
    const to = frame.chat_type === 'group' ? this.#groupOf(frame.to) : [...this.users.values()].find(({ id }) => id === frame.to);
    if (!to) return line.wire.write([{ op: 'refused', client_id: frame.client_id, code: 'recipient_unavailable', text: '', retry: false }]);
    const { room, entry, isNew } = this.#append({ ...frame, from, to, options: frame.options ?? null });
    if (isNew) this.#broadcast(from, { op: 'message', conversation: room.id, ...entry }, line);
    if (this.swallowsAnswers) return;
    const { id, create_time: time } = entry.message;
    line.wire.write([{ op: 'sent', client_id: frame.client_id, id, conversation: room.id, seq: entry.seq, time }]);
  }

  #append(draft: FakeDraft & { client_id: string }): { room: Room; entry: Entry; isNew: boolean } {
    const { from, to, client_id } = draft;
    const room = 'uuid' in to ? this.#room(from.id, to.id) : this.rooms.find(({ id }) => id === to.id)!;
    const known = room.entries.find((entry) => entry.client_id === client_id && entry.message.from_id === from.id);
    if (known) return { room, entry: known, isNew: false };
    const entry = this.#put(room, { client_id, message: fakeMessage(draft, this.#now()) }, from.id);
    return { room, entry, isNew: true };
  }

  /** Stores an entry and hands it to the members but its sender. */
  #put(room: Room, { client_id, message }: { client_id: string; message: WireMessage }, sender = 0): Entry {
    const entry = { seq: room.entries.length + 1, client_id, message };
    room.entries.push(entry);
    const key = `${room.id} ${entry.seq}`;
    for (const member of room.members.filter((id) => id !== sender)) {
      this.mailboxes.set(member, [...(this.mailboxes.get(member) ?? []), key]);
      for (const line of this.lines) if (line.user?.id === member) this.#hand(line, key);
    }
    return entry;
  }

  #recall(line: Line, user: WireUser, { ref, id }: ClientFrames['recall']): void {
    const room = this.rooms.find(({ entries }) => entries.some(({ message }) => message.id === id && message.from_id === user.id));
    const entry = room?.entries.find(({ message }) => message.id === id);
    if (!room || !entry) return line.wire.write([{ op: 'error', code: 'message_not_found', text: '', ref }]);
    const message = recallMessage(entry, user);
    room.entries[entry.seq - 1] = { ...entry, message };
    this.#put(room, { client_id: randomUUID(), message: { ...message, create_time: this.#now() } });
    line.wire.write([{ op: 'recalled', ref, id }]);
  }

  #typing(user: WireUser, conversation: number): void {
    const members = this.rooms.find(({ id }) => id === conversation)?.members ?? [];
    const frame = { op: 'typing', conversation, user: user.id } as const;
    for (const line of this.lines) if (line.user && line.user.id !== user.id && members.includes(line.user.id)) line.wire.write([frame]);
  }

  #presence(users: readonly number[]): ServerFrame {
    const here = new Set([...this.lines].map((line) => line.user?.id));
    return { op: 'presence', online: users.filter((id) => here.has(id)), offline: users.filter((id) => !here.has(id)) };
  }

  #groupOf(id: number): ListedGroup | undefined {
    return this.rooms.find((room) => room.id === id)?.group ?? undefined;
  }

  #ack(line: Line, user: WireUser, n: number): void {
    const done = new Set(line.unacked.slice(line.acked, n));
    line.acked = Math.max(line.acked, n);
    const rest = (this.mailboxes.get(user.id) ?? []).filter((key) => !done.has(key));
    this.mailboxes.set(user.id, rest);
  }

  #read(line: Line, user: WireUser, { conversation, seq }: ClientFrames['read']): void {
    const room = this.rooms.find(({ id }) => id === conversation);
    if (!room || seq <= (room.read.get(user.id) ?? 0)) return;
    room.read.set(user.id, seq);
    const frame = { op: 'read', conversation, user: user.id, seq } as const;
    for (const other of this.lines) if (other !== line && room.members.includes(other.user?.id ?? 0)) other.wire.write([frame]);
  }

  #history(user: WireUser, { ref, conversation, to, before, after, limit = 50 }: ClientFrames['history']): ServerFrame {
    const room =
      conversation === undefined
        ? (this.#known(user.id, to ?? 0) ?? this.rooms.find(({ id, group }) => group && id === to))
        : this.rooms.find(({ id }) => id === conversation);
    const entries = room?.entries ?? [];
    if (after !== undefined) {
      const rest = entries.filter(({ seq }) => seq > after);
      return { op: 'history', ref, conversation: room?.id ?? 0, list: rest.slice(0, limit), more: rest.length > limit };
    }
    const rest = entries.filter(({ seq }) => seq < (before ?? Infinity));
    return { op: 'history', ref, conversation: room?.id ?? 0, list: rest.slice(-limit), more: rest.length > limit };
  }

  #extras({ ref, conversation, from, limit = 200 }: ClientFrames['extras']): ServerFrame {
    const entries = this.rooms.find(({ id }) => id === conversation)?.entries.slice(from - 1, from - 1 + limit) ?? [];
    return { op: 'extras', ref, list: entries.flatMap(({ seq, message }) => (message.extras ? [[seq, message.extras] as const] : [])) };
  }

  #conversations(user: WireUser, { ref, before = Infinity, limit = 50 }: ClientFrames['conversations']): ServerFrame {
    const rows = this.#roomsOf(user).map((room) => fakeRow(room, user, this.users));
    const rest = rows.filter(({ time }) => time < before).toSorted((a, b) => b.time - a.time);
    return { op: 'conversations', ref, list: rest.slice(0, limit), more: rest.length > limit };
  }

  #broadcast(user: WireUser, frame: ServerFrame, except: Line): void {
    for (const line of this.lines) {
      if (line === except || line.user?.id !== user.id) continue;
      line.unacked.push('own');
      line.wire.write([frame]);
    }
  }

  #roomsOf(user: WireUser): Room[] {
    return this.rooms.filter(({ group, members, entries }) => members.includes(user.id) && (group !== null || entries.length > 0));
  }

  #known(a: number, b: number): Room | undefined {
    return this.rooms.find(({ group, members }) => !group && members[0] === Math.min(a, b) && members[1] === Math.max(a, b));
  }

  #room(a: number, b: number): Room {
    const known = this.#known(a, b);
    if (known) return known;
    const room: Room = { id: 11 + this.rooms.length, group: null, members: [Math.min(a, b), Math.max(a, b)], entries: [], read: new Map() };
    this.rooms.push(room);
    return room;
  }
}
