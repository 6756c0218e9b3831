import type { WireAccount, WireMessage } from '../../protocol/index.ts';
import type { Answer, Api } from './api.ts';
import type { TestApp } from './app.ts';
import { freshName } from './factory.ts';
import { dialPlain, type PlainSocket } from './socket.ts';
import { until } from './wait.ts';

const PASSWORD = 'secret-1';

/** Fields of every message, single or group, that the published client reads. */
export const MESSAGE_FIELDS: readonly string[] = [
  'id',
  'from_id',
  'from_name',
  'from_avatar',
  'sendUUid',
  'to_id',
  'to_name',
  'to_avatar',
  'chatType',
  'type',
  'data',
  'options',
  'create_time',
  'isremove',
];

/** Whether a message is what somebody wants to see. */
export type Wanted = (message: WireMessage) => boolean;

/** What the course's published client does, as it does it: JSON over HTTP with a `token` header, a socket that it only listens to. */
export class CourseClient {
  readonly #target: TestApp;
  readonly account: WireAccount;
  readonly api: Api;
  readonly messages: WireMessage[] = [];
  /** Set by what signs it out for good. */
  signedOut: string | undefined;
  connects = 0;
  /** Sockets that it comes back with: a failed try is an error and an end to it, and each of both is followed by another. */
  returns = 1;
  /** The newest; the older ones are still there. */
  socket: PlainSocket | undefined;
  readonly sockets: PlainSocket[] = [];
  #isLeaving = false;

  static async register(target: TestApp, username: string = freshName()): Promise<CourseClient> {
    const { data } = await target.api.form<WireAccount>('/api/regChat', { username, password: PASSWORD });
    return new CourseClient(target, data);
  }

  /** Without an account, as whoever opens the shop's page. */
  static async visit(target: TestApp, deviceId: string = crypto.randomUUID()): Promise<CourseClient> {
    const { data } = await target.api.form<WireAccount>('/api/visitorRegister', {
      deviceId,
      timestamp: String(Date.now()),
      deviceos: 'ios',
    });
    return new CourseClient(target, data);
  }

  constructor(target: TestApp, account: WireAccount) {
    this.#target = target;
    this.account = account;
    this.api = target.api.as(account.token);
  }

  get id(): number {
    return this.account.id;
  }

  /** As others see it. */
  get name(): string {
    return this.account.nickname || this.account.username;
  }

  async connect(): Promise<this> {
    this.#isLeaving = false;
    this.connects += 1;
    const socket = await dialPlain(this.#target, this.account.token);
    this.socket = socket;
    this.sockets.push(socket);
    socket.raw.on('message', (data: Buffer) => this.#heard(JSON.parse(data.toString()) as object));
    socket.raw.on('close', (code: number) => void this.#closed(code));
    for (const frame of socket.frames) this.#heard(frame);
    await this.api.form('/api/chat/chatGetmessageOffLine', {});
    return this;
  }

  /** As its `sendmessage` does: JSON whose `data` is an object, options URI-encoded. */
  send(to: number, text: string, chatType: 'single' | 'group' = 'single'): Promise<Answer<WireMessage>> {
    return this.sendData({ to, chatType }, 'text', { data: text, dataType: false, otherData: null });
  }

  /** The same of any type. */
  sendData({ to, chatType }: { to: number; chatType: 'single' | 'group' }, type: string, data: object): Promise<Answer<WireMessage>> {
    const options = encodeURIComponent(JSON.stringify({ from: 'course' }));
    return this.api.post<WireMessage>('/api/chat/socket/sendmessage', { sendto_id: to, chatType, type, data, options });
  }

  /** The words of all that came, notices included. */
  texts(): unknown[] {
    return this.messages.map(wordsOf);
  }

  /** The words on its screen: a recall takes the place of the message whose id it has. */
  shown(): unknown[] {
    return [...new Map(this.messages.map((message) => [message.id, wordsOf(message)])).values()];
  }

  /** Waits for a message, or a notice, and gives it. */
  async gets(wanted: string | Wanted): Promise<WireMessage> {
    const isWanted = typeof wanted === 'string' ? (message: WireMessage): boolean => wordsOf(message) === wanted : wanted;
    const message = (): string => `${String(wanted)} among ${JSON.stringify(this.texts())}`;
    return until(() => this.messages.find(isWanted) as WireMessage, { message });
  }

  async leave(): Promise<void> {
    this.#isLeaving = true;
    await Promise.all(this.sockets.splice(0).map(async (socket) => socket.closed ?? socket.close()));
  }

  #heard(frame: { msg?: unknown; type?: unknown; data?: unknown }): void {
    if (frame.msg === 'force_logout') this.signedOut = String(frame.data);
    if (frame.type === 'singleChat') this.messages.push(frame.data as WireMessage);
  }

  /** It comes back by itself on 1006 only, and signs out on any other code. */
  async #closed(code: number): Promise<void> {
    if (this.#isLeaving) return;
    if (code === 1006) await Promise.all(Array.from({ length: this.returns }, () => this.connect()));
    else this.signedOut ??= String(code);
  }
}

/** Words of a message: its own clients send them within a JSON string, the system within an object. */
export function wordsOf({ data }: WireMessage): unknown {
  return ((typeof data === 'string' ? JSON.parse(data) : data) as { data: unknown }).data;
}
