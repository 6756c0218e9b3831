import { defineKind, userOf } from '#app';
import { CircleWay, inCircle } from '../../circle-way.ts';

/** The members of a circle. */
export default defineKind({
  isMany: true,
  writing: {
    recall(app, senderId, to) {
      const [sender, circle] = [app.caches.user.peek(senderId), app.circles.peek(to)];
      return sender && circle ? new CircleWay(app, sender, circle) : undefined;
    },
    async find({ app }, user, to) {
      return new CircleWay(app, user, await app.circles.get(to));
    },
  },
  async sides({ caches }, { conversationId }, { senderId }) {
    return inCircle(await userOf(caches, senderId), conversationId);
  },
  row: () => Promise.resolve({ peer: null, group: null }),
});
