import { Service } from '#kernel';
import type { SqlSession } from '../../engine/sql.ts';
import type { JoinState } from '../../protocol/index.ts';
import { isOpen, type HeldUsers } from '../account/act.ts';
import { isShunned } from '../account/apart.ts';
import type { Identity } from '../account/identity.ts';
import { enforce, limitOf } from '../account/limit.ts';
import { GROUP_ROLE, GROUP_STATUS, type CachedUser } from '../cache.ts';
import { ChatError, fail, type ErrorCode } from '../error.ts';
import { answerApplication, APPLICATION, findApplication, isTold, speakersOf, writeApplication } from '../group/application.ts';
import { findMark } from '../group/mark.ts';
import { personIn } from '../group/person.ts';
import { addMembers, countMembers, findMember, lockGroup, type LockedGroup } from '../group/store.ts';
import type { GroupTicket } from '../group/tickets.ts';
import type { NamedGroup, Person } from '../messaging/notice/facts.ts';
import { decideJoin, type JoinRequest } from '../policy/join.ts';
import { howJoined } from '../presenter/join.ts';
import { userOf } from '../messaging/view.ts';

/** What somebody asks who wants to come in, or to bring a friend. */
export interface EntryRequest {
  readonly groupId: number;
  /** Whoever is to come in; the caller when absent. */
  readonly userId?: number | undefined;
  /** Text of a code that the caller scanned; of no use to an invitation. */
  readonly ticket?: string | undefined;
  /** Words to the owner. */
  readonly note?: string | undefined;
}

/** An answer to an application, as it arrived. */
export interface JoinAnswer {
  readonly groupId: number;
  readonly userId: number;
  /** agree or no. */
  readonly type: string;
}

/** Who wants to come in, and on whose word. */
interface Entry {
  readonly groupId: number;
  readonly note: string;
  readonly joiner: CachedUser;
  readonly isVisitor: boolean;
  /** The caller who brings the joiner; null when the joiner comes alone. */
  readonly inviter: { readonly id: number; readonly isVisitor: boolean; readonly isFriend: boolean } | null;
  readonly ticket: GroupTicket | null;
  readonly ticketRefusal: ErrorCode | undefined;
}

/** Somebody at the door of a group; ids are 0 for nobody and for none. */
interface Arrival {
  readonly groupId: number;
  readonly userId: number;
  readonly inviterId: number;
  readonly ticketId: number;
}

interface Outcome {
  readonly arrival: Arrival;
  readonly group: NamedGroup;
  /** When it came about; tells one notice from the next. */
  readonly at: number;
  /** The request that was made; absent for a user who came in. */
  readonly application?: number | undefined;
}

/** An entry as it is decided on: under the group's lock, with the rows of both users held. */
interface JoinCase {
  readonly group: LockedGroup | undefined;
  readonly entry: Entry;
  readonly held: HeldUsers;
}

const NO_TICKET = { ticket: null, ticketRefusal: undefined } as const;

const ANSWERS: ReadonlyMap<string, string> = new Map([
  ['agree', APPLICATION.agreed],
  ['no', APPLICATION.refused],
]);

