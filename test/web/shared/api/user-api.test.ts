import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { uploader } from '../../../../web/shared/api/file.ts';
import { UserApi } from '../../../../web/shared/api/user-api.ts';

/** Routes of the server, the app's and its plugins', as patterns. */
const routes = ['app/router.ts', ...readdirSync('plugins').map((name) => `plugins/${name}/app/router.ts`)]
  .filter((file) => existsSync(file))
  .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/router\.(get|post)\(\s*'([^']+)'/g)])
  .map(([, method, path = '']) => new RegExp(`^${method} ${path.replaceAll(/:\w+/g, '[^/]+')}$`));

/** Routes by area; of a feature it says of which. */
interface Area {
  readonly unit?: string;
}

describe('web/shared/api', () => {
  it('calls only routes that the server has', async () => {
    const asked: string[] = [];
    const ask =
      (method: string) =>
      async <Data>(path: string): Promise<Data> => {
        asked.push(`${method} ${path.split('?')[0]}`);
        return undefined as Data;
      };
    const areas = Object.values(new UserApi({ get: ask('get'), post: ask('post') })) as Area[];
    // Of a unit that is not here there are no routes.
    for (const area of areas.filter(({ unit }) => unit === undefined || existsSync(`plugins/${unit}`))) {
      const names = Object.getOwnPropertyNames(Object.getPrototypeOf(area)).filter((name) => name !== 'constructor');
      for (const name of names) {
        const method = Reflect.get(area, name) as (...values: unknown[]) => unknown;
        const value = await method.call(area, name === 'decide' || name === 'enter' ? {} : { page: 1, id: 1, chatType: 'group' }, {});
        if (name === 'picture') asked.push(`get ${String(value).split('?')[0]}`);
      }
    }
    assert.ok(asked.length > 50);
    assert.deepEqual(
      asked.map((call) => call.replaceAll('[object Object]', '1')).filter((call) => !routes.some((route) => route.test(call))),
      [],
    );
  });

  it('brings a file under its name', async () => {
    const sent: unknown[] = [];
    const upload = async <Data>(path: string, file: Blob): Promise<Data> => {
      sent.push([path, file instanceof File && file.name, file.type]);
      return undefined as Data;
    };
    const { signal } = new AbortController();
    await uploader({ upload })(new Blob(['x'], { type: 'image/png' }), { name: 'a.png', signal, progress: () => {} });
    assert.deepEqual(sent, [['/api/chat/socket/upload', 'a.png', 'image/png']]);
  });
});
