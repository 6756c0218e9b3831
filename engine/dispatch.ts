import type { BusListener, BusMessage } from './bus.ts';

/** Reports what went wrong where nobody waits for an answer. */
export type Warn = (message: string, error?: unknown) => void;

/** What hands one node's bus messages over. */
export interface Dispatch {
  readonly listener: BusListener;
  readonly warn: Warn;
}

/** Hands messages to a listener in order; one that makes it throw is reported and does not stop the rest. */
export function dispatch({ listener, warn }: Dispatch, messages: readonly BusMessage[], from: string): void {
  for (const message of messages) {
    try {
      listener(message, from);
    } catch (error) {
      warn(`a bus listener failed on a ${message.kind} message`, error);
    }
  }
}
