import type { ErrorTable } from './row.ts';

/** Failures of a request before any action sees it: route, body, parameters, load, dependencies. */
export const REQUEST_ERRORS = {
  not_found: { status: 404, zh: '接口不存在', en: 'There is nothing at this address' },
  method_not_allowed: { status: 405, zh: '不支持的请求方法', en: 'This address does not take that method' },
  bad_origin: { status: 403, zh: '不允许的来源', en: 'The server does not allow this origin' },
  bad_json: { status: 400, zh: '请求内容不是正确的 JSON', en: 'The body is not valid JSON' },
  bad_request: { status: 400, zh: '请求无法读取', en: 'The server could not read the request' },
  payload_too_large: { status: 413, zh: '请求内容过大', en: 'The body is too large' },
  too_many: { status: 429, zh: '操作过于频繁，请稍后再试', en: 'There were too many requests. Please try again later' },
  unavailable: { status: 503, zh: '服务暂时不可用，请稍后再试', en: 'The service is not available at the moment. Please try again' },
  draining: { status: 503, zh: '服务正在重启，请稍后再试', en: 'The service is restarting. Please try again' },
  internal: { status: 500, zh: '服务器内部错误', en: 'Something went wrong on the server' },

  input_required: { status: 422, zh: '{desc}不能为空', en: '{desc} is required' },
  input_type: { status: 422, zh: '{desc} 的值 `{value}` 的类型不是 `{type}`', en: 'The value `{value}` of {desc} is not of type `{type}`' },
  input_length: { status: 422, zh: '{desc} 的长度 必须 {range}', en: 'The length of {desc} must be {range}' },
  input_range: { status: 422, zh: '{desc} 的数值 必须 {range}', en: 'The value of {desc} must be {range}' },
  input_choice: {
    status: 422,
    zh: '{desc} 的值 `{value}` 必须在 [{choices}] 中',
    en: 'The value `{value}` of {desc} must be one of [{choices}]',
  },
  input_format: { status: 422, zh: '{desc} 的格式不正确', en: '{desc} has a wrong format' },
} as const satisfies ErrorTable;
