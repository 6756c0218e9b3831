import type { Cancel } from './environment.ts';

type Listeners<Events> = { [Name in keyof Events]?: Set<(value: Events[Name]) => void> };

/** Typed events: `Events` maps a name to the value its listeners get. */
export class Emitter<Events extends object> {
  readonly #listeners: Listeners<Events> = {};

  /** Calls `listener` on every `name` from now on, until the returned function is called. */
  on<Name extends keyof Events>(name: Name, listener: (value: Events[Name]) => void): Cancel {
    const listeners = (this.#listeners[name] ??= new Set());
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  /** Calls the listeners of `name`; one that throws is reported and stops neither the others nor the client. */
  emit<Name extends keyof Events>(name: Name, value: Events[Name]): void {
    for (const listener of this.#listeners[name] ?? []) {
      try {
        listener(value);
      } catch (error) {
        report(error);
      }
    }
  }
}

/** Lets the platform show it as uncaught, after the client has finished its turn. */
function report(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
