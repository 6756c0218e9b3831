import type { WireUser } from '../../../protocol/index.ts';
import type { Caller } from './caller.ts';

/** How many messages somebody may send before an answer: 0 none, 1 one, 2 any; and whether they must follow first. */
export interface ChatRule {
  readonly sendCount: 0 | 1 | 2;
  readonly needFollow: boolean;
}

/** Who may write to a user. */
export interface Chatset {
  readonly visitor: ChatRule;
  readonly user: ChatRule;
}

/** What anybody may see of a user. */
export interface Profile extends WireUser {
  readonly chatset: Chatset;
  readonly userinfo: Readonly<Record<string, unknown>>;
}

/** What one needs to know before asking for friendship. */
export interface UserSetting {
  readonly id: number;
  readonly uuid: string;
  /** JSON text of `{chatset}`. */
  readonly userset: string;
  /** 0 friends at once, 1 after an answer. */
  readonly invite_confirm: number;
  readonly isgoodfriend: boolean;
  readonly isgoodfriend_status: boolean;
  /** Of oneself only: 1 when friends see who is there. */
  readonly show_presence?: number;
}

/** Profiles, one's own settings, and one's own data. */
export class ProfileApi {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  show(uuid: string): Promise<Profile> {
    return this.#caller.get(`/api/userinfo/${uuid}`);
  }

  setting(userId: number): Promise<UserSetting> {
    return this.#caller.post('/api/chat/getUserSetInfo', { userid: userId });
  }

  /** Sets one field, `nickname` and `avatar` among them; answers with words for the user. */
  update(fieldname: string, fieldValue: string | number): Promise<string> {
    return this.#caller.post('/api/chat/updateUserinfo', { fieldname, fieldValue });
  }

  async setChatset(chatset: Chatset): Promise<void> {
    await this.#caller.post('/api/chat/userset', { userset: JSON.stringify({ chatset }) });
  }

  /** Other sessions end. */
  async setPassword(old: string, fresh: string): Promise<void> {
    await this.#caller.post('/api/chat/setPassword', { oldpassword: old, newpassword: fresh, checknewpassword: fresh });
  }

  /** Erases the account; who has a password gives it. */
  async erase(password?: string): Promise<void> {
    await this.#caller.post('/api/chat/erase', password === undefined ? {} : { password });
  }
}

/** Path of the file with all one's own data; GET with the token in a header. */
export const EXPORT_PATH = '/api/chat/export';
