import assert from 'node:assert/strict';
import type { WireCode, WireMadeCode, WireOutside, WirePreview, WireShownCode } from '../../../protocol/index.ts';
import type { Answer, Api } from '../../support/api.ts';
import type { TestApp } from '../../support/app.ts';
import type { TestUser } from '../../support/factory.ts';

/** The calls around codes, as users make them. */
export class CodeApi {
  readonly #target: TestApp;

  constructor(target: TestApp) {
    this.#target = target;
  }

  as({ token }: TestUser): Api {
    return this.#target.api.as(token);
  }

  /** The current code of a group, or of a user. */
  async current(who: TestUser, id: number, chatType = 'group'): Promise<WireShownCode> {
    return good(await this.as(who).get<WireShownCode>(`/api/chat/code/${id}?chatType=${chatType}`));
  }

  /** A code of a group with terms of its own. */
  async create(who: TestUser, id: number, terms: object = {}): Promise<WireMadeCode> {
    return good(await this.as(who).post<WireMadeCode>('/api/chat/code/create', { id, ...terms }));
  }

  list(who: TestUser, id: number, query = ''): Promise<Answer<{ count: number; rows: WireCode[] }>> {
    return this.as(who).get(`/api/chat/codes/${id}/1${query}`);
  }

  revoke(who: TestUser, ticketId: number): Promise<Answer> {
    return this.as(who).post('/api/chat/code/revoke', { ticket_id: ticketId });
  }

  scan(who: TestUser, text: string): Promise<Answer<WirePreview>> {
    return this.as(who).post<WirePreview>('/api/chat/code/scan', { text });
  }

  /** Without a token. */
  preview(text: string): Promise<Answer<WireOutside>> {
    return this.#target.api.post<WireOutside>('/api/code/preview', { text });
  }
}

function good<T>({ status, data }: Answer<T>): T {
  assert.equal(status, 200, JSON.stringify(data));
  return data;
}
