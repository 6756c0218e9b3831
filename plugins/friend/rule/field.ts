import { lineOf } from '#app';
import { int, text } from '#validate';

/** Pages further back than anybody reads; what is beyond counts as the last of them. */
const LAST_PAGE = 1_000_000;

/** A page of the path. */
export const page = int({ zh: '页码', en: 'Page', in: 'path', min: 1, cap: LAST_PAGE });

/** The caller's own name for a friend. */
export const remark = text({ zh: '备注', en: 'Remark', min: 0, max: 50, default: '', form: lineOf });
