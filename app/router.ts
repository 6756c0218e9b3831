import type { Application } from '#kernel';
import { describe } from '#validate';
import * as account from './rule/account.ts';
import * as avatar from './rule/avatar.ts';
import * as blacklist from './rule/blacklist.ts';
import * as conversation from './rule/conversation.ts';
import * as device from './rule/device.ts';
import * as directory from './rule/directory.ts';
import * as forward from './rule/forward.ts';
import * as group from './rule/group.ts';
import * as health from './rule/health.ts';
import * as join from './rule/join.ts';
import * as message from './rule/message.ts';
import * as profile from './rule/profile.ts';
import * as relation from './rule/relation.ts';
import * as room from './rule/room.ts';
import * as visitor from './rule/visitor.ts';

/** Every route, with the steps a request takes: who may come in, how often, with which parameters, to which action. */
export default function router(app: Application): void {
  for (const routes of [entrances, accounts, messages, others, joining, groups]) routes(app);
}

/** Without a token: signing up, signing in, and what anybody may look at. */
function entrances({ router, controller, step: { access, accept, limit } }: Application): void {
  router.get('/healthz', describe(controller.health.show, health.show));

  router.get('/api/signup', accept(account.signup), controller.account.signup);
  router.post('/api/regChat', limit({ limit: 'register' }), accept(account.register), controller.account.register);
  router.post('/api/loginChat', limit({ limit: 'address' }), accept(account.login), controller.account.login);
  router.post('/api/visitorRegister', accept(visitor.visitorRegister), controller.visitor.register);
  router.post('/api/visitorIdentify', limit({ limit: 'address' }), accept(visitor.visitorIdentify), controller.visitor.identify);
  router.post('/api/visitorregChat', limit({ limit: 'register' }), accept(visitor.visitorUpgrade), controller.visitor.upgrade);
  router.post('/api/visitorloginChat', limit({ limit: 'address' }), accept(visitor.visitorLogin), controller.visitor.login);
  router.post(
    '/api/handover/preview',
    access({ optional: true, limit: 'own' }),
    limit({ limit: 'handover' }),
    accept(device.previewHandover),
    controller.device.preview,
  );
  router.post('/api/handover', limit({ limit: 'handover' }), accept(device.takeHandover), controller.device.takeOver);
  router.get('/api/lobby/:uuid', access({ optional: true, limit: 'lookup' }), accept(visitor.showLobby), controller.visitor.lobby);
  router.get('/api/userinfo/:uuid', access({ optional: true, limit: 'lookup' }), accept(profile.showUser), controller.profile.show);
  router.get('/avatar/:name', accept(avatar.showAvatar), controller.avatar.show);
}

/** One’s own account. */
function accounts({ router, controller, step: { access, accept } }: Application): void {
  router.post('/api/chat/logout', access({ visitor: true }), accept(account.logout), controller.account.logout);
  router.post(
    '/api/chat/setPassword',
    access({ refusal: 'password_visitor' }),
    accept(account.setPassword),
    controller.account.setPassword,
  );

  router.get('/api/chat/devices', access({ visitor: true }), accept(device.listDevices), controller.device.list);
  router.post('/api/chat/device/end', access({ visitor: true }), accept(device.endDevice), controller.device.end);
  router.post('/api/chat/handover', access({ visitor: true, limit: 'drawing' }), accept(device.makeHandover), controller.device.handOver);
  router.get('/api/chat/handover', access({ visitor: true }), accept(device.isWaiting), controller.device.isWaiting);

  router.post('/api/chat/userset', access(), accept(profile.setChatset), controller.profile.setChatset);
  router.post('/api/chat/updateUserinfo', access({ visitor: true }), accept(profile.updateUser), controller.profile.update);
  router.post(
    '/api/chat/getUserSetInfo',
    access({ visitor: true, limit: 'lookup' }),
    accept(profile.showSettings),
    controller.profile.settings,
  );

  router.get('/api/chat/visitor/:id', access({ limit: 'lookup' }), accept(profile.showVisitor), controller.profile.showVisitor);
}

