/** What stands beside the conversation. */
export { default as DonePane } from './DonePane.vue';
export { default as HandoverPane } from './HandoverPane.vue';
export { default as MorePane } from './MorePane.vue';
export { default as SignInPane } from './SignInPane.vue';
export { default as SignUpPane } from './SignUpPane.vue';
