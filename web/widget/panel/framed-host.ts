import { reactive } from 'vue';
import type { ClientStorage } from '../../shared/index.ts';
import { HELLO, KEPT, WELCOME, type FromPanel, type Start, type Stand, type ToPanel } from '../talk.ts';
import type { Host, HostListener, KeptListener, PanelSettings } from './host.ts';

/** A wish for a token that was not answered yet. */
interface Wish {
  readonly register: () => Promise<string>;
  readonly resolve: (token: string) => void;
  readonly reject: (error: unknown) => void;
}

/** The page of another site. Only the window around the frame, of the origin that the frame was made for, may hand over the port. */
export async function framedHost(): Promise<Host> {
  const port = await greet(decodeURIComponent(location.hash.slice(1)));
  const start = await new Promise<Start>((resolve) => {
    const heard = ({ data }: MessageEvent<ToPanel>): void => {
      if (data.op !== 'start') return;
      port.removeEventListener('message', heard);
      resolve(data);
    };
    port.addEventListener('message', heard);
    port.start();
  });
  return new FramedHost(port, start);
}

/** Says hello to the page around, and waits for its port. */
function greet(origin: string): Promise<MessagePort> {
  return new Promise((resolve) => {
    const heard = ({ source, origin: from, data, ports: [port] }: MessageEvent<unknown>): void => {
      if (source !== globalThis.parent || from !== origin || data !== WELCOME || !port) return;
      removeEventListener('message', heard);
      resolve(port);
    };
    addEventListener('message', heard);
    globalThis.parent.postMessage(HELLO, origin);
  });
}

class FramedHost implements Host {
  readonly settings: PanelSettings;
  readonly stand: Stand;
  readonly storage: ClientStorage;
  readonly isFramed = true;
  readonly trouble = '';
  readonly isRenewed: boolean;
  readonly #port: MessagePort;
  readonly #kept: Map<string, string>;
  readonly #early: ToPanel[] = [];
  readonly #watchers = new Set<readonly [key: string, listener: KeptListener]>();
  #listener: HostListener | null = null;
  #wish: Wish | null = null;

  constructor(port: MessagePort, start: Start) {
    this.#port = port;
    this.#kept = new Map(Object.entries(start.kept));
    this.settings = start;
    this.isRenewed = start.isRenewed;
    this.stand = reactive({ isOpen: start.isOpen, isFull: start.isFull });
    this.storage = { get: (key) => this.#kept.get(key) ?? null, set: (key, value) => this.#keep(key, value) };
    port.addEventListener('message', ({ data }: MessageEvent<ToPanel>) => {
      if (this.#listener) this.#take(data, this.#listener);
      else this.#early.push(data);
    });
  }

  token(register: () => Promise<string>): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#wish = { register, resolve, reject };
      this.#tell({ op: 'ask' });
    });
  }

  close(): void {
    this.#tell({ op: 'close' });
  }

  renew(): void {
    this.#tell({ op: 'renew' });
  }

  watch(key: string, listener: KeptListener): () => void {
    const entry = [key, listener] as const;
    this.#watchers.add(entry);
    return () => this.#watchers.delete(entry);
  }

  unread(count: number): void {
    this.#tell({ op: 'unread', count });
  }

  ring(seq: number): void {
    this.#tell({ op: 'ring', seq });
  }

  warn(text: string): void {
    this.#tell({ op: 'warn', text });
  }

  listen(listener: HostListener): void {
    this.#listener = listener;
    for (const message of this.#early.splice(0)) this.#take(message, listener);
  }

  #take(message: ToPanel, listener: HostListener): void {
    switch (message.op) {
      case 'start':
        return undefined;
      case 'stand':
        return void Object.assign(this.stand, { isOpen: message.isOpen, isFull: message.isFull });
      case 'kept':
        return this.#takeKept(message.key, message.value);
      case 'register':
        return void this.#register();
      case 'identify':
        for (const [key, value] of Object.entries(message.kept)) if (this.#kept.get(key) !== value) this.#takeKept(key, value);
        return void listener.identify(message.user).then((answer) => this.#tell({ op: 'identified', answer }));
      case 'reset':
        return void listener.reset().finally(() => this.#tell({ op: 'gone' }));
    }
  }

  #takeKept(key: string, value: string | null): void {
    this.#remember(key, value);
    for (const [watched, listener] of this.#watchers) if (watched === key) listener(value);
    if (key !== KEPT.token) return;
    if (this.#wish && value !== null) this.#wish.resolve(value);
    else this.#listener?.token(value);
    this.#wish = null;
  }

  async #register(): Promise<void> {
    const wish = this.#wish;
    this.#wish = null;
    if (!wish) return this.#tell({ op: 'failed' });
    try {
      const token = await wish.register();
      this.#keep(KEPT.token, token);
      return wish.resolve(token);
    } catch (error) {
      this.#tell({ op: 'failed' });
      return wish.reject(error);
    }
  }

  #keep(key: string, value: string | null): void {
    this.#remember(key, value);
    this.#tell({ op: 'keep', key, value });
  }

  #remember(key: string, value: string | null): void {
    if (value === null) this.#kept.delete(key);
    else this.#kept.set(key, value);
  }

  #tell(message: FromPanel): void {
    // A port has one other end and takes no origin.
    this.#port.postMessage(message); // oxlint-disable-line unicorn/require-post-message-target-origin
  }
}
