import { computed, reactive, ref, type ComputedRef, type Ref } from 'vue';
import { thumbAddress } from '../../../shared/file-rule.ts';
import { userApi } from '../../user-api.ts';

/** Addresses that were refused, and those that open instead. */
const fresh = reactive(new Map<string, string>());

/** An address that opens, for an `<img>` and the like. */
export interface Signed {
  readonly address: ComputedRef<string>;
  /** Of the smaller picture. */
  readonly thumb: ComputedRef<string>;
  /** Nothing opens it any more. */
  readonly isGone: Ref<boolean>;
  /** To call when the address did not open: asks for another one, once. */
  refused(): void;
}

/** Follows the address of a file; one whose signature has run out is signed anew by the server. */
export function useSigned(url: () => string): Signed {
  const address = computed(() => fresh.get(url()) ?? url());
  const thumb = computed(() => thumbAddress(address.value));
  const isGone = ref(false);
  const asked = new Set<string>();

  async function sign(old: string): Promise<void> {
    try {
      const { url: signed } = await userApi.files.link(old);
      fresh.set(old, signed);
    } catch {
      isGone.value = true;
    }
  }

  function refused(): void {
    const old = url();
    if (asked.has(old) || !old.includes('/uploads/')) isGone.value = true;
    else {
      asked.add(old);
      void sign(old);
    }
  }

  return { address, thumb, isGone, refused };
}
