import { Service } from '#kernel';
import { isShunned } from '../account/apart.ts';
import type { Identity } from '../account/identity.ts';
import { GROUP_ROLE, GROUP_STATUS } from '../cache.ts';
import { fail } from '../error.ts';
import {
  APPLICATION,
  countPending,
  isTold,
  listApplications,
  speakersOf,
  type ApplicationQuery,
  type ListedApplication,
} from '../group/application.ts';
import type { Page } from '../page.ts';
import type { ApplicationPeople } from '../presenter/join.ts';
import { userOf } from '../messaging/view.ts';

/** An application with the people it names. */
export interface ApplicationView extends ApplicationPeople {
  readonly row: ListedApplication;
}

/** A page of applications. */
export interface JoinRequestPage {
  readonly list: readonly ApplicationView[];
  readonly more: boolean;
}

/** Whose applications to decide on: of one group, or of all that the caller speaks for. */
export interface DecidedPage extends Page {
  readonly groupId: number | undefined;
}

/** Lists of requests to join groups; `join` writes them. */
export default class GroupApplicationService extends Service {
  /** Applications that the caller decides on, and how many of them wait. Fails with group_forbidden. */
  async decided({ user }: Identity, { groupId, ...page }: DecidedPage): Promise<JoinRequestPage & { readonly pendingCount: number }> {
    if (groupId !== undefined) await this.#assertDecider(groupId, user.id);
    const query = { deciderId: user.id, groupId };
    const { list, more } = await this.#list(query, page);
    const heard = await Promise.all(list.map((view) => this.#heardBy(user.id, view)));
    return { list: heard, more, pendingCount: await countPending(this.app.sql, query) };
  }

  /** What the caller asked to join, and how it stands; a group that nobody showed to the caller has a number and no name until it let them in. */
  async mine({ user }: Identity, page: Page): Promise<JoinRequestPage> {
    const { list, more } = await this.#list({ applicantId: user.id }, page);
    return { list: list.map((view) => ({ ...view, row: withoutName(view.row) })), more };
  }

  async #assertDecider(groupId: number, userId: number): Promise<void> {
    const group = await this.app.caches.group.get(groupId);
    const role = group?.members.get(userId)?.role ?? GROUP_ROLE.member;
    if (group?.status !== GROUP_STATUS.open || role < GROUP_ROLE.admin) fail('group_forbidden');
  }

  async #list(query: ApplicationQuery, page: Page): Promise<JoinRequestPage> {
    const rows = await listApplications(this.app.sql, query, page);
    const list = await Promise.all(rows.slice(0, page.limit).map((row) => this.#view(row)));
    return { list, more: rows.length > page.limit };
  }

  /** Without the words of those whom the reader has blacklisted. */
  async #heardBy(readerId: number, view: ApplicationView): Promise<ApplicationView> {
    const isMute = await isShunned(this.app.caches, speakersOf(view.row), readerId);
    return isMute ? { ...view, row: { ...view.row, note: '' } } : view;
  }

  async #view(row: ListedApplication): Promise<ApplicationView> {
    const user = await userOf(this.app.caches, row.userId);
    return { row, user, inviter: row.inviterId === 0 ? null : await userOf(this.app.caches, row.inviterId) };
  }
}

function withoutName(row: ListedApplication): ListedApplication {
  return row.status === APPLICATION.agreed || isTold(row, row) ? row : { ...row, groupName: '', groupAvatar: '' };
}
