import { freshName } from '../factory.ts';
import { siteToken } from '../site.ts';
import { SITE_SECRET } from './boot.ts';
import { afterMessage, type Call, type Recipe } from './call.ts';
import { PLUGIN_ROUTES } from './plugins.ts';
import { PASSWORD, type Scene } from './scene.ts';
import type { Person, Role } from './table.ts';

const nothing: Recipe = () => ({});
const firstPage: Recipe = () => ({ path: { page: 1 } });

/** How each row of docs/routes.md is called, by its title. Ids are those of the scene: its group, its owner as a person, the member's things. */
const OWN: Readonly<Record<string, Recipe>> = {
  'GET /healthz': nothing,
  'GET /api/signup': nothing,
  'POST /api/regChat': () => ({ body: fresh() }),
  'POST /api/loginChat': (scene, role) => ({ body: credentials(scene, role) }),
  'POST /api/visitorRegister': () => ({ body: device() }),
  'POST /api/visitorIdentify': () => ({ body: { ...device(), ...known() } }),
  'POST /api/visitorregChat': () => ({ body: { ...fresh(), ...device() } }),
  'POST /api/visitorloginChat': (scene, role) => ({ body: { ...credentials(scene, role), ...device() } }),
  'POST /api/handover': async (scene) => ({ body: { code: await scene.handover() } }),
  'POST /api/handover/preview': async (scene) => ({ body: { code: await scene.handover() } }),
  'POST /api/handover with a code that was made up': () => ({ body: { code: 'ABCDEFGHJK' } }),
  'GET /api/lobby/:uuid': ({ people }) => ({ path: { uuid: people.owner.uuid } }),
  'GET /api/userinfo/:uuid': ({ people }) => ({ path: { uuid: people.owner.uuid } }),
  'GET /avatar/:name': (scene) => ({ path: { name: `user-${scene.id('owner')}.svg` } }),
  'GET /': nothing,
  'GET /app': nothing,
  'GET /app/': nothing,
  'GET /app/*path': () => ({ path: { path: 'login' } }),
  'GET /join': nothing,
  'GET /widget.js': nothing,
  'GET /continue': nothing,
  'GET /widget/*path': () => ({ path: { path: 'panel.html' } }),
  'GET /units/:unit/*path': () => ({ path: { unit: 'none', path: 'no-such-file.js' } }),
  'GET /web/*path': () => ({ path: { path: 'no-such-file.js' } }),
  'GET /protocol/*path': () => ({ path: { path: 'no-such-file.js' } }),
  'GET /api/demo': nothing,
  'GET /metrics': nothing,
  'GET /openapi.json': nothing,

  'POST /api/chat/logout': nothing,
  'POST /api/chat/setPassword': () => ({ body: { oldpassword: PASSWORD, newpassword: PASSWORD, checknewpassword: PASSWORD } }),
  'POST /api/chat/userset': () => ({ body: { userset: '{"chatset":{"visitor":1,"user":1}}' } }),
  'POST /api/chat/updateUserinfo': () => ({ body: { fieldname: 'nickname', fieldValue: 'a name' } }),
  'POST /api/chat/updateUserinfo a setting': () => ({ body: { fieldname: 'invite_confirm', fieldValue: '1' } }),
  'POST /api/chat/getUserSetInfo': (scene) => ({ body: { userid: scene.id('owner') } }),

  'GET /api/chat/devices': nothing,
  'POST /api/chat/device/end': async (scene) => ({ body: { id: await scene.session() } }),
  'POST /api/chat/device/end all others': nothing,
  'POST /api/chat/handover': nothing,
  'GET /api/chat/handover': nothing,
  'GET /api/chat/visitor/:id': async (scene) => ({ path: { id: await scene.writer() } }),

  'POST /api/chat/socket/sendmessage': async (scene) => ({
    body: { sendto_id: await scene.group(), chatType: 'group', type: 'text', data: 'a text' },
  }),
  'POST /api/chat/socket/sendmessage to the owner': (scene) => ({
    body: { sendto_id: scene.id('owner'), chatType: 'single', type: 'text', data: 'a text' },
  }),
  'POST /api/chat/socket/getmessage': async (scene) => ({ body: { chatType: 'group', peer_id: (await scene.message()).groupId } }),
  'POST /api/chat/socket/getmessage before a message of elsewhere': async (scene) => {
    const [here, elsewhere] = [await scene.message(), await scene.message()];
    return { body: { chatType: 'group', peer_id: here.groupId, before: elsewhere.id } };
  },
  'POST /api/chat/forward': async (scene) => {
    const { groupId, id } = await scene.message();
    return { body: { ids: [id], to: [{ chatType: 'group', id: groupId }] } };
  },
  'GET /api/chat/conversations': afterMessage,
  'POST /api/chat/conversation/set': async (scene) => ({ body: { conversation: await scene.group(), pinned: true } }),
  'POST /api/chat/readers': async (scene) => {
    const { groupId: conversation, seq } = await scene.message();
    return { body: { conversation, seq } };
  },
  'POST /api/chat/revokeMessage': async (scene) => ({ body: { id: (await scene.message()).id } }),
  'POST /api/chat/socket/recall': async (scene) => ({ body: { id: (await scene.message()).id } }),
  'POST /api/chat/chatGetmessageOffLine': nothing,

  ...others(),
  ...joining(),
  ...groups(),
};

/** The same with those of plugins: `test/plugins/<name>/routes.ts` of each. */
export const RECIPES: Readonly<Record<string, Recipe>> = PLUGIN_ROUTES.reduce((all, { recipes }) => ({ ...all, ...recipes }), OWN);

