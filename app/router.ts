import type { Application } from '#kernel';
import * as account from './rule/account.ts';
import * as message from './rule/message.ts';
import * as profile from './rule/profile.ts';
import * as relation from './rule/relation.ts';
import * as visitor from './rule/visitor.ts';

/** Every route, with the steps a request takes: who may come in, how often, with which parameters, to which action. */
export default function router({ router, controller, step }: Application): void {
  const { access, accept, limit } = step;

  router.get('/healthz', controller.health.show);

  router.post('/api/regChat', limit({ name: 'register' }), accept(account.register), controller.account.register);
  router.post('/api/loginChat', limit({ name: 'address' }), accept(account.login), controller.account.login);
  router.post('/api/visitorRegister', accept(visitor.visitorRegister), controller.visitor.register);
  router.post('/api/visitorregChat', limit({ name: 'register' }), accept(visitor.visitorUpgrade), controller.visitor.upgrade);
  router.post('/api/visitorloginChat', limit({ name: 'address' }), accept(visitor.visitorLogin), controller.visitor.login);
  router.get('/api/userinfo/:uuid', accept(profile.showUser), controller.profile.show);

  router.post('/api/chat/logout', access({ visitor: true }), accept(account.logout), controller.account.logout);
  router.post(
    '/api/chat/setPassword',
    access({ refusal: 'password_visitor' }),
    accept(account.setPassword),
    controller.account.setPassword,
  );

  router.post('/api/chat/socket/sendmessage', access({ visitor: true }), accept(message.sendMessage), controller.message.send);
  router.post('/api/chat/socket/getmessage', access({ visitor: true }), accept(message.getMessage), controller.message.history);
  router.post('/api/chat/chatGetmessageOffLine', access({ visitor: true }), accept(message.getOffline), controller.message.offline);

  router.post('/api/chat/userset', access(), accept(profile.setChatset), controller.profile.setChatset);
  router.post('/api/chat/updateUserinfo', access({ visitor: true }), accept(profile.updateUser), controller.profile.update);
  router.post('/api/chat/getUserSetInfo', access({ visitor: true }), accept(profile.showSettings), controller.profile.settings);

  router.post('/api/chat/follow/:id', access({ visitor: true }), accept(relation.follow), controller.relation.follow);
  router.post('/api/chat/unfollow/:id', access({ visitor: true }), accept(relation.follow), controller.relation.unfollow);
  router.post('/api/chat/ismygoodfriend/:id', access({ visitor: true }), accept(relation.isFriend), controller.relation.friend);
}
