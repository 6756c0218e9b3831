/** What the client needs of a WebSocket; the browser's and that of `ws` both fit. */
export interface SocketLike {
  send(data: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { readonly code: number }) => void): void;
}

/** Undoes a timer or a subscription; calling it twice does no harm. */
export type Cancel = () => void;

/** The world outside the client, injected so that tests own time and chance. */
export interface Environment {
  createSocket(url: string, protocols: string[]): SocketLike;
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 (inclusive) to 1 (exclusive). */
  random(): number;
  setTimer(callback: () => void, ms: number): Cancel;
}

/** The environment of the browser with these parts in place of its own; a Node without a global WebSocket says at once that it needs `createSocket`. */
export function platform(parts: Partial<Environment> = {}): Environment {
  const createSocket = parts.createSocket ?? globalSocket();
  return { now: () => Date.now(), random: () => Math.random(), setTimer, ...parts, createSocket };
}

function globalSocket(): Environment['createSocket'] {
  const found: unknown = Reflect.get(globalThis, 'WebSocket');
  if (!isSocketClass(found)) throw new Error('No global WebSocket here: pass createSocket, for example from the package ws');
  return (url, protocols) => new found(url, protocols);
}

function isSocketClass(value: unknown): value is new (url: string, protocols: string[]) => SocketLike {
  return typeof value === 'function';
}

function setTimer(callback: () => void, ms: number): Cancel {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
