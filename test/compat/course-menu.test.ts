import assert from 'node:assert/strict';
import type { WireMessage } from '../../protocol/index.ts';
import { serveApp } from '../support/app.ts';
import { createUser, createVisitor } from '../support/factory.ts';
import { plainSocket } from '../support/socket.ts';
import { until } from '../support/wait.ts';

const MENU = {
  user: ['我的群聊', '我的通讯录', '头像设置', '聊天消息条数限制', '我的二维码', '搜索加好友', '加我为好友时', '修改密码'],
  visitor: ['我的群聊', '登录提示'],
} as const;

describe('the menu of the course’s published client', () => {
  const target = serveApp({ config: { chat: { menu: true } } });

  for (const [role, names] of Object.entries(MENU)) {
    it(`G99 is told a ${role} on connect, and nothing of it is stored`, async () => {
      const { token } = await (role === 'visitor' ? createVisitor : createUser)(target);
      const told = async (): Promise<string[]> => {
        const socket = await plainSocket(target, token);
        const rows = (): WireMessage[] => socket.messages.filter(({ redirect }) => redirect);
        await until(() => rows().length >= names.length);
        for (const { from_id, from_avatar, msgidKey, redirect, chatType, type } of rows()) {
          assert.deepEqual([typeof from_id, msgidKey, redirect?.type, chatType, type], ['string', from_id, 'navigateTo', 'single', 'text']);
          assert.match(redirect?.url ?? '', /^\/pages\/(?!.*undefined)/);
          assert.match(from_avatar, /^\/avatar\//);
        }
        await socket.close();
        return rows().map(({ from_name }) => from_name);
      };
      // Again at each connect: the client has one row of each.
      assert.deepEqual([await told(), await told()], [names, names]);
      assert.deepEqual(await target.app.sql.query('SELECT seq FROM message LIMIT 1'), []);
    });
  }
});
