import assert from 'node:assert/strict';
import { ERASED_NAME } from '../../app/people/nameless.ts';
import { ChatError } from '../../app/error.ts';
import { beforeWrite } from '../support/meanwhile.ts';
import { describeStores } from '../support/matrix.ts';
import { UNLIMITED } from '../support/routes/boot.ts';
import { callRow } from '../support/routes/call.ts';
import { RECIPES } from '../support/routes/recipes.ts';
import { Scene } from '../support/routes/scene.ts';
import { readTable, type Person, type Row } from '../support/routes/table.ts';
import { emptyAll, readAll, tablesInUse } from '../support/tables.ts';
import { servicesOf } from '../support/ticket.ts';

const HOUR = 3_600_000;
/** Nothing writes but what is asked for. */
const QUIET = {
  ...UNLIMITED,
  gateway: { check: HOUR, revocations: HOUR, lease: HOUR, mark: { interval: HOUR, lease: HOUR } },
  search: { interval: HOUR },
  closing: { interval: HOUR },
  chat: { ...UNLIMITED.chat, receipts: HOUR },
};
/** Who may do what is to be raced, the first that may. */
const ACTORS: readonly Person[] = ['member', 'owner', 'non-member', 'user', 'visitor'];
/** Of a closed group one may go, and take back what leads to it. */
const OUT_OF_GROUPS: ReadonlySet<string> = new Set(['/api/chat/groupDeleteOrQuit', '/api/chat/room/leave', '/api/chat/code/revoke']);
const IN_GROUPS = /^\/api\/chat\/(group[A-Z]|groupremark|groupnickname|room\/join|code\/)/;
const GROUP_MESSAGES: ReadonlySet<string> = new Set([
  '/api/chat/socket/sendmessage',
  '/api/chat/forward',
  '/api/chat/conversation/set',
  '/api/chat/revokeMessage',
]);
/** An account that signs in has no token yet; the others make another account. */
const SIGN_IN: ReadonlySet<string> = new Set(['/api/loginChat', '/api/visitorloginChat']);

/** The words of what was said, for searches, how far followers have heard, and what an erasure has still to do: whose act it is does not matter. */
const NOBODYS = /^(term|term_cursor|journal_cursor|closing|closing_place) /;
/** What the system says, and where. */
const TOLD = /^(conversation |notice_person |message .*"sender_id":0,|member .*"peer_id":0,)/;

/** Whom and what a call is about. */
interface Stage {
  readonly userId: number;
  readonly groupId: number | undefined;
}

/** A row, and who is closed while it is called. */
type RacedRow = Row & { readonly actor: Person };

const rows = readTable().flatMap((row) => {
  const actor = ACTORS.find((person) => row.expected[person] === '200');
  const isRaced = row.verb === 'post' && (row.path.startsWith('/api/chat/') || SIGN_IN.has(row.path));
  return isRaced && actor ? [{ ...row, actor }] : [];
});

describeStores('what is under way when an account or a group is closed', (store) => {
  // What differs between stores differs between these two.
  if (store.name === 'mariadb+redis') return;

  const target = store.serve({ config: QUIET });
  // Made once, by whoever is first to need it.
  before(() => Promise.all(['ticket', 'device'].map((name) => target.app.secret(name))));

  let kept: ReadonlySet<string>;
  before(async () => (kept = await tablesInUse(target)));
  // The whole store is read twice for each write.
  afterEach(() => emptyAll(target, kept));

  const services = (): ReturnType<typeof servicesOf> => servicesOf(target);

  /** Calls a route with `close` in between, at each of its writes in turn; afterwards the store must be as it was left by `close`. */
  async function race({ actor, ...row }: RacedRow, close: (stage: Stage) => Promise<unknown>, isNameless = false): Promise<void> {
    for (let n = 1, isOver = false; !isOver; n += 1) {
      const scene = await Scene.make(target);
      const before = await lastGroup();
      const call = await RECIPES[row.title]!(scene, actor);
      const last = await lastGroup();
      let left: ReadonlySet<string> = new Set();
      const moment = beforeWrite(target, n, async () => {
        await close({ userId: scene.id(actor), groupId: last > before ? last : undefined }).catch(unlessGone);
        left = new Set(await readAll(target));
      });
      const { answer } = await callRow(target, row, { call, token: scene.token(actor) });
      await moment.end();
      isOver = !moment.hasCome;
      const landed = isOver ? [] : (await readAll(target)).filter((line) => !left.has(line) && !NOBODYS.test(line));
      // What went through before is still told, by the system, and by no name of who is gone.
      const named = new RegExp(String.raw`"id\\*":${scene.id(actor)},\\*"name\\*":\\*"(?!${ERASED_NAME})`);
      const wrong = n === 1 ? landed : landed.filter((line) => !TOLD.test(line) || (isNameless && named.test(line)));
      assert.equal(wrong.join('\n'), '', `write ${n} came through: ${answer}`);
    }
  }

  async function lastGroup(): Promise<number> {
    const [last] = await target.app.sql.query<{ id: number | null }>('SELECT MAX(id) AS id FROM chat_group');
    return last?.id ?? 0;
  }

  for (const row of rows) {
    it(`G03 ${row.title}: nothing lands after an erasure of who asks`, () =>
      race(row, ({ userId }) => services().erasure.erase(userId), true));

    it(`G03 ${row.title}: nothing lands after who asks was disabled`, () => race(row, ({ userId }) => services().admin.disable(userId)));

    if (!isOfGroup(row)) continue;
    it(`G03 ${row.title}: nothing lands after its group was banned`, () =>
      race(row, ({ groupId = assert.fail('the call is about a group') }) => services().admin.banGroup(groupId)));
  }
});

/** Whoever erases the own account is gone before the last of its writes. */
function unlessGone(error: unknown): void {
  if (!(error instanceof ChatError && error.code === 'user_not_found')) throw error;
}

/** Whether a row is about a group that was there before; its answers to the foreign id say so. */
function isOfGroup({ path, title, foreign }: Row): boolean {
  return (
    !OUT_OF_GROUPS.has(path) &&
    !title.endsWith('of a user') &&
    (IN_GROUPS.test(path) || (GROUP_MESSAGES.has(path) && !title.includes('to the owner'))) &&
    foreign !== undefined
  );
}
