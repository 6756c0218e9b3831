import type { SocketLike } from '../../../web/shared/environment.ts';

type Listener = (event: { readonly data: unknown; readonly code: number }) => void;

/** A frame as the client wrote it. */
export type SentFrame = { readonly op: string; readonly [key: string]: unknown };

/** A socket whose other end is the test. */
export class FakeSocket implements SocketLike {
  readonly url: string;
  readonly protocols: readonly string[];
  /** Everything the client wrote, parsed, arrays taken apart. */
  readonly frames: SentFrame[] = [];
  /** What the client wrote, message by message. */
  readonly messages: string[] = [];
  closedWith: number | undefined;
  onFrame: (frame: SentFrame) => void = () => {};
  onClosed: () => void = () => {};
  readonly #listeners = new Map<string, Listener[]>();

  constructor(url: string, protocols: readonly string[]) {
    this.url = url;
    this.protocols = protocols;
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  send(text: string): void {
    this.messages.push(text);
    const value = JSON.parse(text) as SentFrame | SentFrame[];
    for (const frame of Array.isArray(value) ? value : [value]) {
      this.frames.push(frame);
      this.onFrame(frame);
    }
  }

  close(code?: number): void {
    this.closedWith ??= code ?? 1005;
    this.onClosed();
  }

  /** Frames of one kind that the client wrote. */
  of(op: string): SentFrame[] {
    return this.frames.filter((frame) => frame.op === op);
  }

  /** The server's end opens. */
  open(): void {
    this.#fire('open', undefined);
  }

  /** The server's end writes; several frames go as an array. */
  deliver(...frames: readonly object[]): void {
    this.deliverText(JSON.stringify(frames.length === 1 ? frames[0] : frames));
  }

  deliverText(text: unknown): void {
    this.#fire('message', { data: text, code: 0 });
  }

  /** The server's end closes. */
  end(code: number): void {
    this.#fire('close', { data: null, code });
  }

  #fire(type: string, event: { readonly data: unknown; readonly code: number } | undefined): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event ?? { data: null, code: 0 });
  }
}
