import type { Application } from '#kernel';
import { FOLDERS } from '../root.ts';

/** The page at `/`, the modules it loads, and the account it talks to; the messenger and the widget. */
export default function router({ router, controller }: Application): void {
  router.get('/', controller.page.home);
  router.get('/api/demo', controller.page.demo);
  router.get('/app', controller.screen.messenger);
  router.get('/app/', controller.screen.messenger);
  router.get('/app/*path', controller.screen.messenger);
  router.get('/join', controller.screen.join);
  router.get('/widget.js', controller.screen.loader);
  router.get('/widget/*path', controller.screen.widget);
  router.get('/continue', controller.screen.goOn);
  for (const folder of FOLDERS) router.get(`/${folder}/*path`, controller.page.file);
}
