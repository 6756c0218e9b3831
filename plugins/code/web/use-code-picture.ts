import { onScopeDispose, ref, watch, type Ref } from 'vue';
import { keptToken, texts, userApi } from '#screens';
import { fetchFile, keepFile } from '../../../web/api/download.ts';
import type { CurrentCode } from '../../../web/shared/index.ts';

/** The picture of a code. */
export interface CodePicture {
  /** For an `<img>`, from memory; '' until it is there. */
  readonly picture: Ref<string>;
  /** Hands it to the browser to keep, in a form that other programs read. Throws ApiError. */
  save(): Promise<void>;
}

/** Follows the picture of a code. It is fetched with the token in a header, so that no address holds it (G23). */
export function useCodePicture(code: () => CurrentCode | undefined): CodePicture {
  const picture = ref('');

  function show(blob: Blob | null): void {
    URL.revokeObjectURL(picture.value);
    picture.value = blob ? URL.createObjectURL(blob) : '';
  }

  async function draw(shown: CurrentCode): Promise<void> {
    const blob = await fetchPicture(shown, 'svg').catch(() => null);
    if (code()?.ticket === shown.ticket) show(blob);
  }

  async function save(): Promise<void> {
    const shown = code();
    if (shown) keepFile(await fetchPicture(shown, 'png'), `${shown.name}.png`);
  }

  watch(code, (shown) => (shown ? void draw(shown) : show(null)), { immediate: true });
  onScopeDispose(() => show(null));
  return { picture, save };
}

async function fetchPicture(code: CurrentCode, format: 'svg' | 'png'): Promise<Blob> {
  const asking = { token: keptToken.value, language: texts.global.locale.value };
  return (await fetchFile(userApi.codes.picture(code, format), asking)).blob();
}
