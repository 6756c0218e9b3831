import { computed, type ComputedRef } from 'vue';
import type { ChatType } from '../../../../protocol/index.ts';
import { foldWords } from '../../../shared/fold.ts';
import { traitsOf } from '../../../shared/index.ts';
import { useClient } from '../../composables/use-client.ts';
import { useContacts } from '../../stores/contacts.ts';
import { useNames } from '../chat/names.ts';

/** Somebody, or a group, that messages can be handed on to. */
export interface Receiver {
  readonly key: string;
  readonly chatType: ChatType;
  readonly id: number;
  readonly name: string;
  readonly avatar: string;
}

/** Conversations, the latest first, then friends one has not talked to; those whose name holds `text`. */
export function useReceivers(text: () => string): ComputedRef<readonly Receiver[]> {
  const { list } = useClient();
  const names = useNames();
  const contacts = useContacts();
  const all = computed(() => {
    const talks = list.value.flatMap((one): readonly Receiver[] => {
      const { kind, chatType, peerId: id, face, isGone } = one;
      if (!traitsOf(kind).isWritten || isGone) return [];
      return [{ key: `${chatType}:${id}`, chatType, id, name: names.title(one), avatar: face.avatar }];
    });
    const friends = [...contacts.byId.values()].map(({ friend_id: id, name, avatar }): Receiver => ({
      key: `single:${id}`,
      chatType: 'single',
      id,
      name,
      avatar,
    }));
    return [...new Map([...friends, ...talks].map((one) => [one.key, one])).values()].toSorted(
      (a, b) => rank(talks, a) - rank(talks, b) || a.name.localeCompare(b.name),
    );
  });
  return computed(() => {
    const wanted = foldWords(text());
    return all.value.filter(({ name }) => foldWords(name).includes(wanted));
  });
}

function rank(talks: readonly Receiver[], { key }: Receiver): number {
  const index = talks.findIndex((one) => one.key === key);
  return index < 0 ? talks.length : index;
}
