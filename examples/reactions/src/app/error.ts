/** Failures of this plugin. */
export default {
  reaction_invalid: { status: 400, zh: '请选择一个表情', en: 'Choose one emoji' },
  reaction_full: { status: 409, zh: '这条消息的回应已满（{most} 个）', en: 'This message has as many reactions as it takes: {most}' },
} as const;
