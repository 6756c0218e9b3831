import type { WireLobby } from '../../../protocol/index.ts';
import type { Api } from '../../shared/index.ts';

/** Between two looks while somebody looks at the panel, in ms. */
const PAUSE = 10_000;

interface LobbyOptions {
  readonly api: Api;
  /** Whether the panel is looked at; who does not look asks for nothing. */
  isSeen(): boolean;
  /** What the server says; null when it was not reached. */
  told(lobby: WireLobby | null): void;
}

/** Where one is before one has written: nobody to the server, and without a connection (G26). */
export class Lobby {
  readonly #options: LobbyOptions;
  #peer = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LobbyOptions) {
    this.#options = options;
  }

  /** Asks now, and again as long as one is here. */
  enter(peer: string): void {
    this.#peer = peer;
    this.look();
  }

  leave(): void {
    this.#peer = '';
    clearTimeout(this.#timer);
  }

  /** Asks now: the panel was opened, or the network is back. */
  look(): void {
    clearTimeout(this.#timer);
    if (this.#peer !== '') void this.#look(this.#peer);
  }

  async #look(peer: string): Promise<void> {
    const lobby = await this.#options.api.call(`/api/lobby/${encodeURIComponent(peer)}`, { method: 'GET' }).catch(() => null);
    if (peer !== this.#peer) return;
    this.#options.told(lobby as WireLobby | null); // oxlint-disable-line typescript/no-unsafe-type-assertion
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#again(), PAUSE);
  }

  /** Opening the panel asks at once. */
  #again(): void {
    if (this.#options.isSeen()) this.look();
    else this.#timer = setTimeout(() => this.#again(), PAUSE);
  }
}
