export { callerOf, type Caller, type Paging } from './caller.ts';
export type * from './conversation.ts';
export { uploader, type FileCaller } from './file.ts';
export type * from './friend.ts';
export type * from './group.ts';
export type * from './join.ts';
export { EXPORT_PATH } from './own-data.ts';
export { UserApi } from './user-api.ts';
export type {
  Chatset,
  ChatRule,
  CodeTarget,
  JoinState,
  Readers,
  WireApplication as FriendApplication,
  WireBan as Banned,
  WireCode as ListedCode,
  WireDevice as Device,
  WireFriend as Friend,
  WireFriendIndex as FriendIndex,
  WireGroupApplication as GroupApplication,
  WireGroupFace as GroupFace,
  WireGroupInfo as GroupInfo,
  WireHit as Hit,
  WireHits as SearchPage,
  WireJoinedGroup as JoinedGroup,
  WireListedFriend as ListedFriend,
  WireMember as GroupMember,
  WireMembership as Membership,
  WireOutside as CodeFace,
  WirePreview as ScannedCode,
  WireProfile as Profile,
  WireRoom as Room,
  WireSetting as UserSetting,
  WireShownCode as CurrentCode,
  WireTicket as Code,
  WireUpload as UploadedFile,
} from '../../../protocol/index.ts';
