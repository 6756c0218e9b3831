import type { ChatType } from '../../protocol/index.ts';

/** What a code leads to, as it is written into it. */
export interface Linked {
  readonly chatType: ChatType;
  /** Of the group or the user. */
  readonly id: number;
  readonly name: string;
  /** The signed text. */
  readonly ticket: string;
}

/** What the course's page does with a code. */
const ACTIONS = {
  group: { action: 'autoAddGroup', title: '群介绍' },
  single: { action: 'autoAddFriend', title: '个人资料' },
} as const;

/** The link into the course's client at `page`. */
export function h5Link(page: string, { chatType, id, name, ticket }: Linked): string {
  const fields = Object.entries({ ...ACTIONS[chatType], id: String(id), chatType, name, ticket });
  return `${page}#/pages/setpageInfo/setpageInfo?${fields.map(([key, value]) => `${key}=${encode(value)}`).join('&')}`;
}

/** The link to our own page; what stands behind `#` is sent to no server and into no log. */
export function pageLink(origin: string, ticket: string): string {
  return `${origin}/join#${ticket}`;
}

/** The link that goes on with a session on another device. */
export function continueLink(origin: string, code: string): string {
  return `${origin}/continue#${code}`;
}

/** What the course's apps read. */
export function codeText({ id, name, ticket }: Linked): string {
  return JSON.stringify({ id, name, ticket });
}

/** Half a pair of UTF-16 cannot be encoded: it becomes U+FFFD, as it does in every store. */
function encode(value: string): string {
  return encodeURIComponent(Buffer.from(value).toString());
}
