import type { Application } from '#kernel';
import * as rule from '../rule.ts';

/** Files are brought, and opened by who may; pictures of films are drawn. */
export default function router({ router, controller, step: { access, accept } }: Application): void {
  router.post('/api/chat/socket/upload', access({ visitor: true }), accept(rule.upload), controller.upload.receive);
  router.post('/api/chat/uploadStreamSingleToServerDiy/:diydir', access({ visitor: true }), accept(rule.upload), controller.upload.receive);
  router.post('/api/chat/uploadAliyun', access({ visitor: true }), accept(rule.uploadListed), controller.upload.receiveListed);
  router.post('/api/chat/getVideoScreenshot', access({ visitor: true }), accept(rule.screenshot), controller.upload.screenshot);
  router.post('/api/chat/upload/link', access({ visitor: true }), accept(rule.signLink), controller.upload.link);
  router.post('/api/chat/upload/links', access({ visitor: true }), accept(rule.signLinks), controller.upload.links);
  router.get('/uploads/:name', accept(rule.openUpload), controller.upload.show);
  router.get('/avatar/:film.png', accept(rule.showFilm), controller.upload.film);
}
