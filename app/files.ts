import { BootError } from '#kernel';
import type { SqlSession } from '../engine/sql.ts';
import type { WireLimits } from '../protocol/index.ts';
import { fail } from './error.ts';
import type { PartHealth } from './health/probe.ts';

/** In whose name a file is sent, and who does it where that is somebody else. */
export interface Sharing {
  readonly userId: number;
  readonly speakerId?: number | undefined;
}

/** A unit that keeps files of users. */
export interface FileKeeper {
  /**
   * Before a message with this address is sent: opens the file for the members of the conversation, and returns the address under which it is
   * stored. Addresses that are of no file here stay as they are. Fails where the sender may not open the file.
   */
  share(by: Sharing, address: string, conversationId: number): Promise<string>;
  /** Within the transaction that makes an address somebody's picture: opens it for anyone, and returns the address under which it is stored. Fails for what is no picture of that user. */
  publish(userId: number, address: string, tx: SqlSession): Promise<string>;
  /** As `publish`, where the site chooses: a picture of another that anyone may see will do. */
  publishChosen(userId: number, address: string, tx: SqlSession): Promise<string>;
  /** Opens the picture of a group to anyone, or closes it, in the transaction that opens or closes the group. */
  showPicture(tx: SqlSession, address: string, isShown: boolean): Promise<void>;
  /** The query that opens the file of a stored address for a user who is told it; '' where it is of none. */
  queryOf(address: string, viewerId: number): string;
  /** Bytes that are taken of a visitor or a user: of a file by what it is, and of all together. */
  limitsOf(role: 'visitor' | 'user'): WireLimits['upload'];
  /** Whether what is brought can be kept. */
  health(): Promise<PartHealth>;
}

const NOTHING: WireLimits['upload'] = { image: 0, audio: 0, video: 0, file: 0, total: 0 };

const NOBODY: FileKeeper = {
  // A path of this server names one of its files; another host may have such a path too.
  share: async (_by, address) => (address.startsWith('/') ? fail('files_off') : address),
  publish: async () => fail('files_off'),
  publishChosen: async () => fail('files_off'),
  showPicture: () => Promise.resolve(),
  queryOf: () => '',
  limitsOf: () => NOTHING,
  health: () => Promise.resolve({ ok: true }),
};

/** Files of users, as messages and pictures of people ask about them. Without a unit that keeps them nothing is taken, and nothing opens. */
export class Files implements FileKeeper {
  #keeper = NOBODY;

  /** Gives the files into a unit's hands, in `didLoad`. Throws a BootError where another has them. */
  entrust(keeper: FileKeeper): void {
    if (this.#keeper !== NOBODY) throw new BootError('two units keep files of users: switch one of them off in config/plugin.ts');
    this.#keeper = keeper;
  }

  /** Whether a unit keeps files. */
  get areKept(): boolean {
    return this.#keeper !== NOBODY;
  }

  share(by: Sharing, address: string, conversationId: number): Promise<string> {
    return this.#keeper.share(by, address, conversationId);
  }

  publish(userId: number, address: string, tx: SqlSession): Promise<string> {
    return this.#keeper.publish(userId, address, tx);
  }

  publishChosen(userId: number, address: string, tx: SqlSession): Promise<string> {
    return this.#keeper.publishChosen(userId, address, tx);
  }

  showPicture(tx: SqlSession, address: string, isShown: boolean): Promise<void> {
    return this.#keeper.showPicture(tx, address, isShown);
  }

  queryOf(address: string, viewerId: number): string {
    return this.#keeper.queryOf(address, viewerId);
  }

  limitsOf(role: 'visitor' | 'user'): WireLimits['upload'] {
    return this.#keeper.limitsOf(role);
  }

  health(): Promise<PartHealth> {
    return this.#keeper.health();
  }
}
