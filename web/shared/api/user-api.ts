import type { Caller } from './caller.ts';
import { CodeApi } from './code.ts';
import { ConversationApi } from './conversation.ts';
import { DeviceApi } from './device.ts';
import { FileApi } from './file.ts';
import { FriendApi } from './friend.ts';
import { GroupApi } from './group.ts';
import { JoinApi } from './join.ts';
import { OwnDataApi } from './own-data.ts';
import { ProfileApi } from './profile.ts';

/** The HTTP routes of a signed-in user, by area. Every method throws ApiError. */
export class UserApi {
  readonly friends: FriendApi;
  readonly groups: GroupApi;
  readonly joining: JoinApi;
  readonly codes: CodeApi;
  readonly conversations: ConversationApi;
  readonly devices: DeviceApi;
  readonly files: FileApi;
  readonly profile: ProfileApi;
  readonly ownData: OwnDataApi;

  constructor(caller: Caller) {
    this.friends = new FriendApi(caller);
    this.groups = new GroupApi(caller);
    this.joining = new JoinApi(caller);
    this.codes = new CodeApi(caller);
    this.conversations = new ConversationApi(caller);
    this.devices = new DeviceApi(caller);
    this.files = new FileApi(caller);
    this.profile = new ProfileApi(caller);
    this.ownData = new OwnDataApi(caller);
  }
}