/** Writing, reading, and what was written. */
function messages({ router, controller, step: { access, accept } }: Application): void {
  // `chat.sends` counts messages, over HTTP and over sockets.
  router.post(
    '/api/chat/socket/sendmessage',
    access({ visitor: true, limit: 'own' }),
    accept(message.sendMessage),
    controller.message.send,
  );
  router.post('/api/chat/socket/getmessage', access({ visitor: true }), accept(message.getMessage), controller.message.history);
  router.post('/api/chat/forward', access({ visitor: true }), accept(forward.forward), controller.forward.forward);
  router.get('/api/chat/conversations', access({ visitor: true }), accept(conversation.listConversations), controller.conversation.list);
  router.post('/api/chat/conversation/set', access({ visitor: true }), accept(conversation.setConversation), controller.conversation.set);
  router.post('/api/chat/readers', access({ visitor: true }), accept(conversation.listReaders), controller.conversation.readers);
  router.post('/api/chat/revokeMessage', access({ visitor: true }), accept(message.recall), controller.message.recall);
  router.post('/api/chat/socket/recall', access({ visitor: true }), accept(message.recall), controller.message.recall);
  router.post('/api/chat/chatGetmessageOffLine', access({ visitor: true }), accept(message.getOffline), controller.message.offline);
}

/** Other users: finding and following them, the blacklist. */
function others({ router, controller, step: { access, accept } }: Application): void {
  router.post('/api/chat/follow/:id', access({ visitor: true, limit: 'lookup' }), accept(relation.follow), controller.relation.follow);
  router.post('/api/chat/unfollow/:id', access({ visitor: true, limit: 'lookup' }), accept(relation.follow), controller.relation.unfollow);
  router.post('/api/chat/searchUser', access({ limit: 'lookup' }), accept(directory.searchUser), controller.directory.search);
  router.post('/api/chat/blacklist/:id', access({ limit: 'lookup' }), accept(blacklist.setBlacklist), controller.blacklist.set);
  router.get('/api/chat/blacklist/:page', access(), accept(blacklist.listBlacklist), controller.blacklist.list);
}

/** Coming into groups, and groups that anyone may find. */
function joining({ router, controller, step: { access, accept } }: Application): void {
  router.post('/api/chat/groupInviteUser', access({ visitor: true }), accept(join.inviteUser), controller.join.invite);
  router.post('/api/chat/groupAgreeOrNo', access(), accept(join.decide), controller.join.decide);
  router.get('/api/chat/groupApplications/:page', access(), accept(join.listApplications), controller.join.applications);
  router.get('/api/chat/myGroupApplications/:page', access({ visitor: true }), accept(join.listMine), controller.join.mine);
  router.get('/api/chat/rooms/:page', access({ visitor: true }), accept(room.listRooms), controller.room.list);
  router.post('/api/chat/room/create', access(), accept(room.createRoom), controller.room.create);
  router.post('/api/chat/room/join', access({ visitor: true }), accept(room.joinRoom), controller.room.join);
  router.post('/api/chat/room/leave', access({ visitor: true }), accept(room.leaveRoom), controller.room.leave);
}

/** Groups from the inside. */
function groups({ router, controller, step: { access, accept } }: Application): void {
  router.post('/api/chat/group/create', access(), accept(group.createGroup), controller.group.create);
  router.get('/api/chat/grouplist/:page', access({ visitor: true }), accept(group.listGroups), controller.group.list);
  router.get('/api/chat/groupinfo/:id', access({ visitor: true, limit: 'lookup' }), accept(group.showGroup), controller.group.show);
  router.post('/api/chat/groupUpdateName', access(), accept(group.renameGroup), controller.group.rename);
  router.post('/api/chat/groupremark', access(), accept(group.announceInGroup), controller.group.announce);
  router.post('/api/chat/groupAvatar', access(), accept(group.setGroupAvatar), controller.group.setAvatar);
  router.post('/api/chat/groupAddUserSet', access(), accept(group.setGroupMode), controller.group.setMode);
  router.post('/api/chat/groupDeleteUser', access(), accept(group.removeFromGroup), controller.group.remove);
  router.post('/api/chat/groupnickname', access({ visitor: true }), accept(group.nameInGroup), controller.group.name);
  router.post('/api/chat/groupDeleteOrQuit', access({ visitor: true }), accept(group.quitGroup), controller.group.leave);
  router.get('/api/chat/groupBans/:id/:page', access(), accept(group.listBans), controller.group.bans);
  router.post('/api/chat/groupUnban', access(), accept(group.liftBan), controller.group.unban);
  router.post('/api/chat/groupMute', access(), accept(group.muteMember), controller.group.mute);
  router.post('/api/chat/groupMuteAll', access(), accept(group.muteGroup), controller.group.muteAll);
  router.post('/api/chat/groupAdmin', access(), accept(group.appointAdmin), controller.group.appoint);
  router.post('/api/chat/groupTransfer', access(), accept(group.transferGroup), controller.group.transfer);
}
