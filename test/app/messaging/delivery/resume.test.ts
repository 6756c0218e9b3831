import assert from 'node:assert/strict';
import { createOpenUser, postAll } from '../../../support/chat.ts';
import { hold } from '../../../support/gate.ts';
import { describeStores } from '../../../support/matrix.ts';
import { foyerSocket } from '../../../support/socket.ts';
import { until } from '../../../support/wait.ts';

describeStores('the resume of a session', (store) => {
  const target = store.serve({ config: { chat: { receipts: 600_000 } } });

  it('G114 shows nothing again that is written down as acknowledged while it reads', async () => {
    const [reader, writer] = [await createOpenUser(target), await createOpenUser(target)];
    const first = await foyerSocket(target, reader.token);
    await postAll(target, writer, { to: reader.id, texts: ['seen'] });
    const { conversation, seq } = await first.op('message');
    const { receipts } = target.app.chat;
    await until(() => receipts.has(reader.id, conversation, seq));
    await first.close();
    await postAll(target, writer, { to: reader.id, texts: ['missed'] });
    const gate = hold(target.app.sql, 'query', (statement) =>
      /FROM message WHERE conversation_id = \? AND seq BETWEEN/.test(String(statement)),
    );
    const returning = foyerSocket(target, reader.token);
    await until(() => gate.waiting === 1);
    await receipts.flush();
    gate.open();
    const back = await returning;
    assert.deepEqual(back.texts, ['missed']);
  });
});
