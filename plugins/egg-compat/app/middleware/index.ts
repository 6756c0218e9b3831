export { default as eggCompat } from './egg-compat.ts';
