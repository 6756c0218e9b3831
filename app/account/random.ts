import { randomBytes, randomInt } from 'node:crypto';

/** Without the characters that people confuse when they read them aloud: 0 O 1 l I. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
const PASSWORD_LENGTH = 16;
/** Capitals and digits alone: nobody has to switch the keyboard. */
const CODE_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 10;

const VISITOR_NICKNAME = /^访客\d{6}$/;

/** A password to print once: 16 characters, 93 bits. */
export function randomPassword(): string {
  return Array.from({ length: PASSWORD_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}

/** A code that a person types on another device: 10 capitals and digits, 49 bits. */
export function randomCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET.charAt(randomInt(CODE_ALPHABET.length))).join('');
}

/** A visitor's username, which only the system writes: `v` and 19 hex digits, as long as a username may be. */
export function randomVisitorName(): string {
  return `v${randomBytes(10).toString('hex').slice(0, 19)}`;
}

/** What an agent sees of a visitor who has not named himself. */
export function randomVisitorNickname(): string {
  return `访客${randomInt(1_000_000).toString().padStart(6, '0')}`;
}

/** Whether a nickname is one that we gave, not one that the visitor chose. */
export function isVisitorNickname(nickname: string): boolean {
  return VISITOR_NICKNAME.test(nickname);
}
