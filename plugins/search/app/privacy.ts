import { definePrivacy } from '#app';
import { forgetRemoved } from '../forget.ts';

/** The terms of messages are nobody's but the messages'. */
export default definePrivacy({ forget: forgetRemoved });
