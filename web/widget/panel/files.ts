import type { WireLimits } from '../../../protocol/index.ts';
import { writeContent } from '../../shared/content.ts';
import { fileRoleOf, objectionTo, sizeText } from '../../shared/file-rule.ts';
import type { Draft } from '../../shared/index.ts';
import { t } from './words.ts';

const WORDS = { empty: 'fileEmpty', program: 'fileForbidden', tooLarge: 'fileTooLarge' } as const;

/** Why a file is not to be sent, in words; '' when it may be. */
export function objection(file: File, limits: WireLimits | null): string {
  const problem = objectionTo(file, limits);
  if (!problem) return '';
  return t(WORDS[problem.why], { name: file.name, most: problem.why === 'tooLarge' ? sizeText(problem.most) : '' });
}

/** A message with a file, for a user. */
export function fileDraft(to: number, file: File): Draft {
  const kind = fileRoleOf(file) === 'image' ? 'image' : 'file';
  return {
    to,
    type: kind,
    upload: {
      file,
      name: file.name || t('picture'),
      content: ({ url, width, height, size, name }) =>
        kind === 'image'
          ? writeContent({ kind, url, size, ...(width && height ? { width, height } : {}) }).data
          : writeContent({ kind, url, name, size }).data,
    },
  };
}
