import { defineExtra } from '#app';
import { sky } from '../../sky.ts';

/** How many stars a message has. */
export default defineExtra<'star'>((_, messages) => sky.read(messages));
