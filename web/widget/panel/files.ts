import type { WireLimits } from '../../../protocol/index.ts';
import { fileRoleOf, objectionTo, sizeText } from '../../shared/file-rule.ts';
import type { Draft } from '../../shared/index.ts';
import { madeOf } from '../../shared/made-of.ts';
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
  const type = fileRoleOf(file) === 'image' ? 'image' : 'file';
  return { to, type, upload: { file, name: file.name || t('picture'), content: (uploaded) => madeOf(uploaded) } };
}
