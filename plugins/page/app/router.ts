import type { Application } from '#kernel';
import { describe } from '#validate';
import { FOLDERS } from '../root.ts';
import * as rule from '../rule.ts';

/** The page at `/`, the modules it loads, and the account it talks to; the messenger and the widget, and what units bring to them. */
export default function router({ router, controller: { page, screen } }: Application): void {
  const messenger = describe(screen.messenger, rule.messenger);
  router.get('/', describe(page.home, rule.home));
  router.get('/api/demo', describe(page.demo, rule.demo));
  for (const path of ['/app', '/app/', '/app/*path']) router.get(path, messenger);
  router.get('/join', describe(screen.join, rule.join));
  router.get('/widget.js', describe(screen.loader, rule.loader));
  router.get('/widget/*path', describe(screen.widget, rule.asset));
  router.get('/continue', describe(screen.goOn, rule.goOn));
  router.get('/units/:unit/*path', describe(screen.unit, rule.asset));
  const file = describe(page.file, rule.asset);
  for (const folder of FOLDERS) router.get(`/${folder}/*path`, file);
}
