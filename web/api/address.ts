import { picturePath } from '../shared/file-path.ts';

/** The socket of the server that this page came from. */
export function socketAddress(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`;
}

/** A user's picture: the own one, else the one that the server draws; never one on another server, which would learn who looks (G22). */
export function avatarOf(user: { readonly id: number; readonly avatar?: string | null }): string {
  return picturePath(user.avatar ?? '') || `/avatar/user-${user.id}.svg`;
}

/** A group's picture: the own one, else the one that the server draws. */
export function groupAvatarOf(group: { readonly id: number; readonly avatar?: string | null }): string {
  return picturePath(group.avatar ?? '') || `/avatar/group-${group.id}.svg`;
}
