import type { Recipe } from '../../support/routes/call.ts';
import type { Scene } from '../../support/routes/scene.ts';

const OFTEN = { points: 100_000, window: 60_000 };

const firstPage: Recipe = () => ({ path: { page: 1 } });
const owner: Recipe = (scene) => ({ path: { id: scene.id('owner') } });
const asks: Recipe = (scene) => ({ body: { friend_id: scene.id('owner') } });

export const recipes: Readonly<Record<string, Recipe>> = {
  'POST /api/chat/applyfriend': asks,
  'POST /api/chat/autoAddFriendAndAgree': asks,
  'GET /api/chat/listapplyfriend/:page': firstPage,
  'POST /api/chat/handleapply/:id': async (scene) => ({ path: { id: await asked(scene) }, body: { status: 'refuse' } }),
  'POST /api/chat/isApplyfriend/:uuid': async (scene) => {
    await asked(scene);
    return { path: { uuid: scene.people.user.uuid } };
  },
  'POST /api/chat/ismygoodfriend/:id': owner,
  'GET /api/chat/goodfriendlist/:page': firstPage,
  'GET /api/chat/getgoodfriendinfo/:id': owner,
  'POST /api/chat/setstargoodfriend/:id': owner,
  'POST /api/chat/setmeOrfriendCanSee/:id': (scene) => ({ path: { id: scene.id('owner') }, body: { friendlookme: 0, melookfriend: 1 } }),
  'POST /api/chat/setremark/:id': (scene) => ({ path: { id: scene.id('owner') }, body: { nickname: 'a name' } }),
  'POST /api/chat/deletegoodfriend/:id': owner,
  'POST /api/chat/setblackgoodfriend/:id': (scene) => ({ path: { id: scene.id('owner') }, body: { value: 1 } }),
};

export const unlimited = { friend: { requests: OFTEN, requestsToOne: OFTEN } };

/** A new request of the user to the owner. */
async function asked(scene: Scene): Promise<number> {
  const { sql } = scene.target.app;
  const pair = [scene.id('user'), scene.id('owner')];
  await sql.execute('DELETE FROM friend_application WHERE user_id = ? AND target_id = ?', pair);
  const { insertId } = await sql.execute(
    `INSERT INTO friend_application (user_id, target_id, status, remark, note, created_at, updated_at) VALUES (?, ?, 'pending', '', ?, ?, ?)`,
    [...pair, scene.secret, Date.now(), Date.now()],
  );
  return insertId;
}
