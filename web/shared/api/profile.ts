import type { Chatset, WireProfile, WireSetting, WireVisitor } from '../../../protocol/index.ts';
import type { Account } from '../api.ts';
import type { Caller } from './caller.ts';

/** Profiles, and one's own settings. */
export class ProfileApi {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  show(uuid: string): Promise<WireProfile> {
    return this.#caller.get(`/api/userinfo/${uuid}`);
  }

  /** A visitor with whom one has a conversation. */
  visitor(userId: number): Promise<WireVisitor> {
    return this.#caller.get(`/api/chat/visitor/${userId}`);
  }

  setting(userId: number): Promise<WireSetting> {
    return this.#caller.post('/api/chat/getUserSetInfo', { userid: userId });
  }

  /** Sets one field, `nickname` and `avatar` among them; answers with words for the user. */
  update(fieldname: string, fieldValue: string | number): Promise<string> {
    return this.#caller.post('/api/chat/updateUserinfo', { fieldname, fieldValue });
  }

  async setChatset(chatset: Chatset): Promise<void> {
    await this.#caller.post('/api/chat/userset', { userset: JSON.stringify({ chatset }) });
  }

  /** Every session ends, this one too: what comes back has the token to go on with. */
  setPassword(old: string, fresh: string): Promise<Account> {
    const body = { oldpassword: old, newpassword: fresh, checknewpassword: fresh, renew: true };
    return this.#caller.post('/api/chat/setPassword', body);
  }
}
