import {
  ChatError,
  decideJoin,
  displayName,
  ENABLED,
  fail,
  findMark,
  findUser,
  GROUP_ROLE,
  GROUP_STATUS,
  groupAvatar,
  UPLOAD_PATH,
  userAvatar,
  type CachedGroup,
  type Identity,
} from '#app';
import { Service } from '#kernel';
import type { CodeTarget, WireMaker } from '../../../../protocol/index.ts';
import { codePage } from '../../code-page.ts';
import type { CodeCard, Preview } from '../../presenter.ts';
import { codeText, h5Link, pageLink } from '../../ticket/link.ts';
import { findTicket, listTickets, type Subject, type TicketPage, type TicketRow } from '../../ticket/store.ts';
import { ticketIn } from '../../ticket/ticket-in.ts';
import type { ReadTicket, SignedTicket, Terms } from './ticket.ts';

/** What is to be written into a picture. */
export interface Writing {
  /** `H5`, `link`, or anything else for JSON. */
  readonly type: string | undefined;
  /** The page that an H5 code points to. */
  readonly http: string | undefined;
  /** The origin that links to this server begin with; an H5 code may point to a page of it. */
  readonly origin: string;
}

/** The current code of somebody for something. */
export interface ShownCode extends SignedTicket {
  readonly card: CodeCard;
}

/** A page of the list of codes. */
export interface CodePage {
  readonly rows: readonly { readonly row: TicketRow; readonly maker: WireMaker | null }[];
  readonly count: number;
}

/** Codes: who may show, make, replace and see which, and what whoever scans one learns. */
export default class CodeService extends Service {
  /** The current code. Writes nothing. Fails with code_group_forbidden, or code_user_unavailable for a user who is neither the caller nor a friend. */
  async current(identity: Identity, target: CodeTarget): Promise<ShownCode> {
    const { card, makerId } = await this.#shown(identity, target);
    return { card, ...(await this.service.ticket.current(subjectOf(target), makerId)) };
  }

  /** What a picture of the current code says. Fails like `current`, and with code_origin or input_required for the page of an H5 code. */
  async write(identity: Identity, target: CodeTarget, { type, http, origin }: Writing): Promise<string> {
    const { card, text: ticket } = await this.current(identity, target);
    const avatar = card.avatar.startsWith(UPLOAD_PATH) ? origin + card.avatar : card.avatar;
    const linked = { ...card, avatar, ticket };
    if (type === 'link') return pageLink(origin, ticket);
    if (type !== 'H5') return codeText(linked);
    if (http === undefined) throw new ChatError('input_required', { desc: { zh: '网址', en: 'http' } });
    return h5Link(codePage(this.config.origin, http, new URL(origin).host) ?? fail('code_origin'), linked);
  }

  /** Makes a code with terms of its own. Fails with code_group_forbidden, code_user_unavailable or code_limit. */
  async create(identity: Identity, target: CodeTarget, terms: Terms): Promise<SignedTicket & { id: number }> {
    await this.#own(identity, target);
    return this.service.ticket.create(subjectOf(target), identity.user.id, terms);
  }

  /** Replaces the caller's code, or `all` codes of a group, which its owner and admins may: group_forbidden. */
  async rotate(identity: Identity, target: CodeTarget, { all }: { all: boolean }): Promise<ShownCode> {
    const group = await this.#own(identity, target);
    if (all && group && !mayDecide(group, identity)) fail('group_forbidden');
    if (all) await this.service.ticket.rotateAll(subjectOf(target), identity.user.id);
    else await this.service.ticket.rotate(subjectOf(target), identity.user.id);
    return this.current(identity, target);
  }

  /** Takes back a code of one's own, or of a group that one decides for; any other is ticket_invalid (D10). */
  async revoke(identity: Identity, ticketId: number): Promise<void> {
    const row = (await findTicket(this.app.sql, ticketId)) ?? fail('ticket_invalid');
    const group = row.kind === 'group' ? await this.app.caches.group.get(row.target_id) : null;
    if (row.maker_id !== identity.user.id && !(group && mayDecide(group, identity))) fail('ticket_invalid');
    await this.service.ticket.revoke(row, identity.user.id);
  }

