/** Failures of uploading and of what becomes of a file. */
export default {
  upload_missing: { status: 400, zh: '请选择要上传的文件', en: 'Please choose a file to upload' },
  upload_type: { status: 400, zh: '不支持的文件类型', en: 'The server does not take files of this type' },
  upload_too_large: { status: 413, zh: '文件过大，不能超过{limit}', en: 'The file is too large. The limit is {limit}' },
  upload_quota: { status: 400, zh: '上传空间已用完', en: 'You have no space left for uploads' },
  file_forbidden: { status: 403, zh: '无权使用该文件', en: 'You may not use this file' },
} as const;
