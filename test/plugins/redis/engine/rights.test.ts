import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRedisEngine, type RedisEngine } from '../../../../plugins/redis/engine/engine.ts';
import { engineContract } from '../../../engine/contract/engine.ts';
import type { RedisServer } from '../../../support/redis.ts';
import { until } from '../../../support/wait.ts';
import { Engines } from '../engines.ts';

/** The line that operators are told to use. */
const LINE = /^ACL SETUSER foyer (.*)$/m.exec(fs.readFileSync('plugins/redis/README.md', 'utf8'))?.[1] ?? '';
const COMMANDS = LINE.split(' ').filter((rule) => rule.startsWith('+'));
const OF_CLUSTER = ['+asking', '+cluster|info', '+cluster|slots'];
/** What the driver asks for by itself, and does without. */
const OPTIONAL = ['+client|setname', '+readonly'];

describe('G112 the rights of the documentation', function () {
  this.timeout(60_000);

  describe('on one server', () => {
    const engines = Engines.use();
    beforeEach(() => grant([engines.server]));
    engineContract((limits) => engines.open({ ...limits, url: asUser(engines.server.url) }));

    it('are all needed: without one the start is refused and names it', async () => {
      for (const right of COMMANDS.filter((one) => !OPTIONAL.includes(one) && !OF_CLUSTER.includes(one))) {
        await assertNamed(engines.server, right, () => start(asUser(engines.server.url)));
      }
    });

    it('end at the prefix: with another one the start is refused and names keys and channels', async () => {
      const opening = start(asUser(engines.server.url), 'other');
      await assert.rejects(
        opening,
        /this user may not run del other_node, .*spublish other_bus_all.*: its rights are in plugins\/redis\/README\.md/,
      );
    });

    it('that are taken away later are named by what is refused, and are felt again when they are back', async () => {
      const engine = await engines.open({ url: asUser(engines.server.url) });
      await engine.presence.renew('n1');
      await assertNamed(engines.server, '+time', () => engine.presence.renew('n1'));
      await assertNamed(engines.server, '+rpush', () => engine.mailbox.push(1, 'a'));
      await assertNamed(engines.server, '+rpush', async () => assert.fail((await engine.health()).reason));
      await until(() => engine.mailbox.push(1, 'a'));
    });
  });

  describe('on a cluster', () => {
    const engines = Engines.useCluster();
    beforeEach(() => grant(engines.server.servers));
    engineContract((limits) => engines.open({ ...limits, url: asUser(engines.server.url) }));

    it('are all needed: without one on one of the masters the start is refused and names it', async () => {
      const [, second] = await engines.server.masters();
      for (const right of ['+asking', '+cluster|slots', '+cluster|info', '+time']) {
        await assertNamed(second, right, () => start(asUser(engines.server.url)));
      }
    });
  });
});

async function grant(servers: readonly RedisServer[]): Promise<void> {
  for (const server of servers) await server.command('acl', 'setuser', 'foyer', ...LINE.split(' '));
}

/** Something is refused with the name of the one right that is missing. */
async function assertNamed(server: RedisServer, right: string, use: () => Promise<unknown>): Promise<void> {
  const command = right.slice(1).replace('|', ' ');
  await server.command('acl', 'setuser', 'foyer', right.replace('+', '-'));
  try {
    await assert.rejects(
      use,
      (error: unknown) => {
        assert.match(String(error), new RegExp(`may not run ${command}|no permissions to run the '${right.slice(1)}' command`), right);
        return true;
      },
      `without ${right}`,
    );
  } finally {
    await server.command('acl', 'setuser', 'foyer', right);
  }
}

function start(url: string, prefix = 'chat'): Promise<RedisEngine> {
  return createRedisEngine({ url, prefix, timeout: 600, warn: () => undefined });
}

function asUser(url: string): string {
  return url.replace('//', '//foyer:secret@');
}
