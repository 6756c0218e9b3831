import type { Person } from '#app';
import { definePlugin } from '#kernel';

/** A unit with notices of its own, to a user, to two and to a group. */
export default definePlugin({ name: 'parcel', path: import.meta.dirname });

declare module '#app' {
  interface UserNotices {
    readonly parcel_sent: { readonly courier: Person; readonly number: number; readonly note: string };
  }
  interface PairNotices {
    readonly parcel_swapped: object;
  }
  interface GroupNotices {
    readonly parcel_shared: { readonly what: string };
  }
}
