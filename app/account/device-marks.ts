import { createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { isSame } from '#kernel';

/** An account on a device: its id, and the hash of the password that was right there. */
export interface DeviceMark {
  readonly id: number;
  readonly password_hash: string | null;
}

/** Accounts whose marks one device keeps, the latest first. */
const MOST = 5;
const DEVICE_BYTES = 16;
/** 144 bits, which are 24 characters without a spare bit. */
const MAC_BYTES = 18;
const FORM = /^[\w-]{22}(?:\.\d{1,16}-[\w-]{24}){0,5}$/;

/**
 * Marks that a device keeps of the accounts that were signed in on it: `<device>.<user id>-<mac>…`. A mark opens nothing; it tells a device that
 * knew the password from strangers who guess. It is void once the password is another.
 */
export class DeviceMarks {
  readonly #key: KeyObject;

  /** The secret is UTF-8 text. */
  constructor(secret: string) {
    this.#key = createSecretKey(secret, 'utf8');
  }

  /** What the device is to keep from now on; what it kept under a form of another kind is dropped. */
  add(kept: string | undefined, account: DeviceMark): string {
    const [device = '', ...marks] =
      kept !== undefined && FORM.test(kept) ? kept.split('.') : [randomBytes(DEVICE_BYTES).toString('base64url')];
    const others = marks.filter((mark) => !mark.startsWith(`${account.id}-`));
    return [device, this.#markOf(device, account), ...others].slice(0, MOST + 1).join('.');
  }

  /** The device's name, where it holds a good mark of the account. */
  deviceOf(kept: string | undefined, account: DeviceMark): string | undefined {
    if (kept === undefined || account.password_hash === null || !FORM.test(kept)) return undefined;
    const [device = '', ...marks] = kept.split('.');
    const right = this.#markOf(device, account);
    return marks.some((mark) => isSame(mark, right)) ? device : undefined;
  }

  #markOf(device: string, { id, password_hash: hash }: DeviceMark): string {
    const mac = createHmac('sha256', this.#key).update(`${device}.${id}.${hash}`).digest().subarray(0, MAC_BYTES);
    return `${id}-${mac.toString('base64url')}`;
  }
}
