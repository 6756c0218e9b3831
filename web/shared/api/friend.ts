import type { WireApplication, WireFriend, WireFriendInfo, WireFriendList, WireUser } from '../../../protocol/index.ts';
import { pathOf, type Caller, type Paging } from './caller.ts';

/** Words that go with an application: `remark` is one's own name for the other, `note` the other one reads. */
export interface Asking {
  readonly remark?: string;
  readonly note?: string;
}

/** Friends, applications, following and the blacklist. Every `id` of a user is the user's. */
export class FriendApi {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Users by name or id, never visitors nor oneself. */
  search(keyword: string, paging: Paging = {}): Promise<readonly WireUser[]> {
    return this.#caller.post('/api/chat/searchUser', { keyword, ...paging });
  }

  /** A page of friends; `black`: those on the blacklist. */
  list({ page = 1, limit, black }: Paging & { readonly black?: 0 | 1 } = {}): Promise<WireFriendList> {
    return this.#caller.get(pathOf(`/api/chat/goodfriendlist/${page}`, { limit, black }));
  }

  show(id: number): Promise<WireFriendInfo> {
    return this.#caller.get(`/api/chat/getgoodfriendinfo/${id}`);
  }

  /** One's own row about a friend. Fails with friend_not. */
  find(id: number): Promise<WireFriend> {
    return this.#caller.post(`/api/chat/ismygoodfriend/${id}`);
  }

  async remark(id: number, nickname: string): Promise<void> {
    await this.#caller.post(`/api/chat/setremark/${id}`, { nickname });
  }

  async star(id: number, value: 0 | 1): Promise<void> {
    await this.#caller.post(`/api/chat/setstargoodfriend/${id}`, { value });
  }

  async visibility(id: number, value: { readonly friendlookme: 0 | 1; readonly melookfriend: 0 | 1 }): Promise<void> {
    await this.#caller.post(`/api/chat/setmeOrfriendCanSee/${id}`, value);
  }

  async remove(id: number): Promise<void> {
    await this.#caller.post(`/api/chat/deletegoodfriend/${id}`);
  }

  /** Asks to be friends; friends at once when both have asked. */
  async apply(id: number, words: Asking = {}): Promise<void> {
    await this.#caller.post('/api/chat/applyfriend', { friend_id: id, ...words });
  }

  /** Friends at once, with who confirms nobody. */
  async add(id: number, remark = ''): Promise<void> {
    await this.#caller.post('/api/chat/autoAddFriendAndAgree', { friend_id: id, remark });
  }

  applications({ page = 1, limit }: Paging = {}): Promise<{
    readonly alldata: readonly WireApplication[];
    readonly pendingCount: number;
  }> {
    return this.#caller.get(pathOf(`/api/chat/listapplyfriend/${page}`, { limit }));
  }

  /** What a user asks of me; by uuid. */
  application(uuid: string): Promise<WireApplication> {
    return this.#caller.post(`/api/chat/isApplyfriend/${uuid}`);
  }

  /** Answers an application, by its id. */
  async answer(application: number, status: 'agree' | 'refuse' | 'ignore', nickname = ''): Promise<void> {
    await this.#caller.post(`/api/chat/handleapply/${application}`, { status, nickname });
  }

  async follow(id: number): Promise<void> {
    await this.#caller.post(`/api/chat/follow/${id}`);
  }

  async unfollow(id: number): Promise<void> {
    await this.#caller.post(`/api/chat/unfollow/${id}`);
  }

  /** Puts any user on the blacklist, or takes off it. */
  async block(id: number, value: 0 | 1): Promise<void> {
    await this.#caller.post(`/api/chat/blacklist/${id}`, { value });
  }

  blacklist({ page = 1, limit }: Paging = {}): Promise<{ readonly count: number; readonly rows: readonly WireUser[] }> {
    return this.#caller.get(pathOf(`/api/chat/blacklist/${page}`, { limit }));
  }
}