  /** Codes that were scanned, replaced or made, newest first: all of a group for its owner and admins, else one's own. */
  async list(identity: Identity, target: CodeTarget, page: TicketPage): Promise<CodePage> {
    const group = await this.#own(identity, target);
    const makerId = group && mayDecide(group, identity) ? undefined : identity.user.id;
    const { rows, count } = await listTickets(this.app.sql, { ...subjectOf(target), makerId }, page);
    return { count, rows: await Promise.all(rows.map(async (row) => ({ row, maker: await this.#maker(row.maker_id) }))) };
  }

  /**
   * What a scanned code means to the caller; counts the scan. Fails with ticket_invalid, ticket_expired, ticket_revoked, ticket_full,
   * group_join_closed, group_banned or code_user_unavailable. Who is in already sees so, also by a code that is used up.
   */
  async scan(identity: Identity, scanned: string): Promise<Preview> {
    const ticket = await this.service.ticket.read(ticketIn(scanned));
    const card = await this.#card(ticket);
    const isJoined = await this.#isJoined(identity, card);
    if (!isJoined) assertOpen(ticket);
    if (!isJoined) await this.#assertNotBanned(identity, card);
    await this.service.ticket.countScan(ticket, identity.user.id);
    const needs = isJoined || !this.#isEntered(card) ? null : needsOf(card, identity.isVisitor);
    return { card, expiresAt: ticket.expiresAt, maker: await this.#maker(ticket.makerId), isJoined, needs };
  }

  /** What anybody may know of a code, without a token. Writes nothing. Fails like `scan`. */
  async preview(scanned: string): Promise<{ card: CodeCard; expiresAt: number }> {
    const ticket = await this.service.ticket.read(ticketIn(scanned));
    const card = await this.#card(ticket);
    assertOpen(ticket);
    return { card, expiresAt: ticket.expiresAt };
  }

  /** Whose code it is that the caller may show: one's own for a group, of a user the user's own. */
  async #shown({ user }: Identity, target: CodeTarget): Promise<{ card: CodeCard; makerId: number }> {
    const { id, chatType } = target;
    if (chatType === 'group') return { card: groupCard(await this.#joinedGroup(user.id, id)), makerId: user.id };
    if (id !== user.id && !(await this.app.caches.relation.get(`${user.id}:${id}`)).isFriend) fail('code_user_unavailable');
    return { card: await this.#userCard(id), makerId: id };
  }

  /** The group whose codes the caller may make; null for the caller's own person. */
  async #own({ user }: Identity, { id, chatType }: CodeTarget): Promise<CachedGroup | null> {
    if (chatType === 'group') return this.#joinedGroup(user.id, id);
    return id === user.id ? null : fail('code_user_unavailable');
  }

  async #joinedGroup(userId: number, id: number): Promise<CachedGroup> {
    const group = await this.app.caches.group.get(id);
    return group?.status === GROUP_STATUS.open && group.members.has(userId) ? group : fail('code_group_forbidden');
  }

  async #card({ kind, targetId }: Subject): Promise<CodeCard> {
    if (kind === 'user') return this.#userCard(targetId);
    const group = await this.app.caches.group.get(targetId);
    return group?.status === GROUP_STATUS.open ? groupCard(group) : fail('group_join_closed');
  }

  async #userCard(id: number): Promise<CodeCard> {
    const user = await findUser(this.app.sql, 'id', id);
    // Nobody can be a visitor's friend.
    if (user?.status !== ENABLED || user.role === 'visitor') fail('code_user_unavailable');
    return { chatType: 'single', id, name: displayName(user), avatar: userAvatar(user), count: null, inviteConfirm: user.invite_confirm };
  }

  async #assertNotBanned({ user }: Identity, { chatType, id }: CodeCard): Promise<void> {
    if (chatType === 'group' && (await findMark(this.app.sql, id, user.id)).bannedAt > 0) fail('group_banned');
  }

  async #isJoined({ user }: Identity, { chatType, id }: CodeCard): Promise<boolean> {
    if (chatType === 'group') return (await this.app.caches.group.get(id))?.members.has(user.id) ?? false;
    return id === user.id || (await this.app.caches.relation.get(`${user.id}:${id}`)).isFriend;
  }

  /** A person’s code leads to nothing but the person where nobody has friends. */
  #isEntered({ chatType }: CodeCard): boolean {
    return chatType === 'group' || this.app.friends.isKept;
  }

  async #maker(id: number): Promise<WireMaker | null> {
    const user = await this.app.caches.user.get(id);
    return user && { id, name: displayName(user) };
  }
}

function subjectOf({ chatType, id }: CodeTarget): Subject {
  return { kind: chatType === 'group' ? 'group' : 'user', targetId: id };
}

function groupCard(group: CachedGroup): CodeCard {
  const { id, name, inviteConfirm, members } = group;
  return { chatType: 'group', id, name, avatar: groupAvatar(group), count: members.size, inviteConfirm };
}

function mayDecide({ members }: CachedGroup, { user }: Identity): boolean {
  return (members.get(user.id)?.role ?? GROUP_ROLE.member) >= GROUP_ROLE.admin;
}

function assertOpen({ row }: ReadTicket): void {
  if (row && row.max_uses > 0 && row.uses >= row.max_uses) fail('ticket_full');
}

function needsOf({ chatType, inviteConfirm }: CodeCard, isVisitor: boolean): 'join' | 'apply' | 'login' {
  if (chatType === 'single') {
    if (isVisitor) return 'login';
    return inviteConfirm === 0 ? 'join' : 'apply';
  }
  const joiner = { isEnabled: true, isVisitor, isMember: false };
  const decision = decideJoin({
    group: { status: GROUP_STATUS.open, inviteConfirm, roomKey: null },
    joiner,
    inviter: null,
    hasTicket: true,
    ticketRefusal: undefined,
  });
  return decision.way === 'refuse' ? 'login' : decision.way;
}
