/** Failures of push, which join the app's error table. */
export default {
  push_endpoint: { status: 400, zh: '推送地址不正确', en: 'This is not the address of a push service' },
} as const;
