import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { SqlError, type Sql } from '../../../../engine/sql.ts';
import { isUnavailable } from '../../../../engine/unavailable.ts';
import { ChatError } from '../../../../app/error.ts';
import type { Draft, StoredMessage } from '../../../../app/messaging/journal/draft.ts';
import { Journal } from '../../../../app/messaging/journal/journal.ts';
import { parseClientId } from '../../../../app/messaging/journal/message-id.ts';
import { serveApp } from '../../../support/app.ts';
import { conversationOf } from '../../../support/draft.ts';
import { createUser } from '../../../support/factory.ts';

const QUEUE = 8;

describe('Journal', () => {
  const target = serveApp();
  let conversationId: number;
  let senderId: number;

  before(async () => {
    const [ann, bob] = [await createUser(target), await createUser(target)];
    senderId = ann.id;
    conversationId = await conversationOf(target, ann.id, bob.id);
  });

  const draft = (clientId = crypto.randomUUID()): Draft => ({
    conversationId,
    aclVersion: 0,
    senderId,
    clientId: parseClientId(clientId),
    type: 'text',
    data: 'hello',
    options: null,
    spends: false,
    opens: 0,
  });
  const journalOn = (sql: Sql): Journal => new Journal({ sql, batch: 100, queue: QUEUE });
  const nothing = (): Promise<void> => Promise.resolve();

  it('D25 the same draft twice at a time is one message, delivered once', async () => {
    const journal = journalOn(target.app.sql);
    const delivered: StoredMessage[] = [];
    const deliver = (message: StoredMessage): Promise<void> => Promise.resolve(void delivered.push(message));
    const id = crypto.randomUUID();
    const [first, twin] = await Promise.all([journal.append(draft(id), deliver), journal.append(draft(id), deliver)]);
    assert.equal(first, twin);
    assert.equal(delivered.length, 1);
    const again = await journal.append(draft(id), deliver);
    assert.equal(again.kind, 'known');
    assert.equal(journal.stored, 1);
  });

  it('delivers in the order of the commits, and settles after the delivery', async () => {
    const journal = journalOn(target.app.sql);
    const seqs: number[] = [];
    const deliver = (message: StoredMessage): Promise<void> => Promise.resolve(void seqs.push(message.seq));
    const outcomes = await Promise.all(Array.from({ length: QUEUE }, () => journal.append(draft(), deliver)));
    assert.deepEqual(
      seqs,
      outcomes.map((outcome) => (outcome.kind === 'stored' ? outcome.message.seq : 0)),
    );
    assert.deepEqual(
      seqs,
      seqs.toSorted((a, b) => a - b),
    );
  });

  it('D31 refuses at once what exceeds its queue', async () => {
    const journal = journalOn(target.app.sql);
    const taken = Array.from({ length: QUEUE }, () => journal.append(draft(), nothing));
    await assert.rejects(journal.append(draft(), nothing), (error) => error instanceof ChatError && error.code === 'unavailable');
    await Promise.all(taken);
    assert.equal((await journal.append(draft(), nothing)).kind, 'stored');
  });

  it('a delivery that fails or throws is told to its own sender only', async () => {
    const journal = journalOn(target.app.sql);
    const rejecting = journal.append(draft(), () => Promise.reject(new Error('no mailbox')));
    const throwing = journal.append(draft(), () => {
      throw new Error('not to be shown');
    });
    const other = journal.append(draft(), nothing);
    await assert.rejects(rejecting, /no mailbox/);
    await assert.rejects(throwing, /not to be shown/);
    assert.equal((await other).kind, 'stored');
    assert.equal(journal.pending, 0);
  });

  it('D24 a store that is down is told to all who wait, and the next commit goes on', async () => {
    let isDown = true;
    const { sql } = target.app;
    const shaky: Sql = Object.create(sql, {
      transaction: {
        value: (work: Parameters<Sql['transaction']>[0]) =>
          isDown ? Promise.reject(new SqlError('unavailable', 'down')) : sql.transaction(work),
      },
      query: { value: sql.query.bind(sql) },
      dialect: { value: sql.dialect },
    }) as Sql;
    const journal = journalOn(shaky);
    const results = await Promise.allSettled([journal.append(draft(), nothing), journal.append(draft(), nothing)]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    assert.equal(journal.pending, 0);
    isDown = false;
    assert.equal((await journal.append(draft(), nothing)).kind, 'stored');
  });

  it('G100 whoever waits behind a commit that the store did not take is told with it', async () => {
    let runs = 0;
    const busy: Sql = Object.create(target.app.sql, {
      dialect: { value: target.app.sql.dialect },
      transaction: {
        value: async () => {
          runs += 1;
          await turn();
          throw new SqlError('busy', 'locked');
        },
      },
    }) as Sql;
    const journal = new Journal({ sql: busy, batch: 1, queue: QUEUE });
    const results = await Promise.allSettled(Array.from({ length: QUEUE }, () => journal.append(draft(), nothing)));
    assert.ok(results.every((result) => result.status === 'rejected' && isUnavailable(result.reason)));
    assert.deepEqual([runs, journal.pending], [1, 0]);
  });

  it('drains: it waits for what is in flight', async () => {
    const journal = journalOn(target.app.sql);
    let isDelivered = false;
    const deliver = async (): Promise<void> => {
      await target.app.sql.query('SELECT 1');
      isDelivered = true;
    };
    void journal.append(draft(), deliver);
    await journal.drain();
    assert.equal(isDelivered, true);
  });
});
