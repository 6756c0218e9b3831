import { extendApplication } from '@foyer-chat/foyer/kernel';
import { Courier } from '../../courier.ts';

const couriers = new WeakMap<object, Courier>();

/** What the plugin adds to the application. */
export default extendApplication({
  /** Tells servers of the site what happens here. */
  get webhooks(): Courier {
    let courier = couriers.get(this);
    if (!courier) couriers.set(this, (courier = new Courier(this)));
    return courier;
  },
});
