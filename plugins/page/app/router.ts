import type { Application } from '#kernel';
import { FOLDERS } from '../root.ts';

/** The page at `/`, the modules it loads, and the account it talks to. */
export default function router({ router, controller }: Application): void {
  router.get('/', controller.page.home);
  router.get('/api/demo', controller.page.demo);
  for (const folder of FOLDERS) router.get(`/${folder}/*path`, controller.page.file);
}
