import type { ServerFrames, WireLimits } from '../../protocol/index.ts';
import { keep, readKept } from './kept-json.ts';
import type { ClientStorage } from './unsent-store.ts';

interface ServerFactsOptions {
  /** Lets the features be known after a reload, before the server has said them. */
  readonly storage: ClientStorage | undefined;
  readonly changed: (units: ReadonlySet<string>) => void;
}

const KEY = 'units';

/** What the server said of itself in its last welcome. */
export class ServerFacts {
  /** What it takes; null before it said so. */
  limits: WireLimits | null = null;
  /** Features that are on; null where nobody has said it. */
  units: ReadonlySet<string> | null;
  /** Addresses of the scripts that units bring to our screens. */
  screens: readonly string[] = [];
  readonly #options: ServerFactsOptions;

  constructor(options: ServerFactsOptions) {
    this.#options = options;
    this.units = recall(options.storage);
  }

  /** Takes a welcome; what it does not say is as it was. */
  told({ limits, units, screens = [] }: ServerFrames['welcome']): void {
    this.limits = limits;
    this.screens = screens;
    if (!units) return;
    this.units = new Set(units);
    keep(this.#options.storage, KEY, units);
    this.#options.changed(this.units);
  }
}

function recall(storage: ClientStorage | undefined): ReadonlySet<string> | null {
  const names = readKept(storage, KEY);
  return Array.isArray(names) ? new Set(names.map(String)) : null;
}