/** The ways into a group: joining, inviting, applying and deciding. Each change is one transaction under the group's lock. */
export default class JoinService extends Service {
  /** Lets the caller, or a friend of the caller, into a group as its mode says (D36). */
  async enter(identity: Identity, request: EntryRequest): Promise<JoinState> {
    const entry = await this.#read(identity, request);
    const { counter } = this.app.engine;
    await enforce(counter, limitOf(this.app, 'entries'), { key: String(identity.user.id), refusal: 'too_many' });
    await enforce(counter, limitOf(this.app, 'join'), { key: `${entry.groupId}:${entry.joiner.id}`, refusal: 'too_many' });
    await this.#ask(entry.groupId, entry.joiner.id, identity.user.id);
    const act = { userId: identity.user.id, others: [entry.joiner.id] };
    const outcome = await this.app.act(act, (tx, held) => this.#enter(tx, entry, held));
    const { application } = outcome;
    if (application === undefined) await this.#welcome(outcome);
    else await this.#tellDeciders(outcome, { ...entry, application });
    return application === undefined ? 'joined' : 'applied';
  }

  /** Answers an application, once. Fails with group_forbidden, group_action_invalid, group_applicant_unavailable or group_full. */
  async decide({ user: decider }: Identity, { groupId, userId, type }: JoinAnswer): Promise<void> {
    if (ANSWERS.get(type) === APPLICATION.agreed) await this.#ask(groupId, userId, decider.id);
    const { outcome, status } = await this.app.act({ userId: decider.id, others: [userId] }, async (tx, held) => {
      const group = await lockGroup(tx, groupId);
      const member = await findMember(tx, groupId, decider.id);
      if (group?.status !== GROUP_STATUS.open || !member || member.role < GROUP_ROLE.admin) return fail('group_forbidden');
      const status = ANSWERS.get(type) ?? fail('group_action_invalid');
      const isAgreed = status === APPLICATION.agreed;
      // Refusing tidies up, also after somebody who is gone.
      if (!held.has(userId) || (isAgreed && !isOpen(held, userId))) fail('group_applicant_unavailable');
      const asked = await findApplication(tx, groupId, userId);
      const answered = await answerApplication(tx, { groupId, userId, status, handlerId: decider.id });
      if (!asked || !answered) return fail('group_action_invalid');
      if (isAgreed) await this.#admit(tx, group, asked);
      return { outcome: { arrival: asked, group, at: asked.createdAt }, status };
    });
    if (status === APPLICATION.agreed) await this.#welcome(outcome);
    else await this.#tellRefused(outcome);
  }

  /** Lets a user's open sockets take up the groups that they were let into; those that cannot be told find out at their next connect. */
  async takeUp(userId: number): Promise<void> {
    await this.app.chat.delivery.refill(userId).catch((error: unknown) => this.logger.warn({ err: error }, 'a new member was not told'));
  }

  /** Units may refuse, before anything is decided or written. */
  async #ask(groupId: number, userId: number, byId: number): Promise<void> {
    await this.app.chat.hooks.run('beforeJoin', { groupId, userId, byId, origin: this.ctx });
  }

