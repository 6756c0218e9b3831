import assert from 'node:assert/strict';
import { CourseClient } from '../../support/course-client.ts';
import { befriend } from '../../support/course-group.ts';
import { describeStores } from '../../support/matrix.ts';
import { MP3, MP4, picture } from '../../support/upload.ts';
import { took } from '../../support/web-client.ts';
import { whereThereIs } from '../../support/has-unit.ts';

/** The same, whoever looks: an address names its viewer. */
function unsigned(value: unknown): string {
  return JSON.stringify(value).replaceAll(/\?viewer=[^"]*/g, '');
}

/** An address of a cloud's answer. */
interface Listed {
  readonly url: string;
  readonly path: string;
  readonly image_class_id: number;
  readonly create_time: number;
}

whereThereIs('friend', describeStores)('the course’s published client and files', (store) => {
  const target = store.serve();
  let ann: CourseClient;
  let bob: CourseClient;

  before(async () => {
    [ann, bob] = await Promise.all([CourseClient.register(target), CourseClient.register(target)]);
    await Promise.all([ann, bob].map((client) => client.connect()));
    await befriend(ann, bob);
  });
  after(() => Promise.all([ann, bob].map((client) => client.leave())));

  const post = async <T>(path: string, form: FormData): Promise<T> => {
    const response = await fetch(target.url + path, { method: 'POST', headers: { token: ann.account.token }, body: form });
    const answer = (await response.json()) as { msg: string; data: T };
    assert.deepEqual([response.status, answer.msg], [200, 'ok'], JSON.stringify(answer));
    return answer.data;
  };
  const formOf = (fields: Readonly<Record<string, string>>, field: string, file: File): FormData => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ token: ann.account.token, ...fields })) form.append(name, value);
    form.append(field, file);
    return form;
  };
  /** The two settings of the client: its own server, or a cloud, which Foyer stands for. */
  const SETTINGS = {
    myserver: async (file: File): Promise<string> =>
      (await post<{ url: string }>('/api/chat/uploadStreamSingleToServerDiy/chatImgs', formOf({}, 'file', file))).url,
    'the published one': async (file: File): Promise<string> => {
      const [listed, ...more] = await post<Listed[]>('/api/chat/uploadAliyun', formOf({ imageClassId: '3' }, 'img', file));
      assert.ok(listed && more.length === 0);
      assert.ok(Math.abs(listed.create_time - Date.now() / 1000) < 60);
      assert.deepEqual([listed.image_class_id, `/${listed.path}`], [3, new URL(listed.url).pathname]);
      return listed.url;
    },
  };

  for (const [setting, send] of Object.entries(SETTINGS)) {
    it(`G93 sends a picture, a voice and a film with ${setting}; the other one can show each`, async () => {
      const files = [
        { type: 'image', file: new File([new Uint8Array(await picture())], 'p.png', { type: 'image/png' }) },
        { type: 'audio', file: new File([new Uint8Array(MP3)], 'a.mp3', { type: 'audio/mpeg' }) },
        { type: 'video', file: new File([new Uint8Array(MP4)], 'v.mp4', { type: 'video/mp4' }) },
      ];
      for (const { type, file } of files) {
        const url = await send(file);
        const poster = type === 'video' && took(await ann.api.post<{ url: string }>('/api/chat/getVideoScreenshot', { videoUrl: url })).url;
        const otherData = { type, path: url, duration: 3, ...(poster && { poster, showPoster: true, videoData: url }) };
        took(await ann.sendData({ to: bob.id, chatType: 'single' }, type, { data: url, dataType: type, otherData }));
        const got = await bob.gets((message) => message.type === type && String(message.data).includes(new URL(url).pathname));
        const shown = JSON.parse(String(got.data)) as { data: string; otherData: object };
        assert.deepEqual(unsigned([shown.data, shown.otherData]), unsigned([url, otherData]));
        assert.equal((await fetch(shown.data)).headers.get('content-type')?.split('/')[0], type);
        if (poster) assert.equal((await fetch(poster)).headers.get('content-type'), 'image/png');
      }
    });
  }

  it('G93 draws one, too, where the client asks what it believes to be a cloud', async () => {
    const url = await SETTINGS['the published one'](new File([new Uint8Array(MP4)], 'v.mp4', { type: 'video/mp4' }));
    const poster = await fetch(`${url}?x-oss-process=video/snapshot,t_20,m_fast,w_300,f_png`);
    assert.deepEqual([poster.status, poster.headers.get('content-type')], [200, 'image/png']);
    assert.match(poster.url, /\/avatar\/film-[0-9a-f]{8}-300\.png$/);
  });

  it('G93 draws a picture for whatever film is named', async () => {
    const asked = { videoUrl: 'https://films.example/a.mp4', time: '20', width: '260', format: 'jpg' };
    const { url, base64, ...rest } = took(
      await ann.api.form<{ url: string; base64: string; format: string; time: number; width: number }>(
        '/api/chat/getVideoScreenshot',
        asked,
      ),
    );
    assert.deepEqual(rest, { format: 'png', time: 20, width: 260 });
    const drawn = Buffer.from(await (await fetch(url)).arrayBuffer());
    assert.equal(base64, `data:image/png;base64,${drawn.toString('base64')}`);
    assert.equal((await target.api.post('/api/chat/getVideoScreenshot', asked)).status, 401);
  });
});
