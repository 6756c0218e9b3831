export { default as friendRequest } from './friend-request.ts';
export { default as friend } from './friend.ts';
