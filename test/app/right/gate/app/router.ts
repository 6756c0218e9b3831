import type { Application } from '#kernel';

export default function router({ router, step }: Application): void {
  router.get('/api/gate', step.access({ visitor: true, may: 'gate.open' }), (ctx) => ctx.ok('open'));
  router.get('/api/gate/all', step.access({ visitor: true }), (ctx) => ctx.ok('open'));
}
