import { PAGE, pageOf } from '#app';
import type { ChatType } from '../../../protocol/index.ts';

/** What a code leads to, as it is written into it. */
export interface CodeContent {
  readonly chatType: ChatType;
  /** Of the group or the user. */
  readonly id: number;
  readonly name: string;
  readonly avatar: string;
  /** The signed text. */
  readonly ticket: string;
}

/** The link into the course's client at `page`: it knows one action, for groups and for people. */
export function h5Link(page: string, { chatType, id, name, avatar, ticket }: CodeContent): string {
  const action = 'autoAddGroup';
  if (chatType === 'group') return `${page}#${pageOf(PAGE.set, { action, title: '群介绍', id, chatType, name, ticket })}`;
  return `${page}#${pageOf(PAGE.set, { action, title: `加用户[${name}]为好友`, id, chatType, name, avatar, ticket })}`;
}

/** The link to our own page; what stands behind `#` is sent to no server and into no log. */
export function pageLink(origin: string, ticket: string): string {
  return `${origin}/join#${ticket}`;
}

/** What the course's apps read. */
export function codeText({ id, name, ticket }: CodeContent): string {
  return JSON.stringify({ id, name, ticket });
}
