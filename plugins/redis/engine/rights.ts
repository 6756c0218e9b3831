import { isSingle, type RedisClient } from './client.ts';
import type { Keys } from './keys.ts';
import { Unusable } from './server-info.ts';

/** ARGV commands, a word per line. Answers those that an ACL forbids to whoever asks; reads and writes nothing. */
const REFUSED = `
local refused = {}
for _, command in ipairs(ARGV) do
  local words = {}
  for word in command:gmatch('[^\\n]+') do words[#words + 1] = word end
  if not redis.acl_check_cmd(unpack(words)) then refused[#refused + 1] = command end
end
return refused
`;

/** Throws Unusable when Redis forbids this user something that the engine needs, and names it. A server that can't be reached is not asked. */
export async function assertRights(client: RedisClient, keys: Keys): Promise<void> {
  const servers = isSingle(client) ? [client] : client.nodes('master');
  const commands = commandsOf(keys, !isSingle(client)).map((words) => words.join('\n'));
  const answers = await Promise.allSettled(servers.map((server) => server.eval(REFUSED, 0, ...commands)));
  const refused = new Set<string>();
  for (const answer of answers) {
    if (answer.status === 'fulfilled') for (const command of answer.value as string[]) refused.add(command.replaceAll('\n', ' '));
    else if (isRefusal(String(answer.reason))) throw answer.reason;
  }
  if (refused.size > 0) throw new Unusable(`this user may not run ${[...refused].join(', ')}: its rights are in plugins/redis/README.md`);
}

/** Whether an error of Redis says that an ACL forbids a command: itself, or within a script, in the words of 7.0 or of later ones. */
export function isRefusal(message: string): boolean {
  return /NOPERM|executing the script can't|ACL failure in script/.test(message);
}

/** Everything that the engine asks of Redis, with a key or channel of ours, as an ACL looks at both. */
function commandsOf(keys: Keys, isCluster: boolean): (readonly string[])[] {
  const [key, channel] = [keys.nodes, keys.busAll];
  const ofKeys = [
    ['del', key],
    ['eval', '', '1', key],
    ['evalsha', '', '1', key],
    ['expire', key, '1'],
    ['hget', key, 'field'],
    ['hmget', key, 'field'],
    ['hset', key, 'field', '1'],
    ['incrby', key, '1'],
    ['llen', key],
    ['lrange', key, '0', '1'],
    ['ltrim', key, '0', '1'],
    ['pexpire', key, '1'],
    ['pttl', key],
    ['rpush', key, '1'],
    ['set', key, '1'],
    ['zadd', key, '1', '1'],
    ['zrange', key, '0', '1'],
    ['zrem', key, '1'],
    ['zremrangebyscore', key, '0', '1'],
  ];
  const others = [['info', 'server'], ['time'], ['spublish', channel, '1'], ['ssubscribe', channel]];
  const ofCluster = [['asking'], ['cluster', 'info'], ['cluster', 'slots']];
  return [...ofKeys, ...others, ...(isCluster ? ofCluster : [])];
}