function others(): Readonly<Record<string, Recipe>> {
  const owner: Recipe = (scene) => ({ path: { id: scene.id('owner') } });
  return {
    'POST /api/chat/follow/:id': owner,
    'POST /api/chat/unfollow/:id': owner,
    'POST /api/chat/searchUser': ({ people }) => ({ body: { keyword: people.owner.username } }),
    'POST /api/chat/blacklist/:id': (scene) => ({ path: { id: scene.id('owner') }, body: { value: 1 } }),
    'GET /api/chat/blacklist/:page': firstPage,
  };
}

function joining(): Readonly<Record<string, Recipe>> {
  const leave: Recipe = async (scene) => ({ body: { id: await scene.room() } });
  return {
    'POST /api/chat/groupInviteUser': async (scene) => ({ body: { group_id: await scene.group() } }),
    'POST /api/chat/groupInviteUser with the owner’s consent': async (scene) => ({ body: { group_id: await scene.group({ mode: 1 }) } }),
    'POST /api/chat/groupInviteUser brings the non-member': inGroup((group_id, scene) => ({ group_id, user_id: scene.id('non-member') })),
    'POST /api/chat/groupAgreeOrNo somebody who did not ask': inGroup((group_id, scene) => ({
      group_id,
      user_id: scene.id('non-member'),
      type: 'agree',
    })),
    'POST /api/chat/groupAgreeOrNo': async (scene) => ({
      body: { group_id: await scene.groupApplication(), user_id: scene.id('user'), type: 'no' },
    }),
    'GET /api/chat/groupApplications/:page': firstPage,
    'GET /api/chat/groupApplications/:page of a group': async (scene) => ({
      path: { page: 1 },
      query: { group_id: await scene.groupApplication() },
    }),
    'GET /api/chat/myGroupApplications/:page': firstPage,
    'GET /api/chat/rooms/:page': firstPage,
    'POST /api/chat/room/create': () => ({ body: { name: freshName() } }),
    'POST /api/chat/room/join': async (scene) => ({ body: { id: await scene.room() } }),
    'POST /api/chat/room/join a group that is no room': async (scene) => ({ body: { id: await scene.group() } }),
    'POST /api/chat/room/leave': leave,
  };
}

function groups(): Readonly<Record<string, Recipe>> {
  const about = (person: Person, rest: object = {}): Recipe =>
    inGroup((group_id, scene) => ({ group_id, user_id: scene.id(person), ...rest }));
  return {
    'POST /api/chat/group/create': async (scene) => ({ body: { userIds: [await scene.friendRow()] } }),
    'GET /api/chat/grouplist/:page': firstPage,
    'GET /api/chat/groupinfo/:id': async (scene) => ({ path: { id: await scene.group() } }),
    'GET /api/chat/groupinfo/:id that anyone may find': async (scene) => ({ path: { id: await scene.room() } }),
    'POST /api/chat/groupUpdateName': inGroup((id) => ({ id, name: 'a name' })),
    'POST /api/chat/groupremark': inGroup((id) => ({ id, remark: 'an announcement' })),
    'POST /api/chat/groupAvatar a picture of elsewhere': async (scene) => ({
      body: { id: await scene.group(), avatar: 'https://a.example/a.png' },
    }),
    'POST /api/chat/groupAddUserSet': inGroup((group_id) => ({ group_id, addGroupSet: 1 })),
    'POST /api/chat/groupDeleteUser': about('member'),
    'POST /api/chat/groupDeleteUser somebody outside': about('non-member'),
    'POST /api/chat/groupnickname': inGroup((id) => ({ id, nickname: 'a name' })),
    'POST /api/chat/groupDeleteOrQuit': inGroup((id) => ({ id })),
    'POST /api/chat/groupMute': about('member', { minutes: 5 }),
    'POST /api/chat/groupMute the owner': about('owner', { minutes: 5 }),
    'POST /api/chat/groupMute somebody outside': about('non-member', { minutes: 5 }),
    'GET /api/chat/groupBans/:id/:page': async (scene) => ({ path: { id: await scene.group(), page: 1 } }),
    'POST /api/chat/groupUnban': async (scene) => ({ body: { group_id: await scene.bannedFrom(), user_id: scene.id('non-member') } }),
    'POST /api/chat/groupMuteAll': inGroup((group_id) => ({ group_id, value: 1 })),
    'POST /api/chat/groupAdmin': about('member', { value: 1 }),
    'POST /api/chat/groupAdmin somebody outside': about('non-member', { value: 1 }),
    'POST /api/chat/groupAdmin a visitor': about('visitor inside', { value: 1 }),
    'POST /api/chat/groupTransfer': about('member'),
    'POST /api/chat/groupTransfer to somebody outside': about('non-member'),
    'POST /api/chat/groupTransfer to a visitor': about('visitor inside'),
  };
}

function inGroup(bodyOf: (groupId: number, scene: Scene) => NonNullable<Call['body']>): Recipe {
  return async (scene) => ({ body: bodyOf(await scene.group(), scene) });
}

function fresh(): { username: string; password: string } {
  return { username: freshName(), password: PASSWORD };
}

function device(): { deviceId: string; timestamp: number } {
  return { deviceId: crypto.randomUUID(), timestamp: Date.now() };
}

/** A visitor whom the site vouches for. */
function known(): { token: string } {
  return { token: siteToken(SITE_SECRET, freshName()) };
}

/** One's own; who has none signs in as the owner. */
function credentials({ people }: Scene, role: Role): { username: string; password: string } {
  const hasNone = ['no token', 'visitor', 'visitor inside'].includes(role);
  return { username: people[hasNone ? 'owner' : (role as Person)].username, password: PASSWORD };
}
