import { CodeApi } from './api.ts';
import type { Call, Recipe } from '../../support/routes/call.ts';
import type { Scene } from '../../support/routes/scene.ts';

const scanned: Recipe = async (scene) => ({ body: { text: (await codeOf(scene)).text } });

export const recipes: Readonly<Record<string, Recipe>> = {
  'GET /api/chat/groupQrcode/:id': async (scene) => ({ path: { id: await scene.group() } }),
  'GET /api/chat/groupQrcode/:id of a user': (scene) => ({ path: { id: scene.id('owner') }, query: { chatType: 'single' } }),
  'GET /api/chat/code/:id': async (scene) => ({ path: { id: await scene.group() } }),
  'POST /api/chat/code/create': async (scene) => ({ body: { id: await scene.group() } }),
  'POST /api/chat/code/create of a user': (scene) => ({ body: ofOwner(scene) }),
  'POST /api/chat/code/rotate of a user': (scene) => ({ body: ofOwner(scene) }),
  'GET /api/chat/codes/:id/:page of a user': (scene) => ({ path: { id: scene.id('owner'), page: 1 }, query: { chatType: 'single' } }),
  'POST /api/chat/code/rotate': async (scene) => ({ body: { id: await scene.group() } }),
  'POST /api/chat/code/rotate all of the group': async (scene) => ({ body: { id: await scene.group(), all: true } }),
  'POST /api/chat/code/revoke': async (scene) => ({ body: { ticket_id: (await codeOf(scene)).id } }),
  'GET /api/chat/codes/:id/:page': async (scene) => ({ path: { id: await scene.group(), page: 1 } }),
  'POST /api/chat/code/scan': scanned,
  'POST /api/code/preview': scanned,
  'POST /api/chat/groupInviteUser with a code to elsewhere': async (scene) => ({
    body: { group_id: await scene.group(), ticket: (await codeOf(scene)).text },
  }),
  'GET /api/chat/groupinfo/:id with the member’s code': async (scene) => {
    const { text, groupId } = await codeOf(scene);
    return { path: { id: groupId }, query: { ticket: text } };
  },
};

export const unlimited = { code: { perMaker: 1000 } };

/** A code to a new group that the member made. */
async function codeOf(scene: Scene): Promise<{ id: number; text: string; groupId: number }> {
  const groupId = await scene.group();
  const { id, ticket } = await new CodeApi(scene.target).create(scene.people.member, groupId);
  return { id, text: ticket, groupId };
}

function ofOwner(scene: Scene): NonNullable<Call['body']> {
  return { id: scene.id('owner'), chatType: 'single' };
}
