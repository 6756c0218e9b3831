import { definePlugin } from '#kernel';

/** Who is whose friend, by rows that `makeFriends` wrote: for tests of the app where no unit keeps lists. */
export default definePlugin({ name: 'friends', path: import.meta.dirname });
