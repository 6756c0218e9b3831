import type { WireUser } from '../../../../protocol/index.ts';
import { avatarOf } from '../../../api/address.ts';
import type { UploadedFile } from '../../../shared/index.ts';
import { api } from '../../http.ts';
import { userApi } from '../../user-api.ts';

type Portrait = Pick<WireUser, 'id' | 'avatar'>;

const SIZE = 240;
const GAP = 8;
const UPLOAD = '/api/chat/socket/upload';

/** Draws the picture of a group from those of up to nine members, and sets it. Throws ApiError. */
export async function setPictureOfMembers(groupId: number, members: readonly Portrait[]): Promise<void> {
  await setPicture(groupId, await draw(members.slice(0, 9)));
}

/** Sets a picture from a file. Throws ApiError. */
export async function setPicture(groupId: number, picture: Blob): Promise<void> {
  const file = picture instanceof File ? picture : new File([picture], 'group.png', { type: picture.type });
  const { path } = await api.upload<UploadedFile>(UPLOAD, file);
  await userApi.groups.setAvatar(groupId, path);
}

async function draw(members: readonly Portrait[]): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIZE;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--line');
  context.fillRect(0, 0, SIZE, SIZE);
  const pictures = await Promise.all(members.map((member) => load(member)));
  placesOf(pictures.length).forEach(({ x, y, side }, index) => {
    const picture = pictures[index];
    if (picture) context.drawImage(picture, x, y, side, side);
  });
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png');
  });
}

/** Squares in rows, the last row in the middle. */
function placesOf(count: number): readonly { readonly x: number; readonly y: number; readonly side: number }[] {
  const columns = count > 4 ? 3 : Math.min(count, 2);
  const rows = Math.ceil(count / columns);
  const side = (SIZE - GAP * (columns + 1)) / columns;
  const top = (SIZE - rows * side - (rows - 1) * GAP) / 2;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const start = (SIZE - inRow * side - (inRow - 1) * GAP) / 2;
    return { x: start + (index % columns) * (side + GAP), y: top + row * (side + GAP), side };
  });
}

/** Own pictures only: others' would make the canvas unreadable, for them the drawn one stands. */
async function load({ id, avatar }: Portrait): Promise<HTMLImageElement> {
  const own = new URL(avatarOf({ id, avatar }), location.href).origin === location.origin;
  return (await loadFrom(avatarOf({ id, avatar: own ? avatar : null }))) ?? (await loadFrom(avatarOf({ id }))) ?? new Image();
}

function loadFrom(address: string): Promise<HTMLImageElement | null> {
  const picture = new Image(SIZE, SIZE);
  picture.src = address;
  return picture.decode().then(
    () => picture,
    () => null,
  );
}
