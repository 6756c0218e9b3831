import type { WireMessage } from '../../../../protocol/index.ts';
import { filePath, readContent, type Content } from '../../../shared/index.ts';
import { client } from '../../client.ts';
import { shownName } from '../../composables/shown-name.ts';
import { placeOf } from '../chat/place-of.ts';

/** One picture of the viewer. */
export interface Picture {
  readonly key: string;
  readonly url: string;
  readonly name: string;
  /** Who sent it; '' where nobody knows. */
  readonly from: string;
}

/** The pictures of the conversation that a message stands in, oldest first, and which of them is its own. */
export function picturesAround(
  message: WireMessage | null,
  content: Extract<Content, { kind: 'image' }>,
): { readonly list: readonly Picture[]; readonly index: number } {
  const all = message ? linesBeside(message).flatMap(pictureOf) : [];
  const index = all.findIndex(({ key }) => key === message?.id);
  if (index >= 0) return { list: all, index };
  return {
    list: [{ key: message?.id ?? '', url: content.url, name: content.name ?? '', from: shownName(message?.from_name ?? '') }],
    index: 0,
  };
}

function linesBeside(message: WireMessage): readonly WireMessage[] {
  const place = placeOf(message, client.user?.id ?? null);
  const beside = client.list.find(({ kind, peerId }) => kind === place.chatType && peerId === place.peerId);
  return (beside?.lines ?? []).filter(({ kind }) => kind === 'message').map(({ message }) => message);
}

function pictureOf(message: WireMessage): readonly Picture[] {
  const content = readContent(message);
  if (content.kind !== 'image' || filePath(content.url) === '' || message.id === '') return [];
  return [{ key: message.id, url: content.url, name: content.name ?? '', from: shownName(message.from_name) }];
}
