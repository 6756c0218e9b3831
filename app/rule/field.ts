import { int } from '#validate';

/** Pages further back than anybody reads; what is beyond counts as the last of them. */
export const LAST_PAGE = 1_000_000;

/** A page of the path. */
export const page = int({ zh: '页码', en: 'Page', in: 'path', min: 1, cap: LAST_PAGE });