  async #read({ user, isVisitor }: Identity, { groupId, userId = user.id, ticket, note = '' }: EntryRequest): Promise<Entry> {
    if (userId === user.id) {
      const scanned = ticket === undefined ? NO_TICKET : await this.#check(ticket, groupId);
      return { groupId, note, joiner: user, isVisitor, inviter: null, ...scanned };
    }
    const joiner = await userOf(this.app.caches, userId);
    const { relation } = this.app.caches;
    // The caller's own row of the friendship counts; and nobody is brought anywhere by whom they blacklisted.
    const [{ isFriend }, { isBlocked }] = [await relation.get(`${userId}:${user.id}`), await relation.get(`${user.id}:${userId}`)];
    const inviter = { id: user.id, isVisitor, isFriend: isFriend && !isBlocked };
    return { groupId, note, joiner, isVisitor: joiner.role === 'visitor', inviter, ...NO_TICKET };
  }

  /** What a code is good for. Why it is good for nothing is told in its turn, behind what is to say of the group. */
  async #check(text: string, groupId: number): Promise<Pick<Entry, 'ticket' | 'ticketRefusal'>> {
    try {
      return { ticket: await this.app.tickets.check(text, groupId), ticketRefusal: undefined };
    } catch (error) {
      if (error instanceof ChatError) return { ticket: null, ticketRefusal: error.code };
      throw error;
    }
  }

  async #enter(tx: SqlSession, entry: Entry, held: HeldUsers): Promise<Outcome> {
    const group = await lockGroup(tx, entry.groupId);
    const decision = decideJoin(await requestOf(tx, { group, entry, held }));
    if (decision.way === 'refuse') return fail(decision.code);
    if (!group) return fail('group_join_closed');
    const arrival = arrivalOf(entry);
    const application = decision.way === 'apply' ? await writeApplication(tx, { ...arrival, note: entry.note }) : undefined;
    if (application === undefined) await this.#admit(tx, group, arrival);
    if (entry.ticket) await this.app.tickets.use(tx, entry.ticket.id);
    return { arrival, group, at: Date.now(), application };
  }

  /** Makes somebody a member; an application that still waits has its answer by that. */
  async #admit(tx: SqlSession, { id: groupId, lastSeq }: LockedGroup, { userId, inviterId, ticketId }: Arrival): Promise<void> {
    const { members, history } = this.config.group;
    if ((await findMark(tx, groupId, userId)).bannedAt > 0) fail('group_applicant_banned');
    if ((await countMembers(tx, groupId)) >= members) fail('group_full');
    await addMembers(tx, { groupId, lastSeq, history }, [{ userId, inviterId, ticketId }]);
    await this.app.chat.hooks.run('withinJoin', { tx, groupId, userId, inviterId, origin: this.ctx });
    await answerApplication(tx, { groupId, userId, status: APPLICATION.agreed, handlerId: inviterId });
  }

  /** After the commit: the group learns who came, and the newcomer's open sockets take up the group. */
  async #welcome(outcome: Outcome): Promise<void> {
    const { groupId, userId, inviterId } = outcome.arrival;
    this.app.invalidate([`group:${groupId}`]);
    this.app.chat.hooks.tell('joined', { groupId, userId, inviterId, origin: this.ctx });
    const user = personIn(await userOf(this.app.caches, userId));
    const inviter = await this.#inviter(outcome.arrival);
    const how = howJoined(outcome.arrival);
    const notice = { kind: 'group_joined', by: how === 'invitation' && inviter ? inviter : user, user, inviter, how } as const;
    await this.service.notice.inGroup(groupId, notice, keyOf('group_joined', outcome));
    await this.takeUp(userId);
  }

  /** By the name of the group only where it was told before. */
  async #tellRefused(outcome: Outcome & { readonly group: LockedGroup }): Promise<void> {
    const { arrival, group } = outcome;
    const shown = isTold(arrival, group) ? named(group) : { id: group.id, name: String(group.id), avatar: '' };
    await this.service.notice.toUser(arrival.userId, { kind: 'group_refused', group: shown }, keyOf('group_refused', outcome));
  }

  /** A decider who has blacklisted the applicant has only the list of requests, without the note. */
  async #tellDeciders(outcome: Outcome, { joiner, isVisitor, note, application }: Entry & { application: number }): Promise<void> {
    const { groupId } = outcome.arrival;
    const inviter = await this.#inviter(outcome.arrival);
    const applicant = { ...personIn(joiner), uuid: joiner.uuid, role: isVisitor ? 'visitor' : joiner.role };
    const how = howJoined(outcome.arrival);
    const notice = { kind: 'group_applied', applicant, application, group: named(outcome.group), inviter, how, note } as const;
    const members = (await this.app.caches.group.get(groupId))?.members ?? new Map<number, never>();
    const deciders = [...members].filter(([, { role }]) => role >= GROUP_ROLE.admin).map(([id]) => id);
    const tell = async (id: number): Promise<void> => {
      if (await isShunned(this.app.caches, speakersOf(outcome.arrival), id)) return;
      await this.service.notice.toUser(id, notice, `${keyOf('group_applied', outcome)}:${id}`);
    };
    await Promise.all(deciders.map(tell));
  }

  /** Who brought somebody, as the group calls them. */
  async #inviter({ groupId, inviterId }: Arrival): Promise<Person | null> {
    if (inviterId === 0) return null;
    const group = await this.app.caches.group.get(groupId);
    return personIn(await userOf(this.app.caches, inviterId), group?.members.get(inviterId));
  }
}

/** All that the policy asks about, as it stands under the lock. */
async function requestOf(tx: SqlSession, { group, entry, held }: JoinCase): Promise<JoinRequest> {
  const { groupId, joiner, isVisitor, inviter, ticket, ticketRefusal } = entry;
  const isMember = async (userId: number): Promise<boolean> => (await findMember(tx, groupId, userId)) !== undefined;
  return {
    group,
    joiner: {
      isEnabled: isOpen(held, joiner.id),
      isVisitor,
      isMember: await isMember(joiner.id),
      isBanned: (await findMark(tx, groupId, joiner.id)).bannedAt > 0,
    },
    inviter: inviter && { ...inviter, isMember: await isMember(inviter.id), isOwner: group?.ownerId === inviter.id },
    hasTicket: ticket !== null,
    ticketRefusal,
  };
}

function arrivalOf({ groupId, joiner, inviter, ticket }: Entry): Arrival {
  return { groupId, userId: joiner.id, inviterId: inviter?.id ?? ticket?.makerId ?? 0, ticketId: ticket?.id ?? 0 };
}

function named({ id, name, avatar }: NamedGroup): NamedGroup {
  return { id, name, avatar };
}

function keyOf(kind: string, { arrival: { groupId, userId }, at }: Outcome): string {
  return `${kind}:${groupId}:${userId}:${at}`;
}
