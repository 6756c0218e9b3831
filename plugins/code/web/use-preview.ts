import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { keptToken, userApi, wordsOf } from '#screens';
import { ApiError, type CodeFace, type ScannedCode } from '../../../web/shared/index.ts';

/** What a code leads to, in the state that a screen shows. */
export interface UsedPreview {
  /** What anybody may see; null until it was fetched. */
  readonly face: ShallowRef<CodeFace | null>;
  /** The same for a signed-in user, with what to do. */
  readonly scanned: ComputedRef<ScannedCode | null>;
  /** Why it leads nowhere. */
  readonly problem: Ref<{ readonly title: string; readonly hint: string } | null>;
  load(): Promise<void>;
  /** Shows why something failed. */
  fail(cause: unknown): void;
}

/** Looks at a code: without a token before the sign-in, with it after, and anew when that changes. */
export function usePreview(text: () => string): UsedPreview {
  const texts = useI18n();
  const face = shallowRef<CodeFace | null>(null);
  const problem = ref<UsedPreview['problem']['value']>(null);
  const scanned = computed(() => (face.value && isScanned(face.value) ? face.value : null));
  let asked = 0;

  watch([text, keptToken], () => void load(), { immediate: true });
  return { face, scanned, problem, load, fail };

  async function load(): Promise<void> {
    const mine = ++asked;
    try {
      const found = await (keptToken.value === null ? userApi.codes.preview(text()) : userApi.codes.scan(text()));
      if (mine !== asked) return;
      face.value = found;
      problem.value = null;
    } catch (cause) {
      if (mine === asked) fail(cause);
    }
  }

  function fail(cause: unknown): void {
    const code = cause instanceof ApiError ? cause.code : '';
    const isKnown = code !== '' && texts.te(`code.${code}`);
    problem.value = isKnown
      ? { title: texts.t(`code.${code}`), hint: texts.t(`code.${code}_hint`) }
      : { title: texts.t('code.failed'), hint: wordsOf(cause) };
    face.value = null;
  }
}

function isScanned(face: CodeFace): face is ScannedCode {
  return 'needs' in face;
}
