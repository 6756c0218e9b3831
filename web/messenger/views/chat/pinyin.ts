const HAN = /\p{Script=Han}/u;

/** A Chinese name as it is spelled, and its initials: `zhangsan zs`; '' for others. The dictionary is large and comes with the first such name. */
export async function spell(name: string): Promise<string> {
  if (!HAN.test(name)) return '';
  try {
    const { pinyin } = await import('pinyin-pro');
    const parts = pinyin(name, { mode: 'surname', toneType: 'none', type: 'array', v: true });
    return `${parts.join('')} ${parts.map((part) => part.charAt(0)).join('')}`;
  } catch {
    // Without a network it is found by its characters only.
    return '';
  }
}
