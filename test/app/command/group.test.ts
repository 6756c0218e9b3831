import assert from 'node:assert/strict';
import { serveApp } from '../../support/app.ts';
import { foyer } from '../../support/command.ts';
import { castGroup, type Cast } from '../../support/group.ts';
import { refused } from '../../support/refused.ts';
import { makeGroup } from '../../support/ticket.ts';
import { until } from '../../support/wait.ts';

describe('foyer group', function () {
  this.timeout(60_000);
  const target = serveApp();
  let cast: Cast;

  before(async () => {
    cast = await castGroup(target);
  });

  const done = async (args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await foyer(['group', ...args], { env: { DATA_DIR: target.dataDir, LOG_LEVEL: 'silent' } });
    assert.deepEqual([code, stderr], [0, ''], args.join(' '));
    return stdout;
  };

  it('list shows groups beside the running server, and nothing that steers the terminal', async () => {
    const { owner, member } = cast;
    const id = await makeGroup(target, { name: 'a\u001B[31m%b\tc', owner, members: [member] });
    const [head, row, end] = (await done(['list', 'M%B'])).split('\n');
    assert.equal(head, 'id\tname\towner\tmembers\tstatus\tcreated');
    assert.match(String(row), new RegExp(`^${id}\ta\\?\\[31m%b\\?c\t${owner.id}\t2\topen\t[\\dT:-]{19}$`));
    assert.equal(end, 'page 1 of 1, 1 in all');
  });

  it('ban is felt by the running server from the next message on, until unban', async () => {
    const { groupId, owner } = cast;
    const message = { sendto_id: groupId, chatType: 'group', type: 'text', data: 'x' };
    const say = (): ReturnType<typeof target.api.post> => target.api.as(owner.token).post('/api/chat/socket/sendmessage', message);
    assert.equal((await say()).status, 200);
    assert.equal(await done(['ban', String(groupId)]), '老群 is banned\n');
    refused(await say(), '404 group_send_closed', '群不存在或者已解散或者被封禁，无法发消息');
    assert.deepEqual(JSON.parse(await done(['unban', String(groupId), '--json'])), { id: groupId, name: '老群', is: 'open' });
    await until(async () => (await say()).status === 200, { message: 'another process reaches it through SQL' });
  });
});
