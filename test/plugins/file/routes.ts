import type { WireUpload } from '../../../protocol/index.ts';
import type { Call, Recipe } from '../../support/routes/call.ts';
import type { Scene } from '../../support/routes/scene.ts';
import { form, picture, uploaded } from '../../support/upload.ts';

export const recipes: Readonly<Record<string, Recipe>> = {
  'POST /api/chat/socket/upload': () => ({ form: file() }),
  'POST /api/chat/uploadStreamSingleToServerDiy/:diydir': () => ({ path: { diydir: 'anywhere' }, form: file() }),
  'POST /api/chat/uploadAliyun': () => ({ form: file() }),
  'POST /api/chat/getVideoScreenshot': () => ({ body: { videoUrl: 'https://films.example/a.mp4' } }),
  'POST /api/chat/upload/link': async (scene) => ({ body: { url: (await sent(scene)).url } }),
  'POST /api/chat/upload/links': async (scene) => ({ body: { urls: [(await sent(scene)).url] } }),
  'GET /uploads/:name': async (scene) => ({ path: { name: new URL((await sent(scene)).url).pathname.split('/').at(-1) ?? '' } }),
  'GET /avatar/:film.png': () => ({ path: { film: 'film-1a2b3c4d-260' } }),
  'POST /api/chat/updateUserinfo a picture that is the member’s file': async (scene) => ({
    body: { fieldname: 'avatar', fieldValue: (await sent(scene)).url },
  }),
  'POST /api/chat/socket/sendmessage to the owner, the member’s file': async (scene) => ({
    body: {
      sendto_id: scene.id('owner'),
      chatType: 'single',
      type: 'file',
      data: JSON.stringify({ data: (await sent(scene)).url, dataType: 'file' }),
    },
  }),
  'POST /api/chat/groupAvatar': async (scene) => ({ body: { id: await scene.group(), avatar: await avatar(scene) } }),
};

function file(): NonNullable<Call['form']> {
  const bytes = form({ bytes: 'a text', name: 'note.txt', type: 'text/plain' });
  return { type: 'multipart/form-data; boundary=----foyer', bytes };
}

/** A file that the member sent to a new group. */
async function sent(scene: Scene): Promise<WireUpload> {
  const { target, people, secret } = scene;
  const upload = await uploaded(target, people.member.token, { bytes: secret, name: 'note.txt', type: 'text/plain' });
  await scene.group({ meanwhile: async (id) => void (await target.app.files.share({ userId: people.member.id }, upload.url, id)) });
  return upload;
}

/** A picture of the owner's. */
async function avatar({ target, people }: Scene): Promise<string> {
  return (await uploaded(target, people.owner.token, { bytes: await picture() })).path;
}
