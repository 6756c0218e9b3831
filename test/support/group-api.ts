import type { WireGroupInfo, WireListedGroup } from '../../protocol/index.ts';
import type { Answer, Api } from './api.ts';
import type { TestApp } from './app.ts';
import type { TestUser } from './factory.ts';
import type { Cast } from './group.ts';

/** The id of a group that there is not. */
export const NONE = 2 ** 40;

/** The group calls as users make them. */
export interface GroupApi {
  readonly as: (user: TestUser) => Api;
  /** POST /api/chat/<path> */
  readonly post: <T = unknown>(user: TestUser, path: string, body?: object) => Promise<Answer<T>>;
  /** What a user sees of a group; that of the cast unless another is named. */
  readonly info: (user: TestUser, id?: number) => Promise<WireGroupInfo>;
  /** A page of a user's groups. */
  readonly list: (user: TestUser, page?: string) => Promise<WireListedGroup[]>;
}

/** The group calls at an application, around a cast. */
export function groupApi(target: TestApp, cast: Cast): GroupApi {
  const as = ({ token }: TestUser): Api => target.api.as(token);
  return {
    as,
    post: (user, path, body) => as(user).post(`/api/chat/${path}`, body),
    info: async (user, id = cast.groupId) => (await as(user).get<WireGroupInfo>(`/api/chat/groupinfo/${id}`)).data,
    list: async (user, page = '1') => (await as(user).get<WireListedGroup[]>(`/api/chat/grouplist/${page}`)).data,
  };
}
