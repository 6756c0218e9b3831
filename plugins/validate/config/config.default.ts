/** Limits of request bodies; uploads are not read by this plugin. */
export default {
  body: { jsonLimit: '512kb', formLimit: '512kb' },
};
