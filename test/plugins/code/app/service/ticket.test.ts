import assert from 'node:assert/strict';
import { ChatError, type ErrorCode } from '../../../../../app/error.ts';
import { signerOf } from '../../../../../plugins/code/ticket/signer-of.ts';
import type { Subject, TicketRow } from '../../../../../plugins/code/ticket/store.ts';
import type { Ticket } from '../../../../../plugins/code/ticket/ticket-text.ts';
import { anew } from '../../../../support/anew.ts';
import { createUser, type TestUser } from '../../../../support/factory.ts';
import { describeStores } from '../../../../support/matrix.ts';
import { dropMember, makeGroup, servicesOf, setGroupStatus } from '../../../../support/ticket.ts';

const DAY = 24 * 60 * 60 * 1000;

describeStores('ticket service', (store) => {
  const target = store.serve({ config: { code: { perMaker: 3 } } });
  const owner = anew(() => createUser(target));
  const member = anew(() => createUser(target));
  let groupId: number;
  let group: Subject;

  beforeEach(async () => {
    groupId = await makeGroup(target, { owner, members: [member] });
    group = { kind: 'group', targetId: groupId };
  });

  const service = (): ReturnType<typeof servicesOf>['ticket'] => servicesOf(target).ticket;
  const rows = (): Promise<TicketRow[]> =>
    target.app.sql.query<TicketRow>('SELECT * FROM ticket WHERE target_id = ? ORDER BY id', [groupId]);
  const use = (id: number): Promise<void> => target.app.sql.transaction((tx) => service().use(tx, id));
  const refuses = (attempt: Promise<unknown>, code: ErrorCode): Promise<void> =>
    assert.rejects(attempt, (error) => error instanceof ChatError && error.code === code);
  const signed = async (over: Partial<Ticket>): Promise<string> => {
    const ticket: Ticket = { ...group, makerId: member.id, id: 0, own: 0, all: 0, expiresAt: Date.now() + DAY, ...over };
    return (await signerOf(target.app)).sign(ticket);
  };
  const current = async (maker: TestUser = member): Promise<string> => (await service().current(group, maker.id)).text;
  const create = (over: { maxUses?: number; lifetime?: number } = {}): Promise<{ id: number; text: string; expiresAt: number }> =>
    service().create(group, member.id, { maxUses: 0, lifetime: DAY, ...over });

  describe('the standing code', () => {
    it('D09 is signed without a write, and holds for 7 days', async () => {
      const spent: number[] = [];
      for (let round = 0; round < 5; round += 1) {
        const { statements } = target.app.sql;
        await service().current(group, member.id);
        spent.push(target.app.sql.statements - statements);
      }
      // The background polls too.
      assert.ok(Math.min(...spent) <= 2, spent.join());
      const { text, expiresAt } = await service().current(group, member.id);
      assert.deepEqual(await rows(), []);
      const left = expiresAt - Date.now();
      assert.ok(left <= 7 * DAY && left > 7 * DAY - 61_000, String(left));
      const { makerId, row } = await service().read(text);
      assert.deepEqual([makerId, row], [member.id, undefined]);
      assert.deepEqual(await rows(), []);
    });

    it('gets one row when it is checked, however many do at once', async () => {
      const text = await current();
      const checked = await Promise.all(Array.from({ length: 20 }, () => service().check(text, groupId)));
      const [row, ...others] = await rows();
      assert.deepEqual(others, []);
      assert.deepEqual(new Set(checked.map(({ id }) => id)), new Set([row?.id]));
      assert.deepEqual(new Set(checked.map(({ makerId }) => makerId)), new Set([member.id]));
    });

    it('counts its uses, which have no limit', async () => {
      const { id } = await service().check(await current(), groupId);
      for (let round = 0; round < 3; round++) await use(id);
      assert.equal((await rows())[0]?.uses, 3);
    });

    it('counts no use of a transaction that fails', async () => {
      const { id } = await service().check(await current(), groupId);
      const failing = target.app.sql.transaction(async (tx) => {
        await service().use(tx, id);
        throw new Error('full');
      });
      await assert.rejects(failing, /full/);
      assert.equal((await rows())[0]?.uses, 0);
    });

    it("D38 rotating kills the old at once, whether or not it was used, and nobody else's", async () => {
      const [old, others] = [await current(), await current(owner)];
      await service().rotate(group, member.id);
      await refuses(service().check(old, groupId), 'ticket_revoked');
      const second = await current();
      const { id } = await service().check(second, groupId);
      await service().rotate(group, member.id);
      await refuses(service().check(second, groupId), 'ticket_revoked');
      await refuses(service().check(old, groupId), 'ticket_revoked');
      await refuses(use(id), 'ticket_revoked');
      assert.ok((await service().check(await current(), groupId)).id > id);
      assert.equal((await service().check(others, groupId)).makerId, owner.id);
    });

    it('D38 rotating at once leaves one code, and kills each that was there before', async () => {
      const old = await current();
      await Promise.all(Array.from({ length: 8 }, () => service().rotate(group, member.id)));
      await refuses(service().check(old, groupId), 'ticket_revoked');
      assert.equal((await rows()).filter(({ is_current }) => is_current === 1).length, 1);
      await service().check(await current(), groupId);
    });

    it('D38 a code that is checked while it is rotated is used by nobody afterwards', async () => {
      const old = await current();
      const attempts = Array.from({ length: 6 }, async () => {
        const { id } = await service().check(old, groupId);
        return id;
      });
      const [checked] = await Promise.all([Promise.allSettled(attempts), service().rotate(group, member.id)]);
      for (const attempt of checked) if (attempt.status === 'fulfilled') await refuses(use(attempt.value), 'ticket_revoked');
      await refuses(service().check(old, groupId), 'ticket_revoked');
    });
  });

  describe('all codes of a group', () => {
    it('D38 die together: standing ones without a row as well, and none comes back', async () => {
      const untouched = await current(owner);
      await service().rotate(group, member.id);
      const scanned = await current();
      const { id } = await service().check(scanned, groupId);
      const made = await create();
      await service().rotateAll(group, owner.id);
      for (const text of [untouched, scanned, made.text]) await refuses(service().check(text, groupId), 'ticket_revoked');
      await refuses(use(id), 'ticket_revoked');
      const fresh = await current();
      await service().rotateAll(group, owner.id);
      await service().rotate(group, member.id);
      for (const text of [untouched, scanned, fresh]) await refuses(service().check(text, groupId), 'ticket_revoked');
      for (const maker of [owner, member]) assert.equal((await service().check(await current(maker), groupId)).makerId, maker.id);
    });

    it('D38 die once, however many ask at once', async () => {
      const old = await current();
      await Promise.all(Array.from({ length: 6 }, () => service().rotateAll(group, owner.id)));
      await refuses(service().check(old, groupId), 'ticket_revoked');
      await service().check(await current(), groupId);
    });

    it('are not those of another group', async () => {
      const other = await makeGroup(target, { owner, members: [member] });
      const { text } = await service().current({ kind: 'group', targetId: other }, member.id);
      await service().rotateAll(group, owner.id);
      assert.equal((await service().check(text, other)).makerId, member.id);
    });
  });

  describe('a made ticket', () => {
    it('D38 of 20 uses at once with a limit of 5 counts 5', async () => {
      const { id, text } = await create({ maxUses: 5 });
      const used = await Promise.allSettled(Array.from({ length: 20 }, () => use(id)));
      assert.equal(used.filter(({ status }) => status === 'fulfilled').length, 5);
      for (const attempt of used) if (attempt.status === 'rejected') assert.equal((attempt.reason as ChatError).code, 'ticket_full');
      assert.equal((await rows())[0]?.uses, 5);
      await refuses(service().check(text, groupId), 'ticket_full');
    });

    it('D38 holds until its expiry and not a moment longer', async () => {
      const { id, text, expiresAt } = await create({ lifetime: 60_000 });
      assert.equal((await rows())[0]?.expires_at, expiresAt);
      await service().check(text, groupId);
      await target.app.sql.execute('UPDATE ticket SET expires_at = ? WHERE id = ?', [Date.now() - 1, id]);
      await refuses(use(id), 'ticket_expired');
      await refuses(service().check(await signed({ id, expiresAt: Date.now() - 1000 }), groupId), 'ticket_expired');
      await refuses(service().check(await signed({ expiresAt: Date.now() - 1000 }), groupId), 'ticket_expired');
    });

    it('is revoked once and for all', async () => {
      const { id, text } = await create();
      const [row] = await rows();
      assert.ok(row);
      for (let round = 0; round < 2; round++) await service().revoke(row, row.maker_id);
      await refuses(service().check(text, groupId), 'ticket_revoked');
      await refuses(use(id), 'ticket_revoked');
    });

    it('is one of so many that its maker may have open', async () => {
      const made = await Promise.allSettled(Array.from({ length: 6 }, () => create()));
      assert.equal(made.filter(({ status }) => status === 'fulfilled').length, 3);
      await refuses(create(), 'code_limit');
      const [row] = await rows();
      assert.ok(row);
      await service().revoke(row, row.maker_id);
      await create();
    });
  });

  it('D38 a ticket to another group, to a user, or of nobody is none', async () => {
    const other = await makeGroup(target, { owner, members: [member] });
    const { text } = await create();
    await refuses(service().check(text, other), 'ticket_invalid');
    await refuses(service().check(await current(), other), 'ticket_invalid');
    await refuses(service().check(await signed({ kind: 'user' }), groupId), 'ticket_invalid');
    await refuses(service().check('g.1.1.0.0.0.1.AAAAAAAAAAAAAAAAAAAAAAAA', groupId), 'ticket_invalid');
    await refuses(service().check(await signed({ id: 2 ** 40 }), groupId), 'ticket_revoked');
    await refuses(use(2 ** 40), 'ticket_revoked');
  });

  it('D38 the codes of a member end with the membership, and those of a closed group are not to blame', async () => {
    const [standing, made] = [await current(), (await create()).text];
    await setGroupStatus(target, groupId, 2);
    assert.equal((await service().read(standing)).makerId, member.id);
    await setGroupStatus(target, groupId, 1);
    await dropMember(target, groupId, member.id);
    for (const text of [standing, made]) await refuses(service().check(text, groupId), 'ticket_revoked');
  });
});
