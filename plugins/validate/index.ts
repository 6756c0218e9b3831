export { z } from 'zod';
export { bare, media, ok, type Answer, type Reply } from './answer.ts';
export { type Field, type FieldOptions, type Place } from './field.ts';
export { bool, choice, id, int, json, isWhole, list, text, uuid } from './kind.ts';
export { InputError, rangeOf, type InputCode, type Words } from './problem.ts';
export { rule, Rule, type InputOf } from './rule.ts';
export { anyObject, emptyList, exactly, listOf, shape } from './shape.ts';
export { describe, FAILURE, TOKEN, type Operation } from './operation.ts';
