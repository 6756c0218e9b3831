import { parseJson } from '#kernel';
import { GENDERS, type Profile } from '../../protocol/index.ts';

/** Reads a stored profile tolerantly: what is missing or odd in one row is untold (D11). */
export function readProfile(stored: string | null): Profile {
  const value = parse(stored);
  return {
    gender: GENDERS.find((gender) => gender === value['gender']) ?? 'unknown',
    birthday: text(value['birthday']),
    bio: text(value['bio']),
    location: text(value['location']),
    website: text(value['website']),
  };
}

/** What everybody may know of a profile: the words that somebody shows, and nothing personal. */
export function openPart({ bio }: Profile): Profile {
  return { gender: 'unknown', birthday: null, bio, location: null, website: null };
}

/** The stored form. */
export function writeProfile(profile: Profile): string {
  return JSON.stringify(profile);
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function parse(stored: string | null): Record<string, unknown> {
  const value = stored === null ? null : parseJson(stored);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
