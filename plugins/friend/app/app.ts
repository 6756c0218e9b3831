import type { Application, Boot } from '#kernel';
import { friendBook } from '../store/friend-book.ts';

/** Tells the app who are friends. */
export default class FriendBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  didLoad(): void {
    this.#app.friends.entrust(friendBook);
  }
}
