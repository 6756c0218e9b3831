import type { WireMessage } from '../../protocol/index.ts';
import { SYSTEM_AVATAR, userAvatar } from '../avatar/shown.ts';
import type { CachedUser } from '../cache.ts';
import type { Role } from '../account/user.ts';
import { displayName } from './message.ts';
import { PAGE, pageOf } from './page.ts';

/** Whose list a row stands in. */
type Owner = Pick<CachedUser, 'id' | 'username' | 'nickname' | 'avatar'>;

/** A row of the published client's list that leads to one of its pages; nothing is stored of it. */
interface Row {
  /** The client has one row of each key and person, however often it is told. */
  readonly key: string;
  readonly name: string;
  readonly text: string;
  readonly url: (user: Owner) => string;
  readonly hasFace?: true;
  /** The feature whose page it is: no row where that is off. */
  readonly unit?: string;
  readonly action?: string;
}

/** Whose menu, of which features. */
interface Menu {
  readonly role: Role;
  readonly units: readonly string[];
  readonly time: number;
}

const REMINDER = '欢迎您，登录可以获取更多功能！';

const FACE: Row = {
  key: 'userInfoSet',
  name: '头像设置',
  text: '不满意你的头像可以更换',
  url: () => pageOf(PAGE.set, { action: 'userinfoSet', title: '账号信息设置', redirectUrl: PAGE.messages, redirectType: 'switchTab' }),
  hasFace: true,
};

const GROUPS: Row = {
  key: 'groupList',
  name: '我的群聊',
  text: '可查看我加入的群聊列表',
  url: () => pageOf(PAGE.lists, { action: 'grouplist', title: '我的群聊列表' }),
};

/** In the order in which they are told: the last one is on top. */
const OF_USERS: readonly Row[] = [
  GROUPS,
  { key: 'friendsList', unit: 'friend', name: '我的通讯录', text: '可查看我的通讯录好友', url: () => PAGE.friends },
  FACE,
  {
    key: 'whoCanChatMe',
    name: '聊天消息条数限制',
    text: '谁可以和我聊天，可向我发几条消息',
    url: () => setting('chatset', '和我聊天设置'),
  },
  {
    key: 'myQrcode',
    unit: 'code',
    name: '我的二维码',
    text: '展示给别人加你为好友',
    url: (user) => {
      const face = { id: user.id, name: displayName(user), avatar: userAvatar(user), chatType: 'single' };
      return pageOf(PAGE.set, { action: 'groupQrcode', title: '我的二维码', ...face });
    },
  },
  { key: 'search', name: '搜索加好友', text: '搜索账号加好友或聊天', url: () => PAGE.search },
  {
    key: 'applyAddMeFriendSet',
    unit: 'friend',
    name: '加我为好友时',
    text: '是否需要我验证，您可以去设置',
    url: () => setting('applyAddMeFriendSet', '申请加我为好友设置'),
  },
  { key: 'setPassword', name: '修改密码', text: '您可以点击这里，修改密码', url: () => setting('setPassword', '修改密码') },
];

const OF_VISITORS: readonly Row[] = [GROUPS, { key: 'visitorLogin', name: '登录提示', text: REMINDER, url: () => PAGE.login }];

/** Reminds a visitor of the published client to sign in. */
export function loginReminder(user: Owner, time: number): WireMessage {
  const from = { id: `login-reminder-${user.id}`, from_id: 0, from_name: '系统消息', from_avatar: SYSTEM_AVATAR };
  return told(from, REMINDER, { user, time });
}

/** The menu of the published client, which has its pages as rows of the list of messages. */
export function menuRows(user: Owner, { role, units, time }: Menu): WireMessage[] {
  const rows = role === 'visitor' ? OF_VISITORS : OF_USERS;
  return rows.filter(({ unit }) => unit === undefined || units.includes(unit)).map((row) => present(row, user, time));
}

/** Tells the published client that its user's picture has changed: the row that leads to it shows the new one. */
export function faceChanged(user: Owner, time: number): WireMessage {
  const done = '头像更换成功';
  return present({ ...FACE, name: done, text: done, action: 'avatar' }, user, time);
}

function present({ key, name, text, url, hasFace, action }: Row, user: Owner, time: number): WireMessage {
  const row = `redirect-${key}-${user.id}`;
  const from = { id: `${row}-${time}`, from_id: row, from_name: name, from_avatar: hasFace ? userAvatar(user) : SYSTEM_AVATAR };
  return {
    ...told(from, text, { user, time }),
    redirect: { url: url(user), type: 'navigateTo', ...(action !== undefined && { doaction: action }) },
    msgidKey: row,
  };
}

function setting(action: string, title: string): string {
  return pageOf(PAGE.set, { action, title });
}

/** What the system tells a user who is there, and nobody stores. */
function told(
  from: Pick<WireMessage, 'id' | 'from_id' | 'from_name' | 'from_avatar'>,
  text: string,
  { user, time }: { readonly user: Owner; readonly time: number },
): WireMessage {
  return {
    ...from,
    sendUUid: '',
    to_id: user.id,
    to_name: displayName(user),
    to_avatar: userAvatar(user),
    chatType: 'single',
    type: 'text',
    data: { data: text, dataType: false, otherData: null },
    options: null,
    create_time: time,
    isremove: 0,
  };
}
