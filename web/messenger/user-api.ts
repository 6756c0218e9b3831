import { UserApi } from '../shared/index.ts';
import { api } from './http.ts';

/** The HTTP routes of a signed-in user, by area. Every method throws ApiError. */
export const userApi = new UserApi(api);
