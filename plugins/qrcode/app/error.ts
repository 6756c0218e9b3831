/** Failures of pictures of codes. */
export default {
  code_too_long: { status: 400, zh: '二维码的内容过长', en: 'This text is too long for a code' },
} as const;
