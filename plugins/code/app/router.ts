import type { Application } from '#kernel';
import * as rule from '../rule.ts';

/** Codes of groups and people: shown, made, taken back, and read. */
export default function router({ router, controller, step: { access, accept, limit } }: Application): void {
  router.get(
    '/api/chat/groupQrcode/:id',
    access({ visitor: true, query: true, limit: 'drawing' }),
    accept(rule.showCode),
    controller.code.picture,
  );
  router.get('/api/chat/code/:id', access({ visitor: true }), accept(rule.readCode), controller.code.show);
  router.post('/api/chat/code/create', access(), limit({ limit: 'code' }), accept(rule.createCode), controller.code.create);
  router.post('/api/chat/code/rotate', access(), limit({ limit: 'code' }), accept(rule.rotateCode), controller.code.rotate);
  router.post('/api/chat/code/revoke', access(), accept(rule.revokeCode), controller.code.revoke);
  router.get('/api/chat/codes/:id/:page', access(), accept(rule.listCodes), controller.code.list);
  router.post('/api/chat/code/scan', access({ visitor: true }), limit({ limit: 'code' }), accept(rule.scanCode), controller.code.scan);
  router.post('/api/code/preview', limit({ limit: 'code' }), accept(rule.previewCode), controller.code.preview);
}
