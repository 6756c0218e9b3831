import { Http } from '../api/http.ts';
import { texts } from './texts.ts';
import { keptToken, refusedToken } from './token.ts';

/** The messenger's one way to the HTTP API, with the token of the signed-in user. */
export const api = new Http({ language: () => texts.global.locale.value, token: () => keptToken.value, refused: refusedToken });
