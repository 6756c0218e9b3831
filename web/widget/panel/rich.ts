/** What few messages need: it comes with the first of them. */
export { default as RichContent } from './RichContent.vue';
export { default as RichQuote } from './RichQuote.vue';
