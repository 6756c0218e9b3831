export { type Field, type FieldOptions, type Place } from './field.ts';
export { bool, choice, id, int, json, isWhole, list, text, uuid } from './kind.ts';
export { InputError, rangeOf, type InputCode, type Words } from './problem.ts';
export { rule, Rule, type InputOf } from './rule.ts';
export { describe, FAILURE, TOKEN, type Operation } from './operation.ts';
