import { foldWords } from '../../../shared/fold.ts';
import type { FriendIndex } from '../../../shared/index.ts';

/** Friends under one initial. */
export type ContactSection = FriendIndex['newList'][number];

/** Friends whose remark, nickname or username holds the words, in their sections; all of them for no words. */
export function filterSections(sections: readonly ContactSection[], query: string): readonly ContactSection[] {
  const words = foldWords(query);
  if (words === '') return sections;
  return sections
    .map(({ title, list }) => ({
      title,
      list: list.filter((friend) => [friend.name, friend.friend_nickname, friend.username].some((name) => foldWords(name).includes(words))),
    }))
    .filter(({ list }) => list.length > 0);
}
