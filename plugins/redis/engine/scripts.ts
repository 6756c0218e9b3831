// One script is one round trip and one unit: nothing of another node comes between its lines, and AOF and replicas get all of it or nothing.
// Times are of Redis' own clock. docs/decisions/0003-mailbox-epoch.md has the reasons for the numbering.

/** Whose process this is. An empty generation (cluster) means that the node can't know which one answers: the script asks. */
const GENERATION = `
local generation = ARGV[1]
if generation == '' then generation = redis.call('INFO', 'server'):match('run_id:(%x+)'):sub(1, 12) end
`;

/** Opens a mailbox by its keys. A hash that is gone makes a new epoch, whatever the list holds. */
const OPEN = `${GENERATION}
local function open(list, position, unused, ttl)
  local stored = redis.call('HMGET', position, 'epoch', 'n')
  if stored[1] then return stored[1], tonumber(stored[2]) or 0 end
  redis.call('DEL', list)
  redis.call('HSET', position, 'epoch', unused, 'n', 0)
  redis.call('PEXPIRE', position, ttl)
  return unused, 0
end
`;

/**
 * KEYS list, hash, route of each user; ARGV generation, beginning of unused epochs, ttl, cap, then for each user the number of envelopes
 * and the envelopes. A list longer than its number can't be counted from its end: a new epoch. Answers epoch, last, nodes of each user.
 */
const PUSH = `${OPEN}
local ttl, cap, at, answer = ARGV[3], tonumber(ARGV[4]), 5, {}
for k = 1, #KEYS, 3 do
  local list, position, count = KEYS[k], KEYS[k + 1], tonumber(ARGV[at])
  local unused = ARGV[2] .. ':' .. k
  local epoch, n = open(list, position, unused, ttl)
  local length = redis.call('RPUSH', list, unpack(ARGV, at + 1, at + count))
  n, at = n + count, at + count + 1
  if length > n then
    epoch, n, length = unused, count, count
    redis.call('LTRIM', list, -count, -1)
    redis.call('HSET', position, 'epoch', epoch)
  end
  redis.call('HSET', position, 'n', n)
  if length > cap then redis.call('LTRIM', list, -cap, -1) end
  if length == count or n % 32 < count then
    redis.call('PEXPIRE', list, ttl)
    redis.call('PEXPIRE', position, ttl)
  end
  answer[k], answer[k + 1], answer[k + 2] = epoch .. '.' .. generation, n, redis.call('HGET', KEYS[k + 2], 'nodes') or ''
end
return answer
`;

/** KEYS list, hash; ARGV generation, an unused epoch, ttl. */
const POSITION = `${OPEN}
local epoch, n = open(KEYS[1], KEYS[2], ARGV[2], ARGV[3])
return {epoch .. '.' .. generation, n}
`;

/** KEYS list, hash; ARGV as POSITION, then the reader's epoch and number. No third element: the list no longer has all of it. */
const READ = `${OPEN}
local epoch, n = open(KEYS[1], KEYS[2], ARGV[2], ARGV[3])
local current, missing = epoch .. '.' .. generation, n - ARGV[5]
if ARGV[4] ~= current or missing < 0 or missing > redis.call('LLEN', KEYS[1]) then return {current, n} end
if missing == 0 then return {current, n, {}} end
return {current, n, redis.call('LRANGE', KEYS[1], -missing, -1)}
`;

/** KEYS list, hash of each user; ARGV generation, then epoch and number for each. LTRIM 1 0 is how a list is emptied by trimming. */
const TRIM = `${GENERATION}
for k = 1, #KEYS, 2 do
  local stored = redis.call('HMGET', KEYS[k + 1], 'epoch', 'n')
  local keep = (tonumber(stored[2]) or 0) - ARGV[k + 2]
  if keep >= 0 and stored[1] and stored[1] .. '.' .. generation == ARGV[k + 1] then
    if keep == 0 then redis.call('LTRIM', KEYS[k], 1, 0) else redis.call('LTRIM', KEYS[k], -keep, -1) end
  end
end
`;

const NODES = `
local function without(nodes, node)
  local kept = {}
  for name in (nodes or ''):gmatch('[^,]+') do
    if name ~= node then kept[#kept + 1] = name end
  end
  return kept
end
local function with(nodes, node)
  local kept = without(nodes, node)
  kept[#kept + 1] = node
  return table.concat(kept, ',')
end
`;

const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;

/** KEYS route; ARGV session, node, exclusive, ttl. Answers granted, fence, replaced nodes, nodes now. */
const CLAIM = `${NODES}${NOW}
local route = redis.call('HMGET', KEYS[1], 's', 'f', 'nodes')
local session, held = tonumber(ARGV[1]), tonumber(route[1]) or 0
if session < held then return {0, route[2], '', ''} end
redis.call('PEXPIRE', KEYS[1], ARGV[4])
if session == held and ARGV[3] == '0' then
  local nodes = with(route[3], ARGV[2])
  redis.call('HSET', KEYS[1], 'nodes', nodes)
  return {1, route[2], '', nodes}
end
local fence = string.format('%.0f', math.max((tonumber(route[2]) or 0) + 1, now))
redis.call('HSET', KEYS[1], 's', ARGV[1], 'f', fence, 'nodes', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return {1, fence, route[3] or '', ARGV[2]}
`;

