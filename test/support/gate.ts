/** A method that waits at a gate, so that a test can act while it is under way. */
export interface Gate {
  /** Calls that wait now. */
  readonly waiting: number;
  /** Lets those that wait and all later ones pass, and puts the method back. */
  open(): void;
}

type Methods<Host> = { [Name in keyof Host]: Host[Name] extends (...args: never[]) => Promise<unknown> ? Name : never }[keyof Host];

/** Holds every call of an asynchronous method of an object until the gate opens; `picks` lets others pass. */
export function hold<Host extends object>(host: Host, name: Methods<Host>, picks: (...args: unknown[]) => boolean = () => true): Gate {
  const waiting: (() => void)[] = [];
  const own = Object.getOwnPropertyDescriptor(host, name);
  const method = host[name] as (...args: unknown[]) => Promise<unknown>;
  const held = async (...args: unknown[]): Promise<unknown> => {
    if (picks(...args)) await new Promise<void>((resolve) => waiting.push(resolve));
    return method.apply(host, args);
  };
  Object.defineProperty(host, name, { value: held, configurable: true, writable: true });
  return {
    get waiting() {
      return waiting.length;
    },
    open() {
      if (own) Object.defineProperty(host, name, own);
      else Reflect.deleteProperty(host, name);
      for (const resolve of waiting.splice(0)) resolve();
    },
  };
}
