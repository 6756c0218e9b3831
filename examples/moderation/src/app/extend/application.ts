import { extendApplication } from '@foyer-chat/foyer/kernel';
import { Words } from '../../words.ts';

const lists = new WeakMap<object, Words>();

/** What the plugin adds to the application. */
export default extendApplication({
  /** The words that messages may not hold. */
  get moderation(): Words {
    let words = lists.get(this);
    if (!words) lists.set(this, (words = new Words(this)));
    return words;
  },
});