/** KEYS route; ARGV session, fence, node, ttl. */
const RESTORE = `${NODES}
local route = redis.call('HMGET', KEYS[1], 's', 'f', 'nodes')
local session, fence = tonumber(route[1]) or 0, tonumber(route[2]) or 0
local mine, mark = tonumber(ARGV[1]), tonumber(ARGV[2])
if mine < session or (mine == session and mark < fence) then return 0 end
local nodes = mine == session and mark == fence and route[3] or ''
redis.call('HSET', KEYS[1], 's', ARGV[1], 'f', ARGV[2], 'nodes', with(nodes, ARGV[3]))
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1
`;

/** KEYS route; ARGV session, fence, node. The route stays without nodes: it still refuses older sessions. */
const RELEASE = `${NODES}
local route = redis.call('HMGET', KEYS[1], 's', 'f', 'nodes')
if route[1] ~= ARGV[1] or route[2] ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'nodes', table.concat(without(route[3], ARGV[3]), ','))
return 1
`;

/**
 * KEYS hash, route of each user; ARGV generation, ttl or '' to let the keys age: once in a while is enough to keep a long-lived socket's.
 * Answers one text per user, 'session fence last epoch nodes', as five values would cost five times as much.
 */
const CHECK = `${GENERATION}
local ttl, answer = ARGV[2], {}
for k = 1, #KEYS, 2 do
  local stored = redis.call('HMGET', KEYS[k], 'epoch', 'n')
  local route = redis.call('HMGET', KEYS[k + 1], 's', 'f', 'nodes')
  if ttl ~= '' and route[1] then
    redis.call('PEXPIRE', KEYS[k], ttl)
    redis.call('PEXPIRE', KEYS[k + 1], ttl)
  end
  local epoch = stored[1] and stored[1] .. '.' .. generation or ''
  answer[#answer + 1] = table.concat({route[1] or '0', route[2] or '0', stored[2] or '0', epoch, route[3] or ''}, ' ')
end
return answer
`;

/**
 * KEYS list, hash, watchers of each room; ARGV generation, beginning of unused epochs, ttl, node, '1' to keep the keys alive. Nodes watch what
 * they hold again and again: nothing is written where a node watches already. Answers one text per room, 'last epoch nodes'.
 */
const WATCH = `${OPEN}${NODES}
local ttl, node, answer = ARGV[3], ARGV[4], {}
for k = 1, #KEYS, 3 do
  local epoch, n = open(KEYS[k], KEYS[k + 1], ARGV[2] .. ':' .. k, ttl)
  local nodes = redis.call('HGET', KEYS[k + 2], 'nodes') or ''
  local watches = (',' .. nodes .. ','):find(',' .. node .. ',', 1, true)
  if not watches then
    nodes = with(nodes, node)
    redis.call('HSET', KEYS[k + 2], 'nodes', nodes)
  end
  if not watches or ARGV[5] == '1' then
    redis.call('PEXPIRE', KEYS[k + 1], ttl)
    redis.call('PEXPIRE', KEYS[k + 2], ttl)
  end
  answer[#answer + 1] = table.concat({n, epoch .. '.' .. generation, nodes}, ' ')
end
return answer
`;

/** KEYS watchers of each room; ARGV the nodes that watch none of them any more. */
const UNWATCH = `${NODES}
for k = 1, #KEYS do
  local before = redis.call('HGET', KEYS[k], 'nodes') or ''
  local nodes = before
  for a = 1, #ARGV do nodes = table.concat(without(nodes, ARGV[a]), ',') end
  if nodes == '' then redis.call('DEL', KEYS[k])
  elseif nodes ~= before then redis.call('HSET', KEYS[k], 'nodes', nodes) end
end
`;

/** KEYS nodes; ARGV node or '', lease. Answers the nodes that live. */
const RENEW = `${NOW}
if ARGV[1] ~= '' then redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1]) end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
return redis.call('ZRANGE', KEYS[1], 0, -1)
`;

/** The scripts as ioredis defines commands from them: EVALSHA, and EVAL where the server does not have one yet. */
export const SCRIPTS = {
  foyerPush: { lua: PUSH },
  foyerPosition: { numberOfKeys: 2, lua: POSITION },
  foyerRead: { numberOfKeys: 2, lua: READ },
  foyerTrim: { lua: TRIM },
  foyerClaim: { numberOfKeys: 1, lua: CLAIM },
  foyerRestore: { numberOfKeys: 1, lua: RESTORE },
  foyerRelease: { numberOfKeys: 1, lua: RELEASE },
  foyerCheck: { lua: CHECK },
  foyerWatch: { lua: WATCH },
  foyerUnwatch: { lua: UNWATCH },
  foyerRenew: { numberOfKeys: 1, lua: RENEW },
} as const;

type Script<Reply> = (...keysAndArguments: (string | number)[]) => Promise<Reply>;

/**
 * The commands that SCRIPTS adds to a client, with the shapes of their replies; those for many users or rooms take the number of keys first.
 * Lists of nodes are joined by commas.
 */
export interface ScriptCommands {
  foyerPush: Script<(string | number)[]>;
  foyerPosition: Script<[epoch: string, last: number]>;
  foyerRead: Script<[epoch: string, last: number, entries?: string[]]>;
  foyerTrim: Script<null>;
  foyerClaim: Script<[granted: 0 | 1, fence: string, replaced: string, nodes: string]>;
  foyerRestore: Script<0 | 1>;
  foyerRelease: Script<0 | 1>;
  foyerCheck: Script<string[]>;
  foyerWatch: Script<string[]>;
  foyerUnwatch: Script<null>;
  foyerRenew: Script<string[]>;
}
