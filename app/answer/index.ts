export { account, profile, user } from './user.ts';
export { chatType, entry, group, message } from './message.ts';
export { done } from './done.ts';
export { groupFace } from './group.ts';
