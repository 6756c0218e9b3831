import { checked } from './checked.ts';
import { foyerOf, type ScriptPage } from './foyer.ts';
import type { Foyer, OutsideScreens } from './outside-screens.ts';

/** A unit from outside whose script has run. */
export interface ScriptedUnit {
  readonly name: string;
  readonly screens: OutsideScreens;
  readonly foyer: Foyer;
}

/** Scripts of units, each run once per page. One that throws is reported, one that never ends is not there; neither keeps the page or another one. */
export class Scripts {
  readonly #page: ScriptPage;
  readonly #take: (unit: ScriptedUnit) => void;
  readonly #begun = new Set<string>();

  /** `take` is told of each unit that is there from now on. */
  constructor(page: ScriptPage, take: (unit: ScriptedUnit) => void) {
    this.#page = page;
    this.#take = take;
  }

  /** Runs those of this screen that have not been run here: `/units/<name>/messenger.js`. */
  bring(addresses: readonly string[]): void {
    const mine = addresses.filter((address) => address.endsWith(`/${this.#page.screen}.js`) && !this.#begun.has(address));
    for (const address of mine) void this.#run(address);
  }

  async #run(address: string): Promise<void> {
    this.#begun.add(address);
    const name = decodeURIComponent(address.split('/').at(-2) ?? '');
    let screens: OutsideScreens | undefined;
    const foyer = foyerOf(name, this.#page, () => screens?.texts);
    try {
      screens = await screensOf(address, foyer);
      this.#take({ name, screens, foyer });
    } catch (error) {
      // Without a network it is tried again at the next connect.
      this.#begun.delete(address);
      reportError(error);
    }
  }
}

async function screensOf(address: string, foyer: Foyer): Promise<OutsideScreens> {
  const { default: script } = (await import(/* @vite-ignore */ address)) as { readonly default?: unknown }; // oxlint-disable-line typescript/no-unsafe-type-assertion
  if (typeof script !== 'function') throw new TypeError(`${address} has no function as its default export`);
  return checked(address, await Reflect.apply(script, undefined, [foyer]));
}
