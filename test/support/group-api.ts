import type { WireGroupInfo, WireListedGroup } from '../../app/presenter/group.ts';
import type { Answer } from './api.ts';
import type { TestApp } from './app.ts';
import type { TestUser } from './factory.ts';

/** The id of a group that there is not. */
export const NONE = 2 ** 40;

/** The group calls as users make them. */
export class GroupApi {
  readonly #target: TestApp;

  constructor(target: TestApp) {
    this.#target = target;
  }

  /** POST /api/chat/<path> */
  post<T = unknown>({ token }: TestUser, path: string, body?: object): Promise<Answer<T>> {
    return this.#target.api.as(token).post<T>(`/api/chat/${path}`, body);
  }

  /** What a user sees of a group. */
  async info({ token }: TestUser, id: number): Promise<WireGroupInfo> {
    return (await this.#target.api.as(token).get<WireGroupInfo>(`/api/chat/groupinfo/${id}`)).data;
  }

  /** A page of a user's groups. */
  async list({ token }: TestUser, page = '1'): Promise<WireListedGroup[]> {
    return (await this.#target.api.as(token).get<WireListedGroup[]>(`/api/chat/grouplist/${page}`)).data;
  }
}
