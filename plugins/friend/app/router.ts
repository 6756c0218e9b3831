import type { Application } from '#kernel';
import * as asking from '../rule/friend-request.ts';
import * as friend from '../rule/friend.ts';

/** Asking to be friends, and the caller's friends. */
export default function router({ router, controller, step: { access, accept } }: Application): void {
  router.post('/api/chat/applyfriend', access(), accept(asking.applyFriend), controller.friendRequest.apply);
  router.post('/api/chat/autoAddFriendAndAgree', access(), accept(asking.addFriend), controller.friendRequest.add);
  router.get('/api/chat/listapplyfriend/:page', access(), accept(asking.listRequests), controller.friendRequest.list);
  router.post('/api/chat/handleapply/:id', access(), accept(asking.answerRequest), controller.friendRequest.answer);
  router.post('/api/chat/isApplyfriend/:uuid', access(), accept(asking.findRequest), controller.friendRequest.find);

  router.post('/api/chat/ismygoodfriend/:id', access({ visitor: true }), accept(friend.isFriend), controller.friend.own);
  router.get('/api/chat/goodfriendlist/:page', access(), accept(friend.listFriends), controller.friend.list);
  router.get('/api/chat/getgoodfriendinfo/:id', access(), accept(friend.showFriend), controller.friend.show);
  router.post('/api/chat/setstargoodfriend/:id', access(), accept(friend.setStar), controller.friend.star);
  router.post('/api/chat/setmeOrfriendCanSee/:id', access(), accept(friend.setVisibility), controller.friend.visibility);
  router.post('/api/chat/setremark/:id', access(), accept(friend.setRemark), controller.friend.remark);
  router.post('/api/chat/deletegoodfriend/:id', access(), accept(friend.deleteFriend), controller.friend.end);
  router.post('/api/chat/setblackgoodfriend/:id', access(), accept(friend.setBlack), controller.friend.black);
}
